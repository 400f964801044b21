"""Sessions on the desk: begun, written, checked, announced, changed, with series and materials."""

import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dialogues.models import Material, Series, Session
from publication.choices import State
from publication.models import StateChange
from publication.moves import make_move
from stakeholders.models import User
from tests.desk.access import MISSING, SEEN, signed_in, statuses
from tests.dialogues.sessions.comers import anew, comer, in_state, open_session, told
from tests.dialogues.sessions.typed import NOTE, typed
from tests.factories.compact import CycleFactory
from tests.factories.dialogues import announced, series, session
from tests.factories.pledges import pdf
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
DESK = "/en/desk/dialogues/"
UNREADABLE = 422


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(examiner())


def at(one: Session, name: str = "") -> str:
    return f"{DESK}{one.code}/{name}"


class TestWhoMay:
    def test_only_the_secretariat_finds_any_of_it(self) -> None:
        one, network = announced(), OrganisationFactory()
        one.organisers.add(network)
        draft = session()
        people: dict[str, User] = {
            "secretariat": examiner(),
            "colleague": UserFactory(secretariat=True),
            "organiser": UserFactory(role="representative", role__at=network),
            "moderator": UserFactory(role="moderator"),
            "focal point": UserFactory(focal_point_of="CRI"),
            "outsider": UserFactory(),
        }
        seen = {name: name in {"secretariat", "colleague"} for name in people}
        pages = (
            *(DESK, f"{DESK}begin/", f"{DESK}series/", f"{DESK}series/new/"),
            *(f"{DESK}series/{one.series.code}/", at(one), at(draft), at(draft, "write/")),
            *(at(draft, "check/"), at(one, "correct/"), at(one, "outcome/")),
            *(at(one, "materials/"), at(one, "registrations/")),
        )
        for page in pages:
            wanted = {name: SEEN if may else MISSING for name, may in seen.items()}
            assert statuses(page, people) == wanted, page


class TestSeries:
    SENT = {"code": "dialogues-2030", "title_en": "Dialogue Series", "reach": "global"}

    def test_one_is_added_and_changed(self, client: Client) -> None:
        cycle = CycleFactory()
        client.post(f"{DESK}series/new/", {**self.SENT, "cycle": cycle.pk, "title_fr": "Série"})
        made = Series.objects.get()
        assert (made.title_fr, made.reach, made.cycle) == ("Série", "global", cycle)  # type: ignore[attr-defined]
        address = f"{DESK}series/dialogues-2030/"
        client.post(address, {**self.SENT, "cycle": cycle.pk, "title_en": "Another"})
        assert anew(made).title_en == "Another"
        assert "Another" in client.get(f"{DESK}series/").content.decode()

    @pytest.mark.parametrize(
        "wrong",
        [{"code": "new"}, {"code": "a b"}, {"title_en": ""}, {"reach": "x"}, {"cycle": "1999"}],
    )
    def test_what_is_wrong_is_told(self, client: Client, wrong: dict[str, str]) -> None:
        sent = {**self.SENT, "cycle": str(CycleFactory().pk), **wrong}
        answer = client.post(f"{DESK}series/new/", sent)
        assert answer.status_code == UNREADABLE
        assert not Series.objects.exists()

    def test_the_forum_of_one_that_has_sessions_stays(self, client: Client) -> None:
        one, other = session(), CycleFactory(year=2022)
        sent = {**self.SENT, "code": one.series.code, "cycle": other.pk}
        client.post(f"{DESK}series/{one.series.code}/", sent)
        assert anew(one.series).cycle == one.cycle

    def test_there_is_no_other(self, client: Client) -> None:
        assert client.get(f"{DESK}series/none/").status_code == HTTPStatus.NOT_FOUND


class TestBeginning:
    def test_it_gets_its_code_and_leads_to_the_form(self, client: Client) -> None:
        of = series()
        answer = client.post(f"{DESK}begin/", {"series": of.pk, "title": "A session"})
        one = Session.objects.get()
        assert answer["Location"] == at(one, "write/")
        assert re.fullmatch(r"DLG-2030-\d{4}", one.code)
        assert (one.state, one.cycle, one.title) == (State.DRAFT, of.cycle, "A session")

    def test_the_series_can_be_chosen_beforehand(self, client: Client) -> None:
        of = series("regional")
        page = client.get(f"{DESK}begin/?series=regional").content.decode()
        assert f'<option value="{of.pk}" selected>' in page

    @pytest.mark.parametrize("sent", [{}, {"series": "9999", "title": "x"}, {"title": "x"}])
    def test_what_is_missing_is_told(self, client: Client, sent: dict[str, str]) -> None:
        assert client.post(f"{DESK}begin/", sent).status_code == UNREADABLE
        assert not Session.objects.exists()


class TestWriting:
    def test_a_save_leads_back_or_on(self, client: Client) -> None:
        one = session()
        for wish, leads_to in (
            ("", "write/"),
            ("agenda", "write/#id_agenda"),
            ("speakers", "write/#id_speakers"),
            ("check", "check/"),
            ("//evil.example", "write/"),
        ):
            data = {**typed(anew(one)), "next": wish}
            assert client.post(at(one, "write/"), data)["Location"] == at(one, leads_to)

    def test_autosave_answers_with_a_line(self, client: Client) -> None:
        one = session()
        answer = client.post(
            at(one, "write/"), typed(one, title_en="Auto"), headers={"HX-Request": "true"}
        )
        assert answer.status_code == HTTPStatus.OK
        assert 'name="revision" value="2"' in answer.content.decode()
        assert anew(one).title_en == "Auto"

    def test_what_cannot_be_read_is_told_at_the_top_and_at_the_field(self, client: Client) -> None:
        one = session()
        data = typed(one, starts_at="next Tuesday", **{"agenda-0-minutes": "9"})
        page = client.post(at(one, "write/"), data, follow=True).content.decode()
        assert "<title>Error:" in page
        assert 'href="#id_starts_at">Starts: Write day and time' in page
        assert 'href="#id_agenda-0-title_en"' in page
        assert 'type="text" name="starts_at" value="next Tuesday"' in page

    def test_two_writers_see_both_texts(self, client: Client) -> None:
        one = session()
        data = typed(one)
        other = signed_in(UserFactory(secretariat=True, name="Rosa Colega"))
        other.post(at(one, "write/"), {**data, "place": "Theirs"})
        answer = client.post(at(one, "write/"), {**data, "place": "Mine"})
        assert answer.status_code == HTTPStatus.CONFLICT
        page = answer.content.decode()
        assert "Rosa Colega saved this session in between" in page
        assert re.findall(r"data-theirs>([^<]*)<", page) == ["Theirs"]
        assert re.findall(r"data-yours>([^<]*)<", page) == ["Mine"]
        assert anew(one).place == "Theirs"

    def test_what_was_typed_is_kept_through_signing_in(self) -> None:
        one = session()
        visitor = Client()
        assert visitor.post(at(one, "write/"), typed(one, place="Kept")).status_code == 302
        visitor.force_login(examiner(), backend="django.contrib.auth.backends.ModelBackend")
        page = visitor.get(at(one, "write/")).content.decode()
        assert 'value="Kept"' in page
        assert anew(one).place == ""

    @pytest.mark.parametrize("state", [State.SCHEDULED, State.PUBLISHED, State.ARCHIVED])
    def test_only_a_draft_is_written(self, client: Client, state: State) -> None:
        one = in_state(state)
        assert client.get(at(one, "write/"))["Location"] == at(one)
        assert client.get(at(one, "check/")).status_code == HTTPStatus.NOT_FOUND
        answer = client.post(at(one, "write/"), typed(one, place="Late"))
        assert answer.status_code == HTTPStatus.CONFLICT
        assert "Late" in answer.content.decode()


class TestAnnouncing:
    def test_what_is_missing_leads_to_its_field(self, client: Client) -> None:
        one = session(starts_at=None, ends_at=None)
        page = client.get(at(one, "check/")).content.decode()
        assert f"{at(one, 'write/')}#id_starts_at" in page
        assert "Go on to the announcement" not in page
        assert "moves/dialogues" not in client.get(at(one)).content.decode()

    def test_a_whole_one_goes_on_to_the_move(self, client: Client) -> None:
        one = session()
        move = f"/en/moves/dialogues/{one.code}/publish/"
        assert move in client.get(at(one, "check/")).content.decode()
        assert client.post(move, {"note": ""})["Location"] == at(one)
        assert anew(one).state == State.PUBLISHED

    def test_at_a_set_time_the_portal_announces_it(self, client: Client) -> None:
        from publication.services import release_due  # noqa: PLC0415

        one = in_state(State.SCHEDULED)
        assert release_due(timezone.now()) == 0
        with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
            assert release_due(timezone.now()) == 1
        assert anew(one).state == State.PUBLISHED

    def test_those_who_speak_for_an_organiser_are_told(self) -> None:
        from notices.letters import compose  # noqa: PLC0415
        from notices.models import Notice  # noqa: PLC0415

        one, network = session(), OrganisationFactory()
        one.organisers.add(network)
        speaker = UserFactory(role="representative", role__at=network)
        make_move(one, "publish", by=examiner())
        notice = Notice.objects.get(recipient=speaker)
        assert one.code in compose(notice).subject


class TestChanging:
    def test_it_is_a_new_version_and_the_registered_are_told(self, client: Client) -> None:
        one = open_session(title_en="Before")
        place = comer(one)
        data = typed(one, note=NOTE, takes_registrations="on", joining=one.joining)
        assert client.post(at(one, "correct/"), data)["Location"] == at(one)
        assert anew(one).title_en == "Regular pathways: what works"
        assert StateChange.objects.of(one).last().note == NOTE  # type: ignore[union-attr]
        assert told(place) == ["placed", "changed"]

    def test_without_a_note_nothing_is_changed(self, client: Client) -> None:
        one = announced()
        answer = client.post(at(one, "correct/"), typed(one, place="Geneva"))
        assert answer.status_code == UNREADABLE
        assert 'value="Geneva"' in answer.content.decode()
        assert anew(one).place == ""

    @pytest.mark.parametrize(
        "wrong",
        [{"title_en": ""}, {"starts_at": ""}, {"ends_at": "soon"}, {"ends_at": "2020-01-01T10:00"}],
    )
    def test_what_is_announced_stays_whole(self, client: Client, wrong: dict[str, str]) -> None:
        one = announced()
        answer = client.post(at(one, "correct/"), {**typed(one, note=NOTE), **wrong})
        assert answer.status_code == UNREADABLE
        assert anew(one).revision == one.revision

    def test_another_was_quicker(self, client: Client) -> None:
        one = announced()
        data = typed(one, note=NOTE)
        client.post(at(one, "correct/"), data)
        answer = client.post(at(one, "correct/"), {**data, "place": "Mine"})
        assert answer.status_code == HTTPStatus.CONFLICT
        assert 'value="Mine"' in answer.content.decode()

    def test_called_off_meanwhile_what_was_typed_stands_there(self, client: Client) -> None:
        one = announced()
        make_move(one, "call off", by=examiner(), note="A strike.")
        answer = client.post(at(one, "correct/"), typed(one, note=NOTE, place="Mine"))
        assert answer.status_code == HTTPStatus.CONFLICT
        assert 'value="Mine"' in answer.content.decode()

    def test_the_summary_has_a_page_of_its_own(self, client: Client) -> None:
        one = announced(place="Geneva")
        page = client.get(at(one, "outcome/")).content.decode()
        assert "The summary and the key messages were added." in page
        data = {
            "revision": "1",
            "note": "Added.",
            "summary_en": "It was said.",
            "summary_ar": "قيل",
        }
        client.post(at(one, "outcome/"), data)
        fresh = anew(one)
        assert (fresh.summary_en, fresh.summary_ar, fresh.place) == (
            "It was said.",
            "قيل",
            "Geneva",
        )
        assert "It was said." in Client().get(f"/en/dialogues/{one.code}/").content.decode()


class TestMaterials:
    SENT: dict[str, Any] = {"kind": "report", "title": "Report", "language": "en"}

    def test_a_file_is_added_read_and_taken_back(self, client: Client) -> None:
        one = announced()
        client.post(at(one, "materials/"), {**self.SENT, "file": pdf()})
        material = Material.objects.get()
        public = f"/en/dialogues/{one.code}/materials/{material.pk}/"
        answer = Client().get(public)
        assert answer["Content-Type"] == "application/pdf"
        assert "attachment" in answer["Content-Disposition"]
        assert public in Client().get(f"/en/dialogues/{one.code}/").content.decode()
        client.post(at(one, "materials/"), {"remove": str(material.pk)})
        assert Client().get(public).status_code == HTTPStatus.NOT_FOUND
        assert client.get(at(one, f"materials/{material.pk}/")).status_code == HTTPStatus.NOT_FOUND

    def test_a_link_is_added_once(self, client: Client) -> None:
        one = announced()
        for _time in range(2):
            client.post(at(one, "materials/"), {**self.SENT, "address": "https://example.org/a"})
        assert Material.objects.count() == 1

    def test_before_the_announcement_only_the_desk_has_it(self, client: Client) -> None:
        one = session()
        client.post(at(one, "materials/"), {**self.SENT, "file": pdf()})
        number = Material.objects.get().pk
        public = f"/en/dialogues/{one.code}/materials/{number}/"
        assert Client().get(public).status_code == HTTPStatus.NOT_FOUND
        assert client.get(at(one, f"materials/{number}/")).status_code == HTTPStatus.OK
        outsider = signed_in(UserFactory())
        assert outsider.get(at(one, f"materials/{number}/")).status_code == HTTPStatus.NOT_FOUND

    @pytest.mark.parametrize(
        "wrong",
        [
            {},
            {"address": "javascript:alert(1)"},
            {"address": "https://a:b@example.org/"},
            {"address": "https://example.org", "title": ""},
            {"address": "https://example.org", "kind": "x"},
            {"file": SimpleUploadedFile("a.pdf", b"no pdf at all")},
            {"file": SimpleUploadedFile("a.exe", b"MZ")},
            {"file": SimpleUploadedFile("a.pptx", b"PK\x03\x04 no archive")},
        ],
    )
    def test_what_is_wrong_is_told(self, client: Client, wrong: dict[str, Any]) -> None:
        one = announced()
        answer = client.post(at(one, "materials/"), {**self.SENT, **wrong})
        assert answer.status_code == UNREADABLE
        assert not Material.objects.exists()

    def test_a_file_and_an_address_are_one_too_many(self, client: Client) -> None:
        sent = {**self.SENT, "file": pdf(), "address": "https://example.org/"}
        assert client.post(at(announced(), "materials/"), sent).status_code == UNREADABLE

    @pytest.mark.parametrize("number", ["x", "-1", "", "99999999999"])
    def test_a_number_that_is_none_is_refused(self, client: Client, number: str) -> None:
        answer = client.post(at(announced(), "materials/"), {"remove": number})
        assert answer.status_code == HTTPStatus.BAD_REQUEST


class TestOverview:
    def test_each_stands_where_it_belongs(self, client: Client) -> None:
        draft = session(title_en="A draft")
        coming = announced(title_en="Coming")
        past = open_session(starts_at=timezone.now() - timedelta(days=9), title_en="Past one")
        page = client.get(DESK).content.decode()
        places = [page.index(at(one)) for one in (draft, coming, past)]
        assert places == sorted(places)

    def test_what_is_left_to_do_afterwards_is_said(self, client: Client) -> None:
        past = open_session(starts_at=timezone.now() - timedelta(days=9))
        page = client.get(at(past)).content.decode()
        assert "There is no summary yet." in page
        assert "No recording is published yet." in page
        assert at(past, "outcome/") in page

    @pytest.mark.parametrize("many", [1, 3])
    def test_the_same_number_of_questions_for_one_and_for_many(
        self, client: Client, many: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _time in range(many):
            session()
            open_session()
        client.get(DESK)
        with django_assert_num_queries(6):
            client.get(DESK)
