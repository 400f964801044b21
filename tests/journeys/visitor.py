"""One person with a browser of their own, and an eye on everything that it loads and says."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect

from tests.inspection import WIDE, check_width, inspect

# What browser and htmx say of a save that was refused, or of a line that is down. People are told
# by the page, and that is looked at.
EXPECTED = (
    "Failed to load resource: the server responded with a status of 4",
    "Failed to load resource: net::ERR_INTERNET_DISCONNECTED",
    "Response Status Error Code 4",
    "htmx:afterRequest",
    "htmx:sendError",
    "htmx:responseError",
)
# For a step on a machine that has much else to do, in milliseconds.
PATIENCE = 20_000
MAY_BE_REFUSED = {"document", "xhr", "fetch"}

expect.set_options(timeout=PATIENCE)


class Visitor:
    """Every page that is opened, followed or posted is inspected at once."""

    def __init__(self, browser: Browser, address: str, **context: Any) -> None:
        self.address = address
        self.faults: list[str] = []
        self.runs_script: bool = context.get("java_script_enabled", True)
        # Not for one who does what another did before: axe takes its time on each page.
        self.looks_closely = True
        self.context = browser.new_context(
            **{"base_url": address, "viewport": WIDE, "locale": "en-GB", **context}
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.on("request", self._on_request)
        self.context.on("response", self._on_response)
        self.context.on("console", self._on_console)
        self.context.on("weberror", lambda error: self.faults.append(str(error.error)))
        self.page: Page = self.context.new_page()

    def open(self, path: str, *, status: int = 200) -> None:
        response = self.page.goto(path)
        assert response is not None
        assert response.status == status, f"{response.status} for {path}"
        self.inspect()

    def follow(self, name: str, **options: Any) -> None:
        self._click("link", name, **options)

    def press(self, name: str, **options: Any) -> None:
        self._click("button", name, **options)

    def _click(self, role: Any, name: str, **options: Any) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name, **options).click()
        self.inspect()

    def inspect(self) -> None:
        if not self.looks_closely:
            pass
        elif self.runs_script:
            inspect(self.page)
        else:  # nor does axe run there
            check_width(self.page, WIDE)
        self.check_faults()

    def check_faults(self) -> None:
        assert not self.faults, f"{self.page.url}: {self.faults}"

    def sign_in(self, email: str, password: str = "imrf-demo", *, here: bool = False) -> None:
        """On the page for it, or `here`, where one was led to it."""
        if not here:
            self.open("/en/accounts/login/")
        self.page.locator("[name=login]").fill(email)
        self.page.locator("[name=password]").fill(password)
        with self.page.expect_navigation():
            self.page.locator("[name=password]").press("Enter")
        self.inspect()

    def sign_out(self) -> None:
        self.open("/en/accounts/logout/")
        self.press("Sign out")

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def says(self, words: str) -> None:
        """The words stand on the page, or appear on it soon."""
        self.page.locator("main").get_by_text(words).first.wait_for()

    @contextmanager
    def without_line(self) -> Iterator[None]:
        self.context.set_offline(True)
        yield
        self.context.set_offline(False)

    def _on_request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in {"data", "blob"} and url.netloc != urlsplit(self.address).netloc:
            self.faults.append(f"asked another host: {request.url}")

    def _on_response(self, response: Response) -> None:
        kind = response.request.resource_type
        if response.status >= 500 or (response.status >= 400 and kind not in MAY_BE_REFUSED):
            self.faults.append(f"{response.status} for {response.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(EXPECTED):
            self.faults.append(f"console: {message.text}")
