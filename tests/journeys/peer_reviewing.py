"""The peer review of a practice, step by step: who is asked, who answers, who writes what."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Come
from tests.journeys.mails import Mails, link_in, text_of
from tests.journeys.visitor import Visitor

ASSIGNMENTS = "/en/desk/practices/assignments/"
UN, EXTERNAL = "United Nations", "External"
ACCEPT = "I have no conflict of interest, and I accept"
NAME = re.compile(r"Demonstration reviewer (\d+)")


class Readers(dict[str, Visitor]):
    """By their addresses; each comes when first called. All but the first see what that one sees,
    and their pages are not inspected.
    """

    def __init__(self, come: Come) -> None:
        self.come = come

    def __missing__(self, address: str) -> Visitor:
        visitor = self.come(address)
        visitor.looks_closely = not self
        self[address] = visitor
        return visitor


def address_in(words: str) -> str:
    """The mail address of the reviewer who is named there."""
    found = NAME.search(words)
    assert found, words
    return f"reviewer{found[1]}@example.org"


def asks_the_best(secretariat: Visitor, side: str) -> str:
    """Ask the one of that side who is suggested first; returns the address."""
    page = secretariat.page
    of_side = page.locator("h3 .quiet", has_text=side)
    button = page.locator(".suggested > li", has=of_side).first.get_by_role("button")
    name = (button.text_content() or "").split(maxsplit=1)[1].strip()
    secretariat.press(f"Ask {name}", exact=True)
    secretariat.says(f"{name} is asked by mail.")
    return address_in(name)


def asks_three(secretariat: Visitor, code: str) -> list[str]:
    secretariat.open(f"/en/desk/practices/{code}/peer-review/")
    secretariat.says("Nobody is asked yet.")
    return [asks_the_best(secretariat, side) for side in (UN, EXTERNAL, EXTERNAL)]


def accepts_by_the_link(anybody: Visitor, mails: Mails, address: str, code: str) -> None:
    """Without signing in, once; nothing is told of the practice before."""
    mail = mails.last_to(address, about=f"Will you review the practice {code}?")
    link = link_in(mail, "/invitation/")
    anybody.open(link)
    anybody.says("First say whether you have a conflict of interest.")
    anybody.press(ACCEPT)
    assert anybody.heading() == "Thank you for your answer"
    anybody.open(link, status=410)


def opens_the_latest(reviewer: Visitor, code: str) -> None:
    """What waits on the reviewer stands first."""
    reviewer.open(ASSIGNMENTS)
    link = reviewer.page.locator("main").get_by_role("link", name=code).first
    reviewer.open(link.get_attribute("href") or "")


def accepts_on_the_desk(reviewer: Visitor, code: str) -> None:
    opens_the_latest(reviewer, code)
    reviewer.press(ACCEPT)
    reviewer.says("Your review is due:")


def hands_in(
    reviewer: Visitor, code: str, score: int, advice: str, *, said: str, secret: str = ""
) -> None:
    """From the page of the practice: the same score on every line."""
    page = reviewer.page
    assert code in page.locator(".head").inner_text()
    reviewer.follow("Write the review")
    for scale in page.locator("fieldset.scale").all():
        scale.get_by_label(str(score), exact=True).check()
    page.get_by_label("Comments for the author").fill(said)
    page.get_by_label("Comments for the Secretariat alone").fill(secret)
    page.locator("#id_recommendation").get_by_label(advice, exact=True).check()
    reviewer.press("Save and check the review")
    assert reviewer.heading() == "Check the review"
    reviewer.press("Hand in the review")
    reviewer.says("Your review is handed in.")


def who_is_called(mails: Mails, secretariat: str, code: str) -> str:
    """The address of the one whom the portal asked because the scores diverge."""
    mail = mails.last_to(secretariat, about=f"The reviews of {code} diverge: one more is asked")
    return address_in(text_of(mail))


def takes_the_file(visitor: Visitor) -> bytes:
    """From the page that says that it is being made, once it is ready."""
    expect(visitor.page.get_by_role("link", name="Download it")).to_be_visible()
    visitor.inspect()
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("link", name="Download it").click()
    return waiting.value.path().read_bytes()
