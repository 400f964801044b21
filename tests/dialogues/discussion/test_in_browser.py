"""Contributing, moderating and reading in a real browser: by keyboard, on every screen."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from dialogues.choices import PostState
from dialogues.models import Post, PostReport, Space
from stakeholders.models import User
from tests.dialogues.discussion.people import moderator
from tests.factories.dialogues import post, poster, published_post, space
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory
from tests.in_browser import sign_in
from tests.inspection import inspect

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def of() -> Space:
    """With an answer, another language, and all that waits for a moderator."""
    made = space(introduction="Why we ask.")
    head = published_post(made, text="Seasonal permits come late.")
    published_post(made, text="Lo mismo aquí.", language="es", answers=head)
    post(made, text="هذا ينتظر.", language="ar")
    post(made, text="Appealed.", state=PostState.APPEALED, appeal="Look again.")
    told = published_post(made, text="Reported.")
    PostReport.objects.create(post=told, by=UserFactory(), reason="It names a child.")
    return made


def test_it_is_contributed_moderated_and_read_without_script(
    browser: Browser, live_server: LiveServer, of: Space
) -> None:
    author, judge = poster(), moderator()
    with browser.new_context(locale="en", java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(context, author, live_server.url)
        page.goto(live_server.url + of.get_absolute_url())
        page.get_by_role("link", name="Contribute", exact=True).click()
        page.get_by_label("Contribution").fill("Let us count the days.")
        page.get_by_label("I have read the rules of the discussion").check()
        page.get_by_role("button", name="Send to the moderators").click()
        expect(page.get_by_text("It waits for a moderator.")).to_be_visible()

    with browser.new_context(locale="en", java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(context, judge, live_server.url)
        page.goto(live_server.url + reverse("dialogue_desk:moderation"))
        page.locator(".to-decide", has_text="Let us count the days.").get_by_role(
            "checkbox"
        ).check()
        page.get_by_role("button", name="Publish those ticked").click()
        expect(page.get_by_text("Done: 1 contribution.")).to_be_visible()

    with browser.new_context(locale="en", java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(live_server.url + of.get_absolute_url())
        expect(page.get_by_text("Let us count the days.")).to_be_visible()


def test_a_double_click_says_it_once(page: Page, live_server: LiveServer, of: Space) -> None:
    sign_in(page.context, poster(), live_server.url)
    page.goto(live_server.url + reverse("dialogues:contribute", args=[of.code]))
    page.get_by_label("Contribution").fill("Said with a nervous hand.")
    page.get_by_label("I have read the rules of the discussion").check()
    page.get_by_role("button", name="Send to the moderators").dblclick()
    expect(page.get_by_role("heading", name="Your contribution")).to_be_visible()
    assert Post.objects.filter(text="Said with a nervous hand.").count() == 1


def every_page(of: Space) -> list[tuple[User | None, str]]:
    author, judge, clerk = poster(), moderator(), examiner()
    own = post(of, author, text="My own.")
    published = Post.objects.published().filter(space=of)[0]
    desk = ("space", "edit_space", "closing", "new_question")
    return [
        (None, reverse("dialogues:spaces")),
        (None, of.get_absolute_url()),
        (None, published.get_absolute_url()),
        (author, reverse("dialogues:contribute", args=[of.code]) + f"?answers={published.pk}"),
        (author, reverse("dialogues:report_post", args=[of.code, published.pk])),
        (author, reverse("dialogue_desk:mine")),
        (author, reverse("dialogue_desk:contribution", args=[own.pk])),
        (author, reverse("dialogue_desk:edit_contribution", args=[own.pk])),
        (judge, reverse("dialogue_desk:moderation")),
        (judge, published.desk_address),
        (judge, reverse("dialogue_desk:choose_space")),
        (judge, reverse("dialogue_desk:enter", args=[of.code])),
        (clerk, reverse("dialogue_desk:spaces")),
        (clerk, reverse("dialogue_desk:choose_subject")),
        *((clerk, reverse(f"dialogue_desk:{name}", args=[of.code])) for name in desk),
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_is_in_order_on_every_screen(
    browser: Browser, live_server: LiveServer, of: Space, language: str
) -> None:
    for user, address in every_page(of):
        with browser.new_context(locale=language) as context:
            page = context.new_page()
            if user is not None:
                sign_in(context, user, live_server.url)
            page.goto(live_server.url + address.replace("/en/", f"/{language}/", 1))
            inspect(page)
