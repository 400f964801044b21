"""Verbs of discussion spaces: only the Secretariat has them."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.discussion.errors import SpaceError
from dialogues.models import Following, GuidingQuestion, Session, Space, SpaceExtension
from dialogues.rules import may_prepare
from notices.services import queue
from publication.moves import NotAllowedError
from stakeholders.models import User

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

EXTENDED = "dialogues.space-extended"


@transaction.atomic
def open_space(*, space: Space, by: User) -> Space:
    """A new one, of a session or of a debate; it takes contributions from its opening on."""
    _check_secretariat(by)
    subject = space.subject
    if Space.objects.filter(session=space.session, debate=space.debate).exists():
        raise SpaceError(_("It has a discussion space already."))
    space.code = subject.code.lower() if isinstance(subject, Session) else _code_of_debate(space)
    space.save()
    return space


def _code_of_debate(space: Space) -> str:
    assert space.debate is not None  # noqa: S101 - narrows the type
    return f"{space.debate.cycle_id}-{space.debate.slug}"


@transaction.atomic
def change_space(*, space: Space, by: User) -> Space:
    """Its words; and its times as long as nobody could contribute yet."""
    _check_secretariat(by)
    before = _locked(space)
    has_begun = before.opens_at <= timezone.now()
    if has_begun and (before.opens_at, before.closes_at) != (space.opens_at, space.closes_at):
        raise SpaceError(_("It has opened: move its closing instead, and say why."))
    space.save()
    return space


@transaction.atomic
def move_closing(*, space: Space, closes_at: datetime, reason: str, by: User) -> SpaceExtension:
    """Keep it open longer, or open it again. Who did so, from when to when and why is kept."""
    _check_secretariat(by)
    current = _locked(space)
    if problems := list(_problems(current, closes_at)):
        raise SpaceError(*problems)
    extension = _moved(current, closes_at, reason, by)
    for following in Following.objects.filter(space=current).select_related("user"):
        queue(
            kind=EXTENDED,
            key=f"{EXTENDED}:{extension.pk}:{following.user_id}",
            recipient=following.user,
            item=current,
            context={"until": closes_at.isoformat(), "reason": extension.reason},
        )
    return extension


def _problems(space: Space, closes_at: datetime) -> "Iterator[Text]":
    if closes_at <= space.closes_at:
        yield _("The new closing must come after the one before.")
    if closes_at <= timezone.now():
        yield _("The new closing must lie in the future.")


@transaction.atomic
def close_now(*, space: Space, reason: str, by: User) -> SpaceExtension:
    """Before its time. It can be opened again by moving its closing."""
    _check_secretariat(by)
    current = _locked(space)
    now = timezone.now()
    if not current.is_open(now):
        raise SpaceError(_("The discussion is not open."))
    return _moved(current, now, reason, by)


def _moved(space: Space, closes_at: datetime, reason: str, by: User) -> SpaceExtension:
    extension = SpaceExtension.objects.create(
        space=space,
        closed_before=space.closes_at,
        closes_after=closes_at,
        reason=reason.strip(),
        by=by,
    )
    space.closes_at = closes_at
    space.save(update_fields=["closes_at"])
    return extension


@transaction.atomic
def save_question(*, question: GuidingQuestion, by: User) -> GuidingQuestion:
    """A new one comes last."""
    _check_secretariat(by)
    space = _locked(question.space)
    if question._state.adding:
        last = space.questions.order_by("order").last()
        question.order = last.order + 1 if last else 1
    question.save()
    return question


@transaction.atomic
def remove_question(*, question: GuidingQuestion, by: User) -> None:
    """One that nobody answered. Those behind it move up."""
    _check_secretariat(by)
    space = _locked(question.space)
    if question.posts.exists():
        raise SpaceError(_("Somebody contributed to this question: it stays."))
    question.delete()
    _number(list(space.questions.order_by("order")))


@transaction.atomic
def move_question_up(*, question: GuidingQuestion, by: User) -> None:
    _check_secretariat(by)
    space = _locked(question.space)
    questions = list(space.questions.order_by("order"))
    place = questions.index(question)
    if place > 0:
        questions[place - 1], questions[place] = questions[place], questions[place - 1]
        _number(questions)


def _number(questions: list[GuidingQuestion]) -> None:
    """From 1 on. Out of the way first: each place is taken once."""
    for shift in (len(questions) + max((q.order for q in questions), default=0), 0):
        for order, question in enumerate(questions, 1):
            GuidingQuestion.objects.filter(pk=question.pk).update(order=order + shift)


def _check_secretariat(by: User) -> None:
    if not may_prepare.test(by, None):
        raise NotAllowedError("space")


def _locked(space: Space) -> Space:
    return Space.objects.select_for_update(of=("self",)).get(pk=space.pk)
