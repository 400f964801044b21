"""Coming to the portal for the first time."""

from tests.journeys.visitor import Visitor

PASSWORD = "correct horse battery staple"


def send(visitor: Visitor, **fields: str) -> None:
    """Fill the form of the page and press its first button."""
    for name, value in fields.items():
        visitor.page.locator(f"main [name={name}]").fill(value)
    with visitor.page.expect_navigation():
        visitor.page.locator("main form[method=post] button[type=submit]").first.click()
    visitor.inspect()


def register(visitor: Visitor, name: str, **more: str) -> None:
    send(visitor, name=name, password1=PASSWORD, password2=PASSWORD, **more)
