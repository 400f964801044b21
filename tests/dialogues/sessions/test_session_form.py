"""The form of a session: what is typed comes back as it was typed, or as what it means."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogues.content import content_of
from dialogues.forms.saved import form_of, write
from dialogues.forms.session import SessionForm
from dialogues.models import Session
from dialogues.problems import problems_of
from dialogues.services.sessions import begin_session, save_draft
from publication.drafts.differences import differences
from publication.drafts.saving import ClosedDraftError, StaleSaveError
from publication.moves import NotReadyError, make_move
from tests.dialogues.sessions.comers import anew
from tests.dialogues.sessions.typed import as_query, typed
from tests.factories.compact import CountryFactory, ObjectiveFactory, RegionFactory
from tests.factories.dialogues import debate, series
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Session:
    return begin_session(series=series(), title="A session", by=examiner())


def save(session: Session, data: dict[str, Any]) -> SessionForm:
    form = SessionForm(as_query(data), session=session)
    save_draft(
        session=session,
        base_revision=int(data["revision"]),
        write=partial(write, form),
        by=examiner(),
    )
    session.refresh_from_db()
    return form


def shown(session: Session, name: str) -> list[str]:
    """What stands in the field when the form is opened again."""
    return form_of(anew(session)).data.getlist(name)


def test_all_of_it_is_saved(draft: Session) -> None:
    network = OrganisationFactory(name="A network")
    costa_rica = state("CRI")
    table = debate(1, cycle=draft.cycle)
    data = typed(
        draft,
        title_ar="المسارات النظامية",
        title_zh_hans="正规途径",
        summary_es="Lo que se dijo.",
        key_messages_en="One.\n\nTwo.",
        language="es",
        languages=["en", "fr"],
        joining="Dial 555.",
        objectives=[ObjectiveFactory(number=5).pk],
        debates=[table.pk],
        regions=[RegionFactory(code="eclac").pk],
        countries=[CountryFactory(iso3="MEX").pk],
        takes_registrations="on",
        capacity="300",
        registration_closes_at="2030-02-04T12:00",
        **{
            "organisers-0-name": "a network",
            "organisers-1-name": str(costa_rica),
            "agenda-0-minutes": "0",
            "agenda-0-title_en": "Opening",
            "agenda-0-title_fr": "Ouverture",
            "agenda-2-title_en": "Discussion",
            "speakers-0-name": "Speaker of a ministry",
            "speakers-0-affiliation": "Ministry of Labour",
            "speakers-0-role": "chair",
        },
    )
    form = save(draft, data)
    assert form.unread == 0
    assert draft.starts_at == datetime(2030, 2, 5, 14, tzinfo=UTC)
    assert draft.registration_closes_at == datetime(2030, 2, 4, 11, tzinfo=UTC)
    assert (draft.capacity, draft.takes_registrations) == (300, True)
    assert set(draft.organisers.all()) == {network, costa_rica}
    content = content_of(draft)
    assert content["title"]["zh-hans"] == "正规途径"
    assert content["summary"] == {"es": "Lo que se dijo."}
    assert content["agenda"] == [
        {"minutes": 0, "title": {"en": "Opening", "fr": "Ouverture"}},
        {"minutes": None, "title": {"en": "Discussion"}},
    ]
    assert content["speakers"] == [
        {"name": "Speaker of a ministry", "affiliation": "Ministry of Labour", "role": "chair"}
    ]
    assert differences(form_of(anew(draft)), form) == []


def test_a_row_that_is_cleared_goes(draft: Session) -> None:
    save(draft, typed(draft, **{"agenda-0-title_en": "Opening", "speakers-0-name": "Somebody"}))
    save(draft, typed(draft, **{"agenda-0-title_en": "", "speakers-0-role": "chair"}))
    assert not draft.agenda.exists()
    assert not draft.speakers.exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("starts_at", "next Tuesday"),
        ("ends_at", "2030-02-31T10:00"),
        ("capacity", "many"),
        ("capacity", "0"),
        ("capacity", "-3"),
        ("capacity", "99999999999999999999"),
        ("time_zone", "Mars/Olympus"),
        ("language", "tlh"),
        ("title_en", "x" * 201),
        ("place", "x" * 201),
        ("joining", "x" * 2001),
        ("objectives", "99"),
        ("debates", "abc"),
    ],
)
def test_what_cannot_be_read_stays_as_it_was_typed(draft: Session, name: str, text: str) -> None:
    form = save(draft, typed(draft, **{name: text}))
    assert form.unread == 1
    assert draft.rough == {name: [text]}
    assert [field for field, _words in problems_of(draft)]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"agenda-0-minutes": "5"}, "agenda"),
        ({"agenda-0-minutes": "soon", "agenda-0-title_en": "Opening"}, "agenda"),
        ({"agenda-0-minutes": "-1", "agenda-0-title_en": "Opening"}, "agenda"),
        ({"agenda-0-title_fr": "Ouverture"}, "agenda"),
        ({"speakers-0-affiliation": "Ministry"}, "speakers"),
        ({"speakers-0-name": "Somebody", "speakers-0-role": "king"}, "speakers"),
        ({"organisers-0-name": "Nobody knows them"}, "organisers"),
    ],
)
def test_so_does_a_row(draft: Session, row: dict[str, str], name: str) -> None:
    form = save(draft, typed(draft, **row))
    assert form.unread >= 1
    assert list(draft.rough) == [name]
    for field, text in row.items():
        assert shown(draft, field) == [text]


def test_it_cannot_end_before_it_begins(draft: Session) -> None:
    form = save(draft, typed(draft, ends_at="2030-02-05T15:00"))
    assert form.errors["ends_at"] == ["It ends before it begins."]
    assert draft.ends_at is None
    assert shown(draft, "ends_at") == ["2030-02-05T15:00"]


def test_registration_cannot_close_after_it(draft: Session) -> None:
    form = save(draft, typed(draft, registration_closes_at="2030-02-05T17:01"))
    assert "registration_closes_at" in form.errors


def test_times_are_read_on_the_clock_that_is_chosen_with_them(draft: Session) -> None:
    save(draft, typed(draft, time_zone="America/Costa_Rica"))
    assert draft.starts_at == datetime(2030, 2, 5, 21, tzinfo=UTC)
    assert shown(draft, "starts_at") == ["2030-02-05T15:00"]


def test_an_organisation_that_is_not_verified_organises_nothing(draft: Session) -> None:
    OrganisationFactory(name="Unknown to us", standing="pending")
    form = save(draft, typed(draft, **{"organisers-0-name": "Unknown to us"}))
    assert form.unread == 1
    assert not draft.organisers.exists()


def test_a_debate_of_another_forum_is_none_of_its_own(draft: Session) -> None:
    from tests.factories.compact import CycleFactory  # noqa: PLC0415

    other = debate(1, cycle=CycleFactory(year=2022))
    form = save(draft, typed(draft, debates=[other.pk]))
    assert "debates" in form.errors


def test_a_save_that_started_from_an_older_one_is_refused(draft: Session) -> None:
    data = typed(draft)
    save(draft, data)
    with pytest.raises(StaleSaveError):
        save(draft, {**data, "title_en": "Mine"})
    assert anew(draft).title_en == "Regular pathways: what works"


def test_what_is_announced_is_no_draft(draft: Session) -> None:
    save(draft, typed(draft))
    make_move(draft, "publish", by=examiner())
    with pytest.raises(ClosedDraftError):
        save(draft, typed(draft))


@pytest.mark.parametrize("name", ["title_en", "starts_at", "ends_at"])
def test_what_lacks_the_most_needed_is_not_announced(draft: Session, name: str) -> None:
    save(draft, typed(draft, **{name: ""}))
    assert [field for field, _words in problems_of(draft)] == [name]
    with pytest.raises(NotReadyError):
        make_move(draft, "publish", by=examiner())


WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=WORDS, moment=WORDS, row=WORDS, number=WORDS)
def test_whatever_is_typed_is_saved_and_comes_back(
    draft: Session, title: str, moment: str, row: str, number: str
) -> None:
    draft.refresh_from_db()
    data = typed(
        draft,
        title_en=title,
        starts_at=moment,
        capacity=number,
        **{"speakers-0-affiliation": row, "agenda-0-minutes": number, "organisers-0-name": row},
    )
    form = save(draft, data)
    assert differences(form_of(anew(draft)), form) == []
