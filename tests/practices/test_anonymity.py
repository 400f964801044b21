"""What a reviewer is let through, in each kind of review."""

import unicodedata

import pytest
from django.core.files.base import ContentFile

from practices.choices import AssignmentState, ReviewMode
from practices.models import Assignment, Call, Practice, PracticeFile, PracticeLink, PracticePartner
from practices.peer_review.anonymity import (
    Reading,
    file_of,
    may_read,
    names_reviewers,
    outline_of,
    points_of,
    reading_of,
)
from practices.peer_review.changes import changes_of
from practices.peer_review.names import hider_of
from publication.choices import State
from publication.moves import make_move
from stakeholders.models import Organisation
from tests.factories.compact import CountryFactory
from tests.factories.practices import (
    LETTER,
    assigned,
    author_of,
    open_round,
    practice_in,
    quorum,
)
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, state

pytestmark = pytest.mark.django_db

HOUSE = "Casa del Migrante"
IMPLEMENTER = "Registro Móvil"
PARTNER = "Fundación Puentes"
SECRETS = (HOUSE, IMPLEMENTER, PARTNER, "casa@example.org", "casa.example", "Rosa Contacta")


def in_mode(practice: Practice, mode: ReviewMode) -> Practice:
    Call.objects.filter(pk=practice.call_id).update(mode=mode)
    return Practice.objects.get(pk=practice.pk)


def a_file(practice: Practice, name: str, **fields: object) -> PracticeFile:
    made = PracticeFile(
        practice=practice,
        name=name,
        media_type="application/pdf",
        size=5,
        sha256=f"{name:0<64}"[:64],
        by=author_of(practice),
        **fields,
    )
    made.file.save(name, ContentFile(b"%PDF-"), save=True)
    return made


def telling(organisation: Organisation | None = None, to: State = State.UNDER_REVIEW) -> Practice:
    """A practice whose texts, links, files and partners all say whose it is."""
    practice = practice_in(
        State.DRAFT,
        organisation or OrganisationFactory(name=HOUSE),
        title=f"Vans of the {HOUSE}",
        summary=f"{HOUSE.upper()} and {IMPLEMENTER} drive vans. Write to casa@example.org.",
        description=f"See https://casa.example/vans or www.casa.example. {PARTNER} pays.",
        implementer=IMPLEMENTER,
        is_own=False,
        implementer_email="vans@example.org",
    )
    practice.confirmations.create(email="vans@example.org")
    PracticePartner.objects.create(practice=practice, order=1, name=PARTNER)
    PracticeLink.objects.create(
        practice=practice, order=1, title="Our page", address="https://casa.example/"
    )
    a_file(practice, "casa-del-migrante.pdf", alternative_text=f"A van of {HOUSE}")
    a_file(practice, "named.pdf", names_found=["Rosa Contacta"])
    if to == State.UNDER_REVIEW:
        make_move(practice, "submit", by=author_of(practice), declared=True)
        practice.confirmations.update(decided_at=practice.created_at, state="confirmed")
        make_move(practice, "take in", by=examiner())
    return practice


def all_of(reading: Reading) -> str:
    """Every word of it; the practice itself is only asked for what is no secret."""
    people = reading.people
    return " ".join(
        [
            reading.title,
            *(f"{one.label} {one.text}" for one in reading.passages),
            *reading.places,
            *(people.partners if people else []),
            *([people.organisation, people.implementer] if people else []),
            reading.cost,
            reading.cost_note,
            *(f"{title} {address}" for title, address in reading.links),
            *(f"{one.name} {one.alternative_text}" for one in reading.files),
        ]
    )


class TestOutline:
    @pytest.mark.parametrize("mode", [ReviewMode.OPEN, ReviewMode.SINGLE_BLIND])
    def test_it_names_who_stands_behind_a_practice(self, mode: ReviewMode) -> None:
        outline = outline_of(in_mode(telling(), mode))
        assert outline.people is not None
        assert outline.people.organisation == HOUSE
        assert outline.people.implementer == IMPLEMENTER
        assert outline.people.partners == [PARTNER]

    def test_it_names_nobody_where_the_review_is_double_blind(self) -> None:
        assert outline_of(in_mode(telling(), ReviewMode.DOUBLE_BLIND)).people is None

    def test_it_has_the_measure_of_the_practice_and_nothing_of_its_content(self) -> None:
        practice = telling()
        outline = outline_of(practice)
        assert outline.code == practice.code
        assert outline.objectives == [5]
        assert outline.language == "English"
        assert outline.files == 2
        assert outline.words > 40
        assert not {"title", "summary"} & set(vars(outline))
        assert practice.title not in str(outline)


class TestReading:
    @pytest.mark.parametrize("mode", [ReviewMode.OPEN, ReviewMode.SINGLE_BLIND])
    def test_it_is_whole_where_the_author_is_known(self, mode: ReviewMode) -> None:
        reading = reading_of(in_mode(telling(), mode))
        words = all_of(reading)
        for name in (HOUSE, IMPLEMENTER, PARTNER, "casa@example.org", "https://casa.example/vans"):
            assert name in words
        assert reading.hidden == []
        assert [file.name for file in reading.files] == ["casa-del-migrante.pdf", "named.pdf"]

    def test_it_hides_every_name_and_address_where_it_is_double_blind(self) -> None:
        reading = reading_of(in_mode(telling(), ReviewMode.DOUBLE_BLIND))
        words = all_of(reading).casefold()
        assert [secret for secret in SECRETS if secret.casefold() in words] == []
        assert "[name hidden]" in reading.title
        assert reading.people is None
        assert reading.links == []

    def test_files_lose_their_names_and_those_that_name_somebody_are_withheld(self) -> None:
        practice = in_mode(telling(), ReviewMode.DOUBLE_BLIND)
        reading = reading_of(practice)
        assert [file.name for file in reading.files] == ["file-1.pdf"]
        assert any("Files whose properties name somebody: 1." in words for words in reading.hidden)
        first, named = practice.files.all()
        found = file_of(practice, first.pk)
        assert found is not None
        assert found[1] == "file-1.pdf"
        assert file_of(practice, named.pk) is None

    def test_a_file_that_was_taken_back_is_no_file(self) -> None:
        practice = telling()
        file = a_file(practice, "old.pdf", removed_at=practice.created_at)
        assert file_of(practice, file.pk) is None
        assert "old.pdf" not in all_of(reading_of(practice))

    def test_countries_are_shown_unless_they_tell_who_submits_it(self) -> None:
        reading = reading_of(in_mode(telling(), ReviewMode.DOUBLE_BLIND))
        assert not reading.are_regions
        assert reading.places == [str(CountryFactory(iso3="CRI"))]

    def test_the_region_stands_for_a_state_that_submits_its_own(self) -> None:
        practice = telling(state("CRI"))
        Practice.objects.filter(pk=practice.pk).update(amount=5, currency="CRC")
        reading = reading_of(in_mode(practice, ReviewMode.DOUBLE_BLIND))
        country = CountryFactory(iso3="CRI")
        assert reading.are_regions
        assert str(country) not in all_of(reading)
        assert reading.places == sorted(str(region) for region in country.regions.all())
        assert reading.cost == ""

    def test_so_it_does_for_a_state_that_is_a_partner(self) -> None:
        practice = telling()
        PracticePartner.objects.create(
            practice=practice, order=2, name="The State", organisation=state("CRI")
        )
        assert reading_of(in_mode(practice, ReviewMode.DOUBLE_BLIND)).are_regions

    def test_no_contact_is_part_of_it_in_any_mode(self) -> None:
        practice = telling()
        for mode in ReviewMode:
            words = all_of(reading_of(in_mode(practice, mode)))
            assert "rosa.contacta" not in words
            assert "vans@example.org" not in words


class TestNames:
    @pytest.fixture
    def practice(self) -> Practice:
        return in_mode(telling(), ReviewMode.DOUBLE_BLIND)

    @pytest.mark.parametrize(
        "text",
        [
            f"The {HOUSE}.",
            f"({HOUSE.lower()})",
            unicodedata.normalize("NFD", PARTNER),
            f"[{HOUSE}](https://casa.example)",
            "maria.perez+vans@mail.casa.example",
            "HTTPS://CASA.EXAMPLE/a?b=c",
        ],
    )
    def test_they_are_hidden_however_they_are_written(self, practice: Practice, text: str) -> None:
        hidden = hider_of(practice)(text).casefold()
        assert "casa" not in hidden
        assert "fundaci" not in hidden

    @pytest.mark.parametrize("text", ["Casablanca", "a house", "50 % @ noon", "see p. 4"])
    def test_other_words_stay(self, practice: Practice, text: str) -> None:
        assert hider_of(practice)(text) == text

    def test_a_name_is_found_between_chinese_words(self) -> None:
        practice = telling(OrganisationFactory(name="移民之家"))
        assert "移民之家" not in hider_of(practice)("在移民之家工作")

    def test_who_wrote_it_is_hidden_too(self, practice: Practice) -> None:
        assert practice.author.name not in hider_of(practice)(f"I am {practice.author.name}.")

    def test_a_long_text_without_blanks_is_no_trap(self, practice: Practice) -> None:
        assert hider_of(practice)("a" * 200_000) == "a" * 200_000


class TestWhoLearnsNames:
    @pytest.mark.parametrize("mode", ReviewMode)
    def test_no_reviewer_is_named_before_the_decision(self, mode: ReviewMode) -> None:
        practice = in_mode(practice_in(State.UNDER_REVIEW), mode)
        assert not names_reviewers(open_round(practice))

    @pytest.mark.parametrize("mode", ReviewMode)
    def test_after_it_only_in_an_open_review(self, mode: ReviewMode) -> None:
        practice = in_mode(practice_in(State.ACCEPTED), mode)
        assert names_reviewers(practice.rounds.get()) == (mode == ReviewMode.OPEN)

    def test_a_withdrawn_round_names_nobody(self) -> None:
        practice = in_mode(practice_in(State.UNDER_REVIEW), ReviewMode.OPEN)
        make_move(practice, "withdraw", by=author_of(practice))
        assert not names_reviewers(practice.rounds.get())

    # What has lapsed is no different from what was refused, and only time leads there.
    @pytest.mark.parametrize("to", sorted(set(AssignmentState) - {AssignmentState.LAPSED}))
    def test_content_is_read_after_the_declaration_and_while_the_round_is_open(
        self, to: AssignmentState
    ) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        assignment = assigned(practice, to)
        reads = {AssignmentState.ACCEPTED, AssignmentState.REVIEWED}
        assert may_read(assignment) == (to in reads)
        quorum(practice)
        make_move(practice, "accept", by=examiner(), note=LETTER)
        assert not may_read(type(assignment).objects.with_names().get(pk=assignment.pk))


def test_the_next_round_reads_the_points_and_the_answers_as_the_mode_allows() -> None:
    practice = practice_in(State.REVISING, OrganisationFactory(name=HOUSE))
    practice.rounds.get().points.update(answer=f"The {HOUSE} pays 4 000 a year.")
    make_move(practice, "resubmit", by=author_of(practice))
    assignment = assigned(practice, AssignmentState.ACCEPTED)
    assert [point.answer for point in points_of(assignment)] == [f"The {HOUSE} pays 4 000 a year."]
    in_mode(practice, ReviewMode.DOUBLE_BLIND)
    again = type(assignment).objects.with_names().get(pk=assignment.pk)
    assert [point.answer for point in points_of(again)] == ["The [name hidden] pays 4 000 a year."]


class TestChanges:
    def revised(self, mode: ReviewMode) -> Assignment:
        practice = practice_in(State.REVISING, OrganisationFactory(name=HOUSE))
        practice.rounds.get().points.update(answer="Done.")
        Practice.objects.filter(pk=practice.pk).update(lessons=f"Ask {HOUSE} in the morning.")
        make_move(practice, "resubmit", by=author_of(practice))
        in_mode(practice, mode)
        made = assigned(practice, AssignmentState.ACCEPTED)
        return Assignment.objects.with_names().get(pk=made.pk)

    def test_the_next_round_reads_what_was_revised_by_word(self) -> None:
        changes = changes_of(self.revised(ReviewMode.OPEN))
        assert [line.label for line in changes] == ["Lessons learned"]
        assert "<ins>" in changes[0].marked
        assert HOUSE.split(maxsplit=1)[0] in changes[0].marked

    def test_without_names_where_it_is_double_blind(self) -> None:
        changes = changes_of(self.revised(ReviewMode.DOUBLE_BLIND))
        assert "Casa" not in changes[0].marked
        assert "hidden" in changes[0].marked

    def test_the_first_round_has_none(self) -> None:
        assert changes_of(assigned(practice_in(State.UNDER_REVIEW))) == []
