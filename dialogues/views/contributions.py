"""One's own contributions: how each stands and why, to change, take back, or appeal."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.choices import PostSource
from dialogues.discussion.errors import TooLateError
from dialogues.discussion.forms import AppealForm, EditForm
from dialogues.discussion.history import history_of
from dialogues.discussion.posting import appeal, edit, withdraw
from dialogues.discussion.rules import EDIT_FOR, may_edit
from dialogues.discussion.workflow import POST_WORKFLOW
from dialogues.models import Post
from dialogues.notes.reading import cited_posts
from dialogues.querysets import PostQuerySet
from dialogues.views.spaces import page_of
from publication import kept_forms
from publication.moves import AlreadyMovedError, NotAllowedError, NotReadyError
from publication.signed_in import CONFLICT, INVALID, SignedInView
from stakeholders.models import User

PAGE_SIZE = 30


def own(user: User) -> PostQuerySet:
    """What this person wrote; not what they entered for others."""
    mine = Post.objects.of(user).filter(source=PostSource.PORTAL).with_names()
    return mine.select_related("space__session", "space__debate", "answers")


class MineView(SignedInView):
    def get(self, request: HttpRequest) -> HttpResponse:
        mine = Paginator(own(self.user).order_by("-posted_at", "-pk"), PAGE_SIZE)
        page = page_of(mine, request.GET.get("page", "1"))
        cited = cited_posts(page.object_list)
        lines = [(post, cited.get(post.pk, ())) for post in page.object_list]
        return self.page("dialogues/contributions/mine.html", page=page, lines=lines)


class ContributionPage(SignedInView):
    """A page of one contribution of one's own."""

    contribution: Post

    def find(self, **kwargs: Any) -> None:
        self.contribution = get_object_or_404(own(self.user), pk=kwargs["number"])

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        return super().page(
            template, status, post=self.contribution, space=self.contribution.space, **context
        )

    def to_contribution(self) -> HttpResponse:
        return redirect("dialogue_desk:contribution", number=self.contribution.pk)


class ContributionView(ContributionPage):
    """`do` says what: take it back, or appeal."""

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        kept = self.typed()
        return self._page(AppealForm(initial=kept.dict() if kept else None))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        verbs: dict[str, Callable[[], HttpResponse]] = {
            "withdraw": self._withdraw,
            "appeal": self._appeal,
        }
        verb = verbs.get(request.POST.get("do", ""))
        if verb is None:
            raise BadRequest
        try:
            return verb()
        except (AlreadyMovedError, NotAllowedError):
            self.find(**self.kwargs)
            refused = _("It was decided or taken back in the meantime.")
            return self._page(AppealForm(request.POST), CONFLICT, refused=refused)

    def _withdraw(self) -> HttpResponse:
        withdraw(post=self.contribution, by=self.user)
        messages.success(self.request, _("Taken back. Nobody reads it any more."))
        return self.to_contribution()

    def _appeal(self) -> HttpResponse:
        form = AppealForm(self.request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            appeal(post=self.contribution, why=form.cleaned_data["why"], by=self.user)
        except NotReadyError as error:
            for problem in error.problems:
                form.add_error(None, problem)
            return self._page(form, INVALID)
        kept_forms.forget(self.request)
        messages.success(self.request, _("Another moderator looks at it. You are told by mail."))
        return self.to_contribution()

    def _page(self, form: AppealForm, status: int = 200, refused: str = "") -> HttpResponse:
        moves = {move.name for move in POST_WORKFLOW.open_to(self.user, self.contribution)}
        can_appeal = "appeal" in moves and self.contribution.appealed_at is None
        return self.page(
            "dialogues/contributions/contribution.html",
            status,
            form=form,
            refused=refused,
            can_appeal=can_appeal,
            can_withdraw="withdraw" in moves,
            can_edit=may_edit(self.user, self.contribution, timezone.now()),
            edit_until=self.contribution.posted_at + EDIT_FOR,
            history=history_of(self.contribution, with_names=False),
            cited=cited_posts([self.contribution]).get(self.contribution.pk, ()),
        )


class EditContributionView(ContributionPage):
    """For half an hour. What comes too late stays on the page, to be copied."""

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        kept = self.typed()
        present = {"text": self.contribution.text, "language": self.contribution.language}
        return self._page(EditForm(initial=kept.dict() if kept else present))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = EditForm(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        was_published = self.contribution.is_published
        try:
            edit(post=self.contribution, **form.cleaned_data, by=self.user)
        except TooLateError as error:
            return self._page(form, CONFLICT, refused=str(error))
        kept_forms.forget(request)
        again = _("Changed. A moderator reads it again before it is shown.")
        messages.success(request, again if was_published else _("Changed."))
        return self.to_contribution()

    def _page(self, form: EditForm, status: int = 200, refused: str = "") -> HttpResponse:
        return self.page(
            "dialogues/contributions/edit.html",
            status,
            form=form,
            refused=refused,
            can_send=may_edit(self.user, self.contribution, timezone.now()),
            edit_until=self.contribution.posted_at + EDIT_FOR,
        )
