"""Who may do what with sessions, contributions and notes, and when they are ready."""

from datetime import datetime

from rules.predicates import predicate

from dialogues.models import BackgroundNote, CoChair, Debate, Post, Session, Space
from dialogues.problems import problems_of
from publication.choices import State
from publication.workflow import Attempt, Problems
from stakeholders.models import User
from stakeholders.rules import is_moderator, is_secretariat, may_speak_for

# The Secretariat prepares sessions, spaces, debates and notes.
may_prepare = is_secretariat


def is_announceable(session: Session, _attempt: Attempt) -> Problems:
    """Whoever reads the announcement learns what, when and in which language."""
    return [words for _name, words in problems_of(session)]


def may_write_session(user: User | None, session: Session) -> bool:
    return session.state == State.DRAFT and bool(may_prepare.test(user))


def may_correct_session(user: User | None, session: Session) -> bool:
    return session.is_published and bool(may_prepare.test(user))


def is_open_for_registration(session: Session, moment: datetime) -> bool:
    """Until the time set, or else until it is over: one may still join while it is held."""
    if not (session.is_published and session.takes_registrations) or session.is_over(moment):
        return False
    return session.registration_closes_at is None or moment < session.registration_closes_at


def chairs(user: User | None, debate: Debate) -> list[CoChair]:
    """As which of its co-chairs this person can clear the note of a debate."""
    found = debate.co_chairs.select_related("organisation__type", "organisation__country")
    return [co_chair for co_chair in found if may_speak_for(user, co_chair.organisation)]


@predicate
def is_co_chair(user: User | None, note: BackgroundNote) -> bool:
    return bool(user) and bool(chairs(user, note.debate))


@predicate
def was_sent_to_co_chairs(_user: User | None, note: BackgroundNote) -> bool:
    """A first draft is the Secretariat's own."""
    return bool(note.state not in {State.DRAFT, State.REVISING})


may_see_note_on_desk = is_secretariat | (is_co_chair & was_sent_to_co_chairs)
may_return_note = is_secretariat | is_co_chair


def may_write_note(user: User | None, note: BackgroundNote) -> bool:
    return note.state in {State.DRAFT, State.REVISING} and bool(is_secretariat.test(user))


@predicate
def is_poster(user: User | None, post: Post) -> bool:
    """Who wrote it in the portal; not who entered it on behalf of another."""
    return user is not None and post.by_id == user.pk and post.source == "portal"


@predicate
def moderates_here(user: User | None, post: Post) -> bool:
    return may_moderate_in(user, post.space)


def may_moderate_in(user: User | None, space: Space) -> bool:
    """A moderator of the portal, the Secretariat, or a moderator of the debate itself."""
    if not isinstance(user, User):
        return False
    if is_moderator.test(user) or is_secretariat.test(user):
        return True
    return space.debate is not None and space.debate.moderators.filter(user=user).exists()


# Nobody decides on what they wrote.
may_moderate = moderates_here & ~is_poster
