"""What waits for a moderator, decided one by one or many at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.discussion.deciding import MOST, Outcome, Read, decide, decide_many, words_of
from dialogues.discussion.errors import ChangedMeanwhileError
from dialogues.discussion.forms import ReasonForm
from dialogues.discussion.history import history_of
from dialogues.discussion.moves import digest_of
from dialogues.discussion.queue import (
    appeals_for,
    in_care_of,
    new_for,
    reported_for,
    waiting_for,
)
from dialogues.discussion.rules import moderates_something
from dialogues.discussion.workflow import POST_WORKFLOW
from dialogues.models import Post, PostReport
from dialogues.querysets import PostQuerySet
from dialogues.views.spaces import number_in
from publication import kept_forms
from publication.moves import AlreadyMovedError, NotAllowedError, NotReadyError
from publication.signed_in import CONFLICT, INVALID, SignedInView
from publication.workflow import UnknownMoveError

SHOWN = 50
# What can be done with many at once; the reason is asked for where it is needed.
NEED_REASON = {"decline", "remove"}
MANY = {"publish", "decline", "remove", "leave"}


@dataclass(frozen=True)
class Line:
    """A contribution in the queue, with the digest and the reports that are shown of it."""

    post: Post
    digest: str
    reports: Sequence[PostReport] = ()
    is_ticked: bool = False

    @property
    def last_report(self) -> int:
        return newest(self.reports)


def newest(reports: Iterable[PostReport]) -> int:
    """What came after it was not shown; 0 where nothing was."""
    return max((one.pk for one in reports), default=0)


class ModeratorView(SignedInView):
    """For whoever moderates anything; to others there is no such page."""

    def find(self, **_kwargs: Any) -> None:
        if not moderates_something(self.user):
            raise Http404


class ModerationView(ModeratorView):
    """New and changed ones, the oldest first; appeals; what readers reported."""

    def get(self, _request: HttpRequest) -> HttpResponse:
        kept = self.typed()
        return self._page(typed=kept or QueryDict())

    def post(self, request: HttpRequest) -> HttpResponse:
        name, reason = request.POST.get("do", ""), request.POST.get("reason", "").strip()
        chosen = self._chosen(request.POST)
        problem = self._problem(name, reason, chosen)
        if problem:
            return self._page(INVALID, typed=request.POST, problems=[("#queue", problem)])
        outcome = decide_many(chosen=chosen, name=name, reason=reason, by=self.user)
        kept_forms.forget(request)
        self._tell(outcome)
        if outcome.refused:
            return self._page(CONFLICT, typed=request.POST, refused=outcome.refused)
        return redirect(request.get_full_path())

    def _chosen(self, typed: QueryDict) -> list[Read]:
        numbers = [number_in(text) for text in typed.getlist("post")[:MOST]]
        known = in_care_of(self.user).with_names().filter(pk__in=filter(None, numbers))
        posts = known.order_by("posted_at", "pk")
        return [
            Read(
                post,
                typed.get(f"read-{post.pk}", ""),
                number_in(typed.get(f"reported-{post.pk}", "")),
            )
            for post in posts
        ]

    def _problem(self, name: str, reason: str, chosen: Sequence[Read]) -> str:
        if name not in MANY:
            return _("Say what to do with them.")
        if not chosen:
            return _("Tick the contributions first.")
        if any(not read.digest for read in chosen) and name == "publish":
            return _("Read the contributions on this page first.")
        if name in NEED_REASON and not reason:
            return _("Say why, in the reason: their authors read it.")
        return ""

    def _tell(self, outcome: Outcome) -> None:
        if count := outcome.done:
            words = ngettext(
                "Done: %(count)s contribution.", "Done: %(count)s contributions.", count
            )
            messages.success(self.request, words % {"count": count})

    def _page(self, status: int = 200, *, typed: QueryDict, **context: Any) -> HttpResponse:
        language = self.request.GET.get("language", "")
        waiting = waiting_for(self.user)
        ticked = set(typed.getlist("post"))
        return self.page(
            "dialogues/moderation/queue.html",
            status,
            waiting=waiting,
            languages=[(code, self._name(code), n) for code, n in waiting.languages.items()],
            language=language,
            new=self._lines(new_for(self.user), language, ticked),
            appeals=self._lines(appeals_for(self.user), language, ticked),
            reported=self._lines(reported_for(self.user), language, ticked),
            reason=typed.get("reason", ""),
            most=SHOWN,
            **context,
        )

    def _lines(self, posts: PostQuerySet, language: str, ticked: set[str]) -> list[Line]:
        if language:
            posts = posts.filter(language=language)
        unsettled = PostReport.objects.filter(settled_at=None).select_related("by")
        shown = posts.with_names().select_related(
            "question", "answers", "space__session", "space__debate__round_table"
        )
        told = Prefetch("reports", unsettled, to_attr="unsettled")
        return [
            Line(post, digest_of(post), post.unsettled, str(post.pk) in ticked)  # type: ignore[attr-defined]
            for post in shown.prefetch_related(told)[:SHOWN]
        ]

    def _name(self, code: str) -> str:
        return str(dict(settings.LANGUAGES)[code])


class PostOnDeskView(ModeratorView):
    """All of one contribution: how it changed, what was reported, what can be done with it."""

    contribution: Post

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        named = in_care_of(self.user).with_names().select_related("question", "answers", "by")
        self.contribution = get_object_or_404(named, pk=kwargs["number"])

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        kept = self.typed()
        return self._page(ReasonForm(initial=kept.dict() if kept else None))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form, name = ReasonForm(request.POST), request.POST.get("do", "")
        if not form.is_valid():
            return self._page(form, INVALID)
        last = number_in(request.POST.get("reported", ""))
        read = Read(self.contribution, request.POST.get("read", ""), last)
        try:
            decide(read=read, name=name, reason=form.cleaned_data["reason"], by=self.user)
        except (UnknownMoveError, NotAllowedError) as error:
            raise Http404 from error
        except NotReadyError as error:
            for problem in error.problems:
                form.add_error("reason", problem)
            return self._page(form, INVALID)
        except (AlreadyMovedError, ChangedMeanwhileError) as error:
            self.find(**self.kwargs)
            return self._page(form, CONFLICT, refused=words_of(error))
        kept_forms.forget(request)
        messages.success(request, self._done(name))
        return redirect("dialogue_desk:moderation")

    def _done(self, name: str) -> str:
        if name == "leave":
            return _("It stays. What was reported is settled.")
        return str(POST_WORKFLOW.find(name, self.contribution.state).words.done)

    def _page(self, form: ReasonForm, status: int = 200, refused: str = "") -> HttpResponse:
        post = self.contribution
        reports = list(post.reports.select_related("by", "settled_by"))
        return self.page(
            "dialogues/moderation/post.html",
            status,
            form=form,
            refused=refused,
            post=post,
            digest=digest_of(post),
            moves=POST_WORKFLOW.open_to(self.user, post),
            reports=reports,
            last_report=newest(reports),
            has_open_reports=any(one.settled_at is None for one in reports),
            history=history_of(post, with_names=True),
        )
