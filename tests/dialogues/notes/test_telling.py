"""Each contributor is told once of each version, whatever became of what was said."""

import pytest
from django.core import mail

from dialogues.choices import PostSource, PostState
from dialogues.models import Post
from dialogues.notes.reading import cited_posts
from dialogues.notes.saving import save_paragraph
from dialogues.notes.telling import CITED, READ
from notices.letters import compose
from notices.models import Notice
from publication.moves import make_move
from tests.factories.dialogues import announced, note, poster, published_post, space
from tests.factories.notes import cite, keys_of, note_in, published, revised
from tests.factories.publication import examiner

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str]]:
    found = Notice.objects.filter(kind__in=[CITED, READ])
    return sorted((notice.kind, notice.address) for notice in found)


def on_paper(where: object, address: str = "union@example.org", **fields: object) -> Post:
    return published_post(
        where,  # type: ignore[arg-type]
        by=examiner(),
        source=PostSource.PAPER,
        author_name="A union of domestic workers (demonstration)",
        author_email=address,
        **fields,
    )


def test_who_is_cited_and_who_is_not_are_told_once_each() -> None:
    one = note(None, "A", "B")
    where, speaker, other = space(one.debate), poster(), poster()
    for _n in range(3):
        cite(one, 1, published_post(where, speaker))
    published_post(where, speaker)
    published_post(where, other)
    published(one)
    assert told() == sorted([(CITED, speaker.email), (READ, other.email)])
    notice = Notice.objects.get(kind=CITED)
    assert notice.context["cited"] == "3"
    assert notice.context["count"] == "4"
    assert notice.context["paragraphs"] == "2"


def test_who_spoke_in_a_session_that_feeds_the_debate_is_told_too() -> None:
    one, heard, speaker = note(), announced(), poster()
    heard.debates.add(one.debate)
    published_post(space(heard), speaker)
    published(one)
    assert told() == [(READ, speaker.email)]


def test_who_is_cited_from_another_debate_is_told_too() -> None:
    one, speaker = note(), poster()
    cite(one, 0, published_post(space(announced()), speaker))
    published(one)
    assert told() == [(CITED, speaker.email)]


def test_what_came_on_paper_is_told_to_its_author_by_the_address_and_not_to_who_entered_it() -> (
    None
):
    one = note()
    where = space(one.debate)
    cite(one, 0, on_paper(where, language="fr"))
    published_post(where, by=examiner(), source=PostSource.MAIL, author_name="Nobody’s address")
    published(one)
    assert told() == [(CITED, "union@example.org")]
    notice = Notice.objects.get(kind=CITED)
    assert notice.recipient is None
    assert notice.reading_language == "fr"


def test_who_posted_and_sent_a_letter_too_is_one_contributor() -> None:
    one, speaker = note(), poster()
    where = space(one.debate)
    published_post(where, speaker)
    cite(one, 0, on_paper(where, speaker.email.upper()))
    published(one)
    assert told() == [(CITED, speaker.email)]
    assert Notice.objects.get(kind=CITED).recipient == speaker


@pytest.mark.parametrize("state", [s for s in PostState if s != PostState.PUBLISHED])
def test_who_was_not_published_is_not_told(state: PostState) -> None:
    one = note()
    said = published_post(space(one.debate))
    Post.objects.filter(pk=said.pk).update(state=state, reason="Because.")
    published(one)
    assert told() == []


def test_each_version_is_told_once_and_nothing_else_is() -> None:
    one, speaker = note(), poster()
    published_post(space(one.debate), speaker)
    published(one)
    assert len(told()) == 1
    revised(one)
    save_paragraph(note=one, key=keys_of(one)[0], text="News.", base=1, by=examiner())
    assert len(told()) == 1
    published(one)
    assert len(told()) == 2
    make_move(one, "withdraw", by=examiner(), note="Wrong.")
    make_move(one, "restore", by=examiner(), note="Right.")
    assert len(told()) == 2


def test_the_letters_read_well_and_lead_to_the_paragraph() -> None:
    one, speaker, other = note(), poster(), poster()
    where = space(one.debate)
    cite(one, 0, published_post(where, speaker))
    published_post(where, other)
    published(one)
    cited = compose(Notice.objects.get(kind=CITED))
    assert "1 of 1 stand behind it" in cited.body
    assert "See these paragraphs: 1." in cited.body
    assert one.get_absolute_url() in cited.body
    read = compose(Notice.objects.get(kind=READ))
    assert "no paragraph of the note cites them" in read.body
    assert f"{one.get_absolute_url()}contributions/" in read.body
    assert not mail.outbox


class TestCitedPosts:
    """From a contribution to the paragraphs: what its space shows."""

    def test_each_place_of_each_published_note(self) -> None:
        one, said = note(None, "A", "B"), published_post()
        cite(one, 0, said)
        cite(one, 1, said)
        assert cited_posts([said]) == {}
        published(one)
        found = cited_posts([said])[said.pk]
        assert [(at.code, at.paragraph) for at in found] == [(one.code, 1), (one.code, 2)]
        assert found[1].address == f"{one.get_absolute_url()}#{keys_of(one)[1]}"

    def test_while_it_is_revised_what_is_published_counts(self) -> None:
        one, said = note(None, "A", "B"), published_post()
        cite(one, 0, said)
        revised(published(one))
        later = published_post(said.space)
        cite(one, 1, later)
        assert set(cited_posts([said, later])) == {said.pk}

    def test_what_was_withdrawn_does_not(self) -> None:
        one, said = note(), published_post()
        cite(one, 0, said)
        make_move(published(one), "withdraw", by=examiner(), note="Wrong.")
        assert cited_posts([said]) == {}

    def test_it_takes_two_queries_for_any_number(self, django_assert_num_queries: object) -> None:
        one = note()
        where = space(one.debate)
        posts = [published_post(where) for _n in range(3)]
        for said in posts:
            cite(one, 0, said)
        published(one)
        cited_posts(posts)  # what is kept of types
        for some in (posts[:1], posts):
            with django_assert_num_queries(2):  # type: ignore[operator]
                assert len(cited_posts(some)) == len(some)
        with django_assert_num_queries(0):  # type: ignore[operator]
            assert cited_posts([]) == {}


def test_a_note_that_is_put_off_tells_nobody() -> None:
    one = note_in("scheduled")  # type: ignore[arg-type]
    make_move(one, "hold back", by=examiner())
    assert told() == []
