"""A practice from its beginning to its publication: four reviews that diverge, and a revision."""

import pytest
from playwright.sync_api import expect

from imrf_portal.demonstration.organisations import CIVIL_SOCIETY
from stakeholders.models import User
from tests.journeys.authoring import (
    CIVIL,
    CONTACT,
    IMPACT,
    REVISED,
    TEXTS,
    TITLE,
    begins,
    is_told_what_is_missing,
    saves_what_is_unfinished_and_comes_back,
    submits,
    writes_the_rest,
)
from tests.journeys.conftest import Come, Picture, Portal
from tests.journeys.mails import Mails, link_in, text_of
from tests.journeys.peer_reviewing import (
    ASSIGNMENTS,
    Readers,
    accepts_by_the_link,
    accepts_on_the_desk,
    asks_three,
    hands_in,
    opens_the_latest,
    takes_the_file,
    who_is_called,
)
from tests.journeys.visitor import Visitor
from tests.publication.paper.papers import opened

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SECRETARIAT = "secretariat@example.org"
CLEAR = "It is clear what was done and for whom. Say what a night costs."
SOUND = "The evidence is sound. Say whether the farms pay for any of it."
DOUBTFUL = "It is not shown that the births would have gone unregistered."
BETWEEN = "It is a sound start, and the comparison that is asked for can be made."
SECRET = "Between us: these figures look too good to be true."
SAID = (CLEAR, SOUND, DOUBTFUL, BETWEEN)
POINTS = ("Say what a night costs.", "Say whether the farms pay for any of it.")
ANSWERS = ("Done: it stands in the impact.", "They pay nothing, and we say so now.")
WELL_DONE = "Both points are answered."
NAMES = "Demonstration reviewer"


def test_a_practice_from_its_beginning_to_its_publication(
    portal: Portal, come: Come, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.filter(email__startswith="reviewer").update(language="en")
    mails, civil, secretariat = portal.mails, come(CIVIL), come(SECRETARIAT)
    pages = remembers(civil, monkeypatch)
    code = begins(civil)
    saves_what_is_unfinished_and_comes_back(civil, code)
    is_told_what_is_missing(civil)
    writes_the_rest(civil, code)
    submits(civil)
    screens_and_takes_in(secretariat, mails, code)

    panel, readers = asks_three(secretariat, code), Readers(come)
    accepts_by_the_link(come(), mails, panel[0], code)
    write_reviews_that_diverge([readers[address] for address in panel], code)
    fourth = who_is_called(mails, SECRETARIAT, code)
    assert fourth not in panel
    cannot_decide_yet(secretariat, code)
    accepts_on_the_desk(readers[fourth], code)
    hands_in(readers[fourth], code, 3, "Revise and resubmit", said=BETWEEN)

    reads_the_reviews(secretariat)
    picture(secretariat, "decision", height=1200)
    keeps_the_confidence(secretariat, code)
    asks_to_revise(secretariat, code)
    reads_the_letter(civil, mails, code)
    revises_and_resubmits(civil, code)

    for address in asks_three(secretariat, code):
        reads_the_answers(readers[address], code)
        hands_in(readers[address], code, 4, "Accept", said=WELL_DONE)
    accepts(secretariat, code)
    publishes(secretariat, mails, code)
    reads_it_as_anybody(come(), code)
    gets_the_certificate(readers[panel[0]], mails, panel[0], code)
    civil.open(f"/en/desk/practices/{code}/")
    civil.open(f"/en/practices/{code}/")
    got_their_mails(mails, code, panel, fourth)
    never_saw_a_reviewer(pages, mails)


def remembers(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every page that the visitor gets to see from now on, as it stood."""
    pages: list[str] = []
    inspect = visitor.inspect

    def inspect_and_remember() -> None:
        inspect()
        pages.append(visitor.page.content())

    monkeypatch.setattr(visitor, "inspect", inspect_and_remember)
    return pages


def screens_and_takes_in(secretariat: Visitor, mails: Mails, code: str) -> None:
    secretariat.open(link_in(mails.last_to(SECRETARIAT, about=f"{code} was submitted"), code))
    secretariat.says(CONTACT)
    secretariat.follow("Screen against the criteria")
    secretariat.says(TEXTS["replication"])
    secretariat.press("Take in for peer review")
    secretariat.says(f"{code}: Taken in for peer review")


def write_reviews_that_diverge(panel: list[Visitor], code: str) -> None:
    """Nobody reads what another said before the own review is in."""
    first, second, third = panel
    opens_the_latest(first, code)
    for reviewer in (second, third):
        accepts_on_the_desk(reviewer, code)
    hands_in(first, code, 5, "Accept", said=CLEAR)
    second.page.reload()
    reads_nothing_of_others(second)
    hands_in(second, code, 5, "Accept", said=SOUND)
    second.says(CLEAR)
    reads_nothing_of_others(third)
    hands_in(third, code, 2, "Decline", said=DOUBTFUL, secret=SECRET)
    first.page.reload()
    first.says(DOUBTFUL)
    assert SECRET not in first.page.content()


def reads_nothing_of_others(reviewer: Visitor) -> None:
    assert reviewer.heading() == TITLE
    reviewer.says(IMPACT)
    content = reviewer.page.content()
    assert not [told for told in (*SAID, CONTACT) if told in content]


def cannot_decide_yet(secretariat: Visitor, code: str) -> None:
    secretariat.open(f"/en/desk/practices/{code}/decide/")
    secretariat.says("It cannot be decided yet")
    secretariat.says("The reviews diverge.")
    decide = secretariat.page.get_by_role("button", name="Send the letter and decide")
    expect(decide).to_have_count(0)


def reads_the_reviews(secretariat: Visitor) -> None:
    page = secretariat.page
    secretariat.open("/en/desk/practice-queue/")
    secretariat.follow(TITLE)
    secretariat.says("It can be decided")
    secretariat.says(SECRET)
    means = page.get_by_role("row", name="Mean").get_by_role("cell")
    expect(means).to_have_text(["5.0", "5.0", "2.0", "3.0"])
    page.locator("#round").evaluate("(section) => section.scrollIntoView()")


def keeps_the_confidence(secretariat: Visitor, code: str) -> None:
    """The letter starts from what was said to the author; a slip of copying does not go out."""
    page = secretariat.page
    letter = page.get_by_label("Letter to the author")
    drafted = letter.input_value()
    assert all(said in drafted for said in (code, *SAID))
    assert SECRET not in drafted
    page.get_by_label("Revise and resubmit").check()
    letter.fill(f"{drafted}\n\n{SECRET}")
    secretariat.press("Send the letter and decide")
    assert page.title().startswith("Error:")
    expect(page.get_by_role("alert")).to_contain_text("said to the Secretariat alone")
    letter.fill(drafted)


def asks_to_revise(secretariat: Visitor, code: str) -> None:
    points = secretariat.page.locator("[name=point]")
    for number, field in enumerate(points.all()):
        field.fill(POINTS[number] if number < len(POINTS) else "")
    secretariat.press("Send the letter and decide")
    secretariat.says(f"{code}: To be revised")


def reads_the_letter(civil: Visitor, mails: Mails, code: str) -> None:
    mail = mails.last_to(CIVIL, about=f"{code}: please revise it")
    assert all(said in text_of(mail) for said in SAID)
    civil.open(link_in(mail, code))
    civil.says(DOUBTFUL)
    for page in ("decide", "peer-review", "screen"):
        civil.open(f"/en/desk/practices/{code}/{page}/", status=404)
    civil.open(f"/en/desk/practices/{code}/")
    civil.follow("Revise and resubmit")
    civil.says("2 points have no answer yet.")


def revises_and_resubmits(civil: Visitor, code: str) -> None:
    page = civil.page
    for number, (point, answer) in enumerate(zip(POINTS, ANSWERS, strict=True), 1):
        civil.says(point)
        page.get_by_label(f"Your answer to point {number}").fill(answer)
    civil.press("Save the answers")
    civil.follow("Change the text")
    page.locator("[name=impact]").fill(REVISED)
    civil.press("Save, and go to the points")
    expect(page.locator("#changes ins")).to_contain_text("A night costs 400 euros.")
    civil.follow("Submit the revised practice")
    civil.press("Submit the revised practice")
    civil.says("What was revised")


def reads_the_answers(reviewer: Visitor, code: str) -> None:
    accepts_on_the_desk(reviewer, code)
    reviewer.says("What the last round asked for")
    for answer in ANSWERS:
        reviewer.says(answer)
    expect(reviewer.page.locator("ins").first).to_contain_text("A night costs 400 euros.")


def accepts(secretariat: Visitor, code: str) -> None:
    secretariat.open(f"/en/desk/practices/{code}/decide/")
    secretariat.page.locator("#decision").get_by_label("Accept", exact=True).check()
    secretariat.press("Send the letter and decide")
    secretariat.says(f"{code}: Accepted")


def publishes(secretariat: Visitor, mails: Mails, code: str) -> None:
    assert WELL_DONE in text_of(mails.last_to(CIVIL, about=f"{code} is accepted"))
    secretariat.open(f"/en/practices/{code}/", status=404)
    secretariat.open(f"/en/desk/practices/{code}/")
    secretariat.follow("Publish now")
    secretariat.press("Publish now")
    secretariat.follow("See the public page")
    assert secretariat.heading() == TITLE


def reads_it_as_anybody(anybody: Visitor, code: str) -> None:
    page = anybody.page
    anybody.open("/en/practices/")
    page.get_by_label("Search").fill("night desks births farms")
    anybody.press("Find")
    anybody.follow(TITLE)
    assert page.url.endswith(f"/en/practices/{code}/")
    anybody.says("after at least three reviewers had read it")
    anybody.says(REVISED)
    expect(page.locator(".cite")).to_contain_text(f"{CIVIL_SOCIETY}, “{TITLE}”, {code}")
    told = [
        words for words in (*SAID, SECRET, WELL_DONE, NAMES, CONTACT) if words in page.content()
    ]
    assert not told
    anybody.follow("Version 1")
    anybody.says(REVISED)
    anybody.open(f"/en/practices/{code}/pdf/", status=202)
    text = "".join(leaf.extract_text() for leaf in opened(takes_the_file(anybody)).pages)
    assert "A night costs 400 euros." in text
    assert NAMES not in text


def gets_the_certificate(reviewer: Visitor, mails: Mails, address: str, code: str) -> None:
    mail = mails.last_to(address, about=f"Thank you for your review of {code}")
    reviewer.open(ASSIGNMENTS)
    reviewer.says("Your service")
    reviewer.open(link_in(mail, "certificate"), status=202)
    text = "".join(leaf.extract_text() for leaf in opened(takes_the_file(reviewer)).pages)
    assert NAMES in text
    assert TITLE not in text


def got_their_mails(mails: Mails, code: str, panel: list[str], fourth: str) -> None:
    moves = ("submit", "take-in", "ask-to-revise", "resubmit", "accept", "publish")
    assert kinds(mails, CIVIL, code) == [f"practices.{move}.author" for move in moves]
    asked = ["practices.review-invited", "practices.review-received", "practices.review-decided"]
    for address in (*panel, fourth):
        told = kinds(mails, address, code)
        assert told[:3] == asked
        assert told[-1] == "practices.review-thanks"
        assert told.count("practices.review-thanks") == 1


def kinds(mails: Mails, address: str, code: str) -> list[str]:
    about = [mail for mail in mails.all_to(address) if code in text_of(mail)]
    return [mail["X-Portal-Notice"] for mail in about]


def never_saw_a_reviewer(pages: list[str], mails: Mails) -> None:
    """No page and no mail of the author named one, nor told what was said in confidence."""
    read = [*pages, *(mail.as_string() for mail in mails.all_to(CIVIL))]
    assert len(read) > 20
    hidden = (NAMES, SECRET, *(f"reviewer{number}@" for number in range(1, 40)))
    assert not [(words, text[:200]) for text in read for words in hidden if words in text]
