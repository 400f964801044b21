"""More time: a State asks, the Secretariat grants or refuses, and all of it stays on the record."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from compact.models import Country, Cycle
from notices.letters import compose
from notices.models import Notice
from publication.choices import State
from publication.moves import NotReadyError, make_move
from reviews.deadlines import cycles_open_to, due_at
from reviews.models import Extension, Review
from reviews.reminders import queue_reminders
from reviews.services import (
    ExtensionError,
    NotAllowedError,
    NotOpenError,
    ask_for_time,
    begin_review,
    grant_time,
    refuse_time,
)
from stakeholders.models import User
from tests.desk.access import MISSING, SEEN, signed_in, statuses
from tests.factories.compact import CountryFactory
from tests.factories.publication import examiner, moved, review_in
from tests.factories.reviews import begun, filled, focal_point_of, former, forum, people_around
from tests.factories.stakeholders import UserFactory
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
# 23:59:59 of the last day of February in New York.
DUE = datetime(2030, 3, 1, 4, 59, 59, tzinfo=UTC)
NOW = DUE - 20 * DAY


def cycle_of(policy: str = "hard", **dates: Any) -> Cycle:
    opened = {"reviews_open_at": DUE - 60 * DAY, "reviews_due_at": DUE, "deadline_policy": policy}
    return forum(**{**opened, **dates})


def asked(cycle: Cycle, iso3: str = "CRI", *, until: datetime = DUE + 14 * DAY) -> Extension:
    return ask_for_time(
        country=CountryFactory(iso3=iso3),
        cycle=cycle,
        wanted_until=until,
        reason="The census is late.",
        by=focal_point_of(iso3),
    )


def granted(cycle: Cycle, iso3: str = "CRI", *, until: datetime = DUE + 14 * DAY) -> Extension:
    extension = asked(cycle, iso3)
    return grant_time(extension=extension, until=until, answer="Take it.", by=examiner())


def at(year: int = 2030, iso3: str = "CRI") -> str:
    return reverse("review_desk:extension", args=[year, iso3])


@pytest.fixture(autouse=True)
def _in_time() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


class TestAsking:
    def test_it_waits_for_the_secretariat_and_changes_no_date(self) -> None:
        cycle = cycle_of()
        review = begun(cycle=cycle)
        extension = asked(cycle)
        assert extension.decided_at is None
        assert Review.objects.get(pk=review.pk).due_at == DUE

    def test_a_state_that_has_begun_none_may_ask_too(self) -> None:
        assert asked(cycle_of(), "MEX").country_id == "MEX"
        assert not Review.objects.exists()

    def test_the_secretariat_is_told(self) -> None:
        boss = examiner()
        asked(cycle_of())
        notice = Notice.objects.get(kind="reviews.time-asked")
        assert notice.recipient == boss
        mail = compose(notice)
        assert "asks for more time" in mail.subject
        assert "The census is late." in mail.body
        assert at() in mail.body

    @pytest.mark.parametrize("days", [-30, -1, 0])
    def test_a_date_that_brings_no_time_is_refused(self, days: int) -> None:
        with pytest.raises(ExtensionError, match="after the one that holds now"):
            asked(cycle_of(), until=DUE + days * DAY)

    def test_a_date_after_the_forum_is_refused(self) -> None:
        cycle = cycle_of(forum_starts_on=date(2030, 5, 1), forum_ends_on=date(2030, 5, 4))
        with pytest.raises(ExtensionError, match="before the end of the forum"):
            asked(cycle, until=datetime(2030, 5, 6, tzinfo=UTC))
        for far in (datetime(2031, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)):
            with pytest.raises(ExtensionError, match="before the end of the forum"):
                asked(cycle, until=far)

    def test_after_the_date_has_passed_one_may_still_ask(self) -> None:
        cycle = cycle_of()
        with time_machine.travel(DUE + 2 * DAY, tick=False):
            assert asked(cycle).pk
            with pytest.raises(ExtensionError, match="lie in the future"):
                asked(cycle, "MEX", until=DUE + DAY)

    def test_one_waits_at_a_time(self) -> None:
        cycle = cycle_of()
        asked(cycle)
        with pytest.raises(ExtensionError, match="has asked already"):
            asked(cycle)
        with pytest.raises(IntegrityError), transaction.atomic():
            Extension.objects.create(
                country_id="CRI", cycle=cycle, wanted_until=DUE + DAY, asked_by=examiner()
            )

    def test_after_an_answer_one_may_ask_again(self) -> None:
        cycle = cycle_of()
        granted(cycle)
        assert asked(cycle, until=DUE + 20 * DAY).decided_at is None
        with pytest.raises(ExtensionError):
            asked(cycle_of(), "MEX", until=DUE)

    @pytest.mark.parametrize("state", [State.SUBMITTED, State.UNDER_REVIEW, State.PUBLISHED])
    def test_what_is_submitted_needs_no_time(self, state: State) -> None:
        review = review_in(state)
        due_at = review.cycle.reviews_due_at
        assert due_at is not None
        with pytest.raises(ExtensionError, match="is submitted"):
            asked(review.cycle, until=due_at + DAY)

    def test_where_there_is_no_date_there_is_nothing_to_ask(self) -> None:
        with pytest.raises(ExtensionError, match="no date"):
            asked(cycle_of(reviews_due_at=None))

    def test_only_a_focal_point_of_the_state_asks(self) -> None:
        cycle = cycle_of()
        people = people_around(begun(cycle=cycle))
        for role, person in people.items():
            if person is None or role in {"focal point", "second focal point"}:
                continue
            with pytest.raises(NotAllowedError):
                ask_for_time(
                    country=Country.objects.get(pk="CRI"),
                    cycle=cycle,
                    wanted_until=DUE + DAY,
                    reason="Because.",
                    by=person,
                )


class TestDeciding:
    def test_what_is_granted_holds_at_once(self) -> None:
        cycle = cycle_of()
        review = filled(begun(cycle=cycle))
        granted(cycle, until=DUE + 10 * DAY)
        assert Review.objects.get(pk=review.pk).due_at == DUE + 10 * DAY
        with time_machine.travel(DUE + 9 * DAY, tick=False):
            make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        assert not Review.objects.get(pk=review.pk).is_late

    def test_it_holds_for_no_other_state(self) -> None:
        cycle = cycle_of()
        granted(cycle)
        other = filled(begun("MEX", cycle=cycle))
        assert other.due_at == DUE
        with time_machine.travel(DUE + DAY, tick=False), pytest.raises(NotReadyError):
            make_move(other, "submit", by=focal_point_of("MEX"), declared=True)

    def test_a_review_that_is_begun_later_has_the_time_too(self) -> None:
        cycle = cycle_of()
        granted(cycle)
        assert begun(cycle=cycle).due_at == DUE + 14 * DAY

    def test_after_the_date_one_can_still_begin_with_an_extension_alone(self) -> None:
        cycle = cycle_of()
        granted(cycle)
        focal_point_of("MEX")
        with time_machine.travel(DUE + DAY, tick=False):
            assert list(cycles_open_to("CRI", timezone.now())) == [cycle]
            assert list(cycles_open_to("MEX", timezone.now())) == []
            begin = partial(begin_review, cycle=cycle, language="en")
            country = CountryFactory(iso3="MEX")
            with pytest.raises(NotOpenError):
                begin(country=country, by=focal_point_of("MEX"))
            assert begin(country=Country.objects.get(pk="CRI"), by=focal_point_of("CRI")).pk

    def test_after_the_extension_too_a_late_one_is_marked_late(self) -> None:
        cycle = cycle_of("soft")
        review = filled(begun(cycle=cycle))
        granted(cycle, until=DUE + 10 * DAY)
        with time_machine.travel(DUE + 10 * DAY + timedelta(seconds=1), tick=False):
            make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        assert Review.objects.get(pk=review.pk).is_late

    def test_a_hard_date_closes_after_the_extension(self) -> None:
        cycle = cycle_of()
        review = filled(begun(cycle=cycle))
        granted(cycle, until=DUE + 10 * DAY)
        with time_machine.travel(DUE + 11 * DAY, tick=False), pytest.raises(NotReadyError):
            make_move(review, "submit", by=focal_point_of("CRI"), declared=True)

    def test_another_date_than_was_asked_can_be_granted(self) -> None:
        cycle = cycle_of()
        extension = granted(cycle, until=DUE + 3 * DAY)
        assert extension.wanted_until == DUE + 14 * DAY
        assert due_at("CRI", cycle) == DUE + 3 * DAY

    def test_the_date_that_is_put_off_for_all_goes_before_an_earlier_extension(self) -> None:
        cycle = cycle_of()
        review = begun(cycle=cycle)
        granted(cycle, until=DUE + 3 * DAY)
        Cycle.objects.update(reviews_due_at=DUE + 30 * DAY)
        assert Review.objects.get(pk=review.pk).due_at == DUE + 30 * DAY

    def test_the_focal_points_are_told_what_was_decided_and_until_when(self) -> None:
        cycle = cycle_of()
        second = UserFactory(focal_point_of="CRI")
        granted(cycle)
        told = Notice.objects.filter(kind="reviews.time-granted")
        assert {notice.recipient for notice in told} == {focal_point_of("CRI"), second}
        mail = compose(told[0])
        assert "There is more time" in mail.subject
        assert "Take it." in mail.body

    def test_a_refusal_says_why_and_leaves_the_date(self) -> None:
        cycle = cycle_of()
        review = begun(cycle=cycle)
        extension = asked(cycle)
        with pytest.raises(ExtensionError, match="Say why"):
            refuse_time(extension=extension, answer="  ", by=examiner())
        refuse_time(extension=extension, answer="The forum is near.", by=examiner())
        assert Review.objects.get(pk=review.pk).due_at == DUE
        mail = compose(Notice.objects.get(kind="reviews.time-refused"))
        assert "The forum is near." in mail.body

    def test_what_is_decided_is_decided(self) -> None:
        extension = granted(cycle_of())
        for again in (
            partial(grant_time, until=DUE + 20 * DAY, answer=""),
            partial(refuse_time, answer="No."),
        ):
            with pytest.raises(ExtensionError, match="in the meantime"):
                again(extension=extension, by=examiner())
        assert Extension.objects.get().granted_until == DUE + 14 * DAY

    def test_only_the_secretariat_decides(self) -> None:
        cycle = cycle_of()
        people = people_around(begun(cycle=cycle))
        extension = asked(cycle)
        for role, person in people.items():
            if person is None or role == "secretariat":
                continue
            with pytest.raises(NotAllowedError):
                grant_time(extension=extension, until=DUE + DAY, answer="", by=person)
            with pytest.raises(NotAllowedError):
                refuse_time(extension=extension, answer="No.", by=person)


class TestReminders:
    OFFSETS = (7, 2, 0, -1)

    def run(self, moment: datetime) -> list[Notice]:
        before = set(Notice.objects.values_list("pk", flat=True))
        with time_machine.travel(moment, tick=False):
            queue_reminders(moment, self.OFFSETS)
        return list(Notice.objects.exclude(pk__in=before).order_by("pk"))

    def test_they_follow_the_date_of_each_state(self) -> None:
        cycle = cycle_of()
        begun("CRI", cycle=cycle)
        begun("MEX", cycle=cycle)
        granted(cycle)
        sent = self.run(DUE - 6 * DAY)
        assert [notice.recipient for notice in sent] == [focal_point_of("MEX")]
        sent = self.run(DUE + 14 * DAY - 6 * DAY)
        assert [notice.recipient for notice in sent] == [focal_point_of("CRI")]
        assert sent[0].context["due"] == str(DUE + 14 * DAY)

    def test_whoever_has_begun_none_is_reminded_of_the_own_date_too(self) -> None:
        cycle = cycle_of()
        granted(cycle)
        assert self.run(DUE - 6 * DAY) == []
        sent = self.run(DUE + 9 * DAY)
        assert [(n.kind, n.context["due"]) for n in sent] == [
            ("reviews.not-begun", str(DUE + 14 * DAY))
        ]

    @pytest.mark.parametrize(("policy", "count"), [("hard", 0), ("soft", 1)])
    def test_after_the_own_date_only_where_it_can_still_be_handed_in(
        self, policy: str, count: int
    ) -> None:
        cycle = cycle_of(policy)
        begun("CRI", cycle=cycle)
        granted(cycle, until=DUE + 3 * DAY)
        granted(cycle, "MEX")
        after = self.run(DUE + 5 * DAY)
        assert len([n for n in after if n.recipient == focal_point_of("CRI")]) == count


Visit = Callable[[Client], Any]


class TestThePage:
    def test_it_is_for_the_focal_points_and_the_secretariat(self) -> None:
        review = begun(cycle=cycle_of())
        people = {role: person for role, person in people_around(review).items() if person}
        seen = {"focal point", "second focal point", "secretariat"}
        expected = {role: SEEN if role in seen else MISSING for role in people}
        assert statuses(at(), people) == expected

    @pytest.mark.parametrize("address", [at(2099), "/en/desk/reviews/extension/2030/XXX/"])
    def test_what_does_not_exist_is_not_there(self, address: str) -> None:
        cycle_of()
        assert signed_in(examiner()).get(address).status_code == MISSING

    def test_a_state_asks_and_sees_what_became_of_it(self) -> None:
        cycle = cycle_of()
        browser = signed_in(focal_point_of("CRI"))
        sent = {"step": "ask", "until": "2030-03-15", "reason": "The census is late."}
        assert browser.post(at(), sent).status_code == 302
        # To the last second of the day where the deadline is kept; by then New York has turned
        # its clocks.
        assert Extension.objects.get().wanted_until == datetime(2030, 3, 16, 3, 59, 59, tzinfo=UTC)
        page = browser.get(at()).content.decode()
        assert "Not answered yet" in page
        assert "The Secretariat answers first." in page
        grant_time(extension=Extension.objects.get(), until=DUE + DAY, answer="", by=examiner())
        page = browser.get(at()).content.decode()
        assert "Granted until 1 March 2030" in page
        assert cycle.time_zone in page

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"until": "", "reason": "Because."}, "Give the date."),
            ({"until": "soon", "reason": "Because."}, "Write the date as"),
            ({"until": "2030-03-15", "reason": " "}, "Say why more time is needed."),
            ({"until": "2030-02-01", "reason": "Because."}, "after the one that holds now"),
            ({"until": "9999-12-31", "reason": "Because."}, "before the end of the forum"),
            ({"until": "0001-01-01", "reason": "Because."}, "after the one that holds now"),
        ],
    )
    def test_what_is_wrong_is_told_and_what_was_typed_stays(
        self, sent: dict[str, str], words: str
    ) -> None:
        cycle_of()
        response = signed_in(focal_point_of("CRI")).post(at(), {"step": "ask", **sent})
        assert response.status_code == 422
        page = response.content.decode()
        assert words in page
        assert f'value="{sent["until"]}"' in page or not sent["until"]
        assert not Extension.objects.exists()

    def test_the_secretariat_grants_and_refuses_there(self) -> None:
        extension = asked(cycle_of())
        browser = signed_in(examiner())
        assert 'value="2030-03-15"' in browser.get(at()).content.decode()
        sent = {"number": extension.pk, "until": "2030-03-05", "answer": "So long."}
        assert browser.post(at(), {**sent, "step": "refuse", "answer": ""}).status_code == 422
        assert browser.post(at(), {**sent, "step": "grant"}).status_code == 302
        assert Extension.objects.get().answer == "So long."
        late = browser.post(at(), {**sent, "step": "refuse"})
        assert late.status_code == 422
        assert "This was decided in the meantime." in late.content.decode()

    def test_what_came_too_late_is_given_back(self) -> None:
        extension = asked(cycle_of())
        sent = {"number": extension.pk, "until": "2030-03-05", "answer": "So long."}
        signed_in(examiner()).post(at(), {**sent, "step": "grant"})
        late = signed_in(UserFactory(secretariat=True)).post(
            at(), {**sent, "step": "refuse", "answer": "A page of reasons."}
        )
        assert "A page of reasons.</blockquote>" in late.content.decode()
        mine = signed_in(focal_point_of("CRI"))
        asked(cycle_of(), until=extension.wanted_until)
        again = mine.post(at(), {"step": "ask", "until": "2030-03-25", "reason": "A page of why."})
        assert "A page of why.</blockquote>" in again.content.decode()

    def test_a_state_does_not_decide_and_the_secretariat_does_not_ask(self) -> None:
        extension = asked(cycle_of())
        sent = {"number": extension.pk, "until": "2030-03-05", "reason": "x", "answer": "x"}
        mine = signed_in(focal_point_of("CRI"))
        for step in ("grant", "refuse"):
            assert mine.post(at(), {**sent, "step": step}).status_code == MISSING
        assert signed_in(examiner()).post(at(), {**sent, "step": "ask"}).status_code == MISSING
        assert mine.post(at(), {**sent, "step": "delete"}).status_code == 400

    @pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "²"])
    def test_a_number_of_nothing_is_not_there(self, number: str) -> None:
        asked(cycle_of())
        sent = {"step": "grant", "number": number, "until": "2030-03-05"}
        assert signed_in(examiner()).post(at(), sent).status_code == MISSING

    def test_the_number_of_another_state_is_not_there(self) -> None:
        cycle = cycle_of()
        asked(cycle)
        other = asked(cycle, "MEX")
        sent = {"step": "grant", "number": other.pk, "until": "2030-03-05"}
        assert signed_in(examiner()).post(at(), sent).status_code == MISSING

    def test_what_was_typed_is_there_after_signing_in(self) -> None:
        cycle_of()
        person, browser = focal_point_of("CRI"), Client()
        browser.post(at(), {"step": "ask", "until": "2030-03-15", "reason": "A long reason."})
        browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        assert "A long reason." in browser.get(at()).content.decode()

    def test_a_former_focal_point_sees_nothing(self) -> None:
        begun(cycle=cycle_of())
        assert signed_in(former(UserFactory(), "CRI")).get(at()).status_code == MISSING


class TestWhereItShows:
    def test_the_task_list_has_the_own_date_and_the_way_to_more(self) -> None:
        cycle = cycle_of()
        review = begun(cycle=cycle)
        browser = signed_in(focal_point_of("CRI"))
        assert at() in browser.get(review.desk_address).content.decode()
        granted(cycle)
        page = browser.get(review.desk_address).content.decode()
        assert "15 March 2030" in page
        assert "The Secretariat granted more time." in page

    def test_the_desk_counts_to_the_own_date(self) -> None:
        cycle = cycle_of()
        begun(cycle=cycle)
        granted(cycle)
        desk = signed_in(focal_point_of("CRI")).get("/en/desk/").content.decode()
        assert "Due 15 March 2030" in desk  # in UTC

    def test_the_desk_of_the_secretariat_says_that_states_ask(self) -> None:
        cycle = cycle_of()
        for iso3 in ("CRI", "MEX"):
            asked(cycle, iso3)
        desk = signed_in(examiner()).get("/en/desk/").content.decode()
        assert "2 States ask for more time" in desk
        assert reverse("desk:extensions") in desk

    def test_the_public_list_counts_to_the_own_date(self) -> None:
        cycle = cycle_of("soft")
        for iso3 in ("CRI", "MEX"):
            filled(begun(iso3, cycle=cycle))
        granted(cycle)
        with time_machine.travel(DUE + DAY, tick=False):
            for review in Review.objects.all():
                moved(review, to=State.PUBLISHED)
            page = Client().get("/en/reviews/").content.decode()
        cards = page.split('<article class="card"')[1:]
        late = {("REV-2030-CRI" in card, ">Late<" in card) for card in cards}
        assert late == {(True, False), (False, True)}


class TestTheList:
    AT = "/en/desk/extensions/"

    def test_it_is_for_the_secretariat_alone(self) -> None:
        people: dict[str, User] = {
            "outsider": UserFactory(),
            "focal point": focal_point_of("CRI"),
            "secretariat": examiner(),
        }
        expected = dict.fromkeys(people, MISSING) | {"secretariat": SEEN}
        assert statuses(self.AT, people) == expected

    def test_who_waits_comes_first_and_what_was_decided_stays(self) -> None:
        cycle = cycle_of()
        granted(cycle, "MEX")
        refuse_time(extension=asked(cycle, "KEN"), answer="No.", by=examiner())
        asked(cycle)
        page = signed_in(examiner()).get(self.AT).content.decode()
        assert 'data-count="1"' in page
        places = [page.index(at(iso3=iso3)) for iso3 in ("CRI", "KEN", "MEX")]
        assert places[0] < min(places[1:])
        assert "Not granted" in page

    @pytest.mark.parametrize("rows", [1, 3])
    def test_more_of_them_are_no_more_queries(
        self, rows: int, django_assert_num_queries: Any
    ) -> None:
        cycle = cycle_of()
        for iso3 in ("CRI", "MEX", "KEN")[:rows]:
            granted(cycle, iso3)
            asked(cycle, iso3, until=DUE + 30 * DAY)
        browser = signed_in(examiner())
        browser.get(self.AT)
        with django_assert_num_queries(6):
            browser.get(self.AT)


@pytest.mark.django_db(transaction=True)
def test_who_decide_at_the_same_moment_decide_once() -> None:
    extension = asked(cycle_of())
    boss = examiner()
    attempts = [
        partial(grant_time, extension=extension, until=DUE + n * DAY, answer="", by=boss)
        for n in (1, 2, 3)
    ]
    assert len(refusals(at_once(*attempts))) == 2
    assert Notice.objects.filter(kind="reviews.time-granted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_ask_at_the_same_moment_ask_once() -> None:
    cycle = cycle_of()
    person, second = focal_point_of("CRI"), UserFactory(focal_point_of="CRI")
    country = CountryFactory(iso3="CRI")
    ask = partial(ask_for_time, country=country, cycle=cycle, wanted_until=DUE + DAY, reason="x")
    assert len(refusals(at_once(partial(ask, by=person), partial(ask, by=second)))) == 1
    assert Extension.objects.count() == 1
