"""The main job: from a draft to a public page, by all who have a part in it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from stakeholders.models import User
from tests.factories.reviews import PDF
from tests.journeys.conftest import Come, Picture, Portal
from tests.journeys.mails import Mails, link_in, text_of
from tests.journeys.visitor import Visitor
from tests.journeys.writing import choose, field, question, set_aside, write

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

FOCAL, MINISTRY = "focal.cri@example.org", "ministry.cri@example.org"
SECRETARIAT = "secretariat@example.org"
CODE = "REV-2030-CRI"
DESK = f"/en/desk/reviews/{CODE}/"
PREPARED = "Con un taller en San José y con consultas en línea."
PROGRESS = "Se firmaron tres acuerdos de retorno seguro y digno."
PRIORITIES = "Un registro único de permisos, y menos espera."
NOTE = "Please say what the new registry measures."


def test_a_review_from_draft_to_public_page(
    portal: Portal, worker: None, come: Come, tmp_path: Path, picture: Picture
) -> None:
    User.objects.filter(email=MINISTRY).update(language="es")
    focal, secretariat = come(FOCAL), come(SECRETARIAT)
    opens_the_draft(focal)
    picture(focal, "tasks", height=1240)
    answers_every_kind_of_question(focal)
    question(focal, "preparation").evaluate("(question) => question.scrollIntoView()")
    picture(focal, "section")
    saves_and_adds_a_file(focal, tmp_path)
    comes_back_and_finds_it(focal)
    hands_a_section_over(focal)
    writes_what_was_handed_over(come(), portal.mails)
    checks_and_mends(focal)
    declares_and_submits(focal)
    examines_and_returns(secretariat, portal.mails)
    reads_the_note_and_submits_again(focal, portal.mails)
    publishes(secretariat)
    picture(secretariat, "public-review", height=840)
    reads_it_as_anybody(come())
    got_their_mails(portal.mails)


def opens_the_draft(focal: Visitor) -> None:
    focal.follow("Voluntary review of Costa Rica, 2030", exact=True)
    focal.says("9 of 28 sections complete")


def answers_every_kind_of_question(focal: Visitor) -> None:
    focal.follow("Methodology and consultations", exact=True)
    write(focal, "lead-body", "Ministerio de Gobernación")
    write(focal, "preparation", PREPARED)
    write(focal, "information-up-to", "2029-12-31")
    choose(focal, "updates-regional-review", "No")
    choose(focal, "government-consulted", "Parliament", "The judiciary")
    write(focal, "consultation-meetings", "14")
    set_aside(focal, "stakeholders-consulted", "Las consultas siguen en curso.")
    focal.inspect()


def saves_and_adds_a_file(focal: Visitor, folder: Path) -> None:
    focal.press("Save", exact=True)
    focal.says("Saved.")
    focal.open(f"{DESK}annexes/")
    (folder / "plan.pdf").write_bytes(PDF)
    question(focal, "annex-documents").get_by_label("Add a file").set_input_files(
        folder / "plan.pdf"
    )
    with focal.page.expect_navigation():
        question(focal, "annex-documents").get_by_role("button", name="Add the file").click()
    focal.inspect()
    focal.says("plan.pdf")


def comes_back_and_finds_it(focal: Visitor) -> None:
    focal.sign_out()
    focal.open(f"{DESK}methodology/")
    assert focal.heading() == "Sign In"
    focal.sign_in(FOCAL, here=True)
    assert focal.heading() == "Methodology and consultations"
    assert field(focal, "preparation").input_value() == PREPARED
    assert field(focal, "consultation-meetings").input_value() == "14"
    expect(
        question(focal, "updates-regional-review").get_by_label("No", exact=True)
    ).to_be_checked()


def hands_a_section_over(focal: Visitor) -> None:
    focal.open(DESK)
    focal.follow("Hand over : Objective 21")
    focal.page.get_by_label("Hand over to").select_option(label="Ministry of Labour of Costa Rica")
    focal.page.get_by_label("Internal due date").fill("2030-01-15")
    focal.press("Hand over")
    focal.says("15 January 2030")


def writes_what_was_handed_over(ministry: Visitor, mails: Mails) -> None:
    ministry.sign_in(MINISTRY)
    mail = mails.last_to(MINISTRY, about=CODE)
    assert mail["Content-Language"] == "es"
    assert "was handed over" not in mail["Subject"]
    ministry.open(link_in(mail, CODE))
    ministry.follow("English", exact=True)
    expect(ministry.page.locator(".board > li")).to_have_count(7)
    ministry.follow("Objective 21")
    choose(ministry, "o21-priority", "High priority")
    write(ministry, "o21-progress", PROGRESS)
    ministry.page.get_by_label("Yes, it is complete").check()
    ministry.press("Save", exact=True)
    ministry.open(f"{DESK}methodology/", status=404)
    ministry.open(f"{DESK}check/", status=404)
    ministry.open("/en/moves/reviews/REV-2030-CRI/submit/", status=404)


def checks_and_mends(focal: Visitor) -> None:
    focal.open(DESK)
    focal.follow("Check answers")
    problems = focal.page.get_by_role("alert")
    expect(problems.get_by_role("heading")).to_have_text(
        "3 answers need your attention before you can submit"
    )
    links = [link.get_attribute("href") or "" for link in problems.get_by_role("link").all()]
    for link, key in zip(links[:2], ("o20-priority", "o22-priority"), strict=True):
        focal.open(link)
        choose(focal, key, "Low priority")
    focal.open(links[2])
    write(focal, "next-priorities", PRIORITIES)
    focal.open(f"{DESK}check/")
    focal.says("Every answer that is needed is there.")
    focal.says(PROGRESS)


def declares_and_submits(focal: Visitor) -> None:
    focal.follow("Go on to the declaration")
    focal.press("Submit to the Secretariat")
    expect(focal.page.get_by_role("alert")).to_be_focused()
    assert focal.page.title().startswith("Error:")
    focal.page.get_by_label("I submit this review on behalf of my Government").check()
    focal.press("Submit to the Secretariat")
    focal.says("Receipt")
    focal.says("SHA-256 of the content")


def examines_and_returns(secretariat: Visitor, mails: Mails) -> None:
    secretariat.open(link_in(mails.last_to(SECRETARIAT, about=f"{CODE} was submitted"), CODE))
    secretariat.open("/en/desk/")
    secretariat.follow("Reviews to examine")
    secretariat.follow("Voluntary review of Costa Rica, 2030", exact=True)
    secretariat.follow("Read all answers")
    secretariat.says(PREPARED)
    secretariat.open(DESK)
    secretariat.follow("Take up")
    secretariat.press("Take up")
    secretariat.follow("Return with a note")
    secretariat.press("Return with a note")
    expect(secretariat.page.get_by_role("alert")).to_be_focused()
    secretariat.page.get_by_label("Note").fill(NOTE)
    secretariat.press("Return with a note")


def reads_the_note_and_submits_again(focal: Visitor, mails: Mails) -> None:
    mail = mails.last_to(FOCAL, about=f"{CODE} was returned to you")
    assert NOTE in text_of(mail)
    focal.open(link_in(mail, CODE))
    focal.says("The Secretariat returned this review")
    focal.says(NOTE)
    focal.follow("Next steps", exact=True)
    write(focal, "next-priorities", f"{PRIORITIES} El registro mide los días de espera.")
    focal.open(f"{DESK}check/")
    focal.follow("Go on to the declaration")
    focal.page.get_by_label("I submit this review on behalf of my Government").check()
    focal.press("Submit to the Secretariat")


def publishes(secretariat: Visitor) -> None:
    secretariat.open(DESK)
    secretariat.follow("Take up")
    secretariat.press("Take up")
    secretariat.follow("Publish now")
    secretariat.press("Publish now")
    secretariat.follow("See the public page")


def reads_it_as_anybody(anybody: Visitor) -> None:
    anybody.open("/en/reviews/")
    anybody.page.get_by_role("group", name="Language of the answers").get_by_label(
        "Español"
    ).check()
    anybody.page.get_by_role("group", name="Forum").get_by_label("2030").check()
    anybody.press("Show results")
    expect(anybody.page.locator("[data-count]")).to_have_attribute("data-count", "2")
    anybody.follow("Voluntary review of Costa Rica, 2030", exact=True)
    anybody.says("Ministerio de Gobernación")
    anybody.says("El registro mide los días de espera.")
    anybody.follow("Address of this answer: Which ministry or body led")
    assert anybody.page.url.endswith(f"/en/reviews/{CODE}/lead-body/")
    anybody.says("Ministerio de Gobernación")


def got_their_mails(mails: Mails) -> None:
    mails.last_to(FOCAL, about=f"{CODE} is published")
    moves = ["submit", "take-up", "return", "submit", "take-up", "publish"]
    assert kinds(mails, FOCAL) == [f"reviews.{move}.author" for move in moves]
    assert kinds(mails, SECRETARIAT) == 2 * ["reviews.submit.secretariat"]
    assert kinds(mails, MINISTRY) == ["reviews.handed-over"]


def kinds(mails: Mails, address: str) -> list[str]:
    return [mail["X-Portal-Notice"] for mail in mails.all_to(address)]
