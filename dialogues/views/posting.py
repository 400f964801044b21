"""What the signed-in do in a discussion: contribute, report, follow."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.discussion.errors import (
    DiscussionError,
    NoPartError,
    ReportedAlreadyError,
    TooOftenError,
)
from dialogues.discussion.following import follow, stop_following
from dialogues.discussion.forms import PostForm, ReportForm
from dialogues.discussion.pace import IN_A_DAY, IN_AN_HOUR
from dialogues.discussion.posting import Said, closed_words, contribute, no_part_words
from dialogues.discussion.reading import contribution_of
from dialogues.discussion.reporting import report
from dialogues.discussion.rules import EDIT_FOR
from dialogues.models import Post, Space
from dialogues.views.spaces import number_in, public_space
from publication import kept_forms
from publication.moves import NotAllowedError
from publication.signed_in import CONFLICT, INVALID, SignedInView

FORBIDDEN, TOO_MANY = 403, 429


def status_of(error: DiscussionError) -> int:
    match error:
        case NoPartError():
            return FORBIDDEN
        case TooOftenError():
            return TOO_MANY
    return CONFLICT


class SpacePage(SignedInView):
    """A page of one space that everybody may read."""

    space: Space

    def find(self, **kwargs: Any) -> None:
        self.space = public_space(kwargs["code"])

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        return super().page(template, status, space=self.space, **context)


class ContributeView(SpacePage):
    """The rules first, then the form. Whatever is refused, the text stays on the page."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        kept = self.typed()
        if kept is not None:
            messages.info(request, _("What you typed before you were signed out is in the fields"))
            return self._page(self._form(initial=kept.dict()), refused=self._obstacle()[0])
        return self._page(self._form(initial=self._asked()), refused=self._obstacle()[0])

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = self._form(request.POST)
        refused, status = self._obstacle()
        if refused:
            return self._page(form, status, refused=refused)
        if not form.is_valid():
            return self._page(form, INVALID)
        values = form.cleaned_data
        said = Said(
            text=values["text"],
            language=values["language"],
            organisation=values["organisation"],
            question=values.get("question"),
            answers=values["answers"],
        )
        try:
            post = contribute(
                space=self.space,
                said=said,
                token=values["token"],
                by=self.user,
                follows=values["follows"],
            )
        except DiscussionError as error:
            return self._page(form, status_of(error), refused=str(error))
        kept_forms.forget(request)
        messages.success(request, _("Thank you. A moderator reads it before anybody else does."))
        return redirect("dialogue_desk:contribution", number=post.pk)

    def _form(self, typed: Any = None, **options: Any) -> PostForm:
        return PostForm(typed, user=self.user, space=self.space, **options)

    def _asked(self) -> dict[str, Any]:
        """What the address says it is about: a guiding question, a contribution to answer."""
        asked = self.request.GET
        orders = {str(question.order): question.pk for question in self.space.questions.all()}
        return {
            "question": orders.get(asked.get("question", "")),
            "answers": number_in(asked.get("answers", "")),
        }

    def _obstacle(self) -> tuple[str, int]:
        """Why this person cannot contribute here and now, if so."""
        now = timezone.now()
        if not self.user.roles_held:
            return no_part_words(None), FORBIDDEN
        if not self.space.is_open(now):
            return closed_words(self.space, now), CONFLICT
        return "", 200

    def _page(self, form: PostForm, status: int = 200, refused: str = "") -> HttpResponse:
        return self.page(
            "dialogues/spaces/contribute.html",
            status,
            form=form,
            refused=refused,
            can_send=not self._obstacle()[0],
            is_typed=bool(form["text"].value()),
            answered=self._answered(form),
            limits={"hour": IN_AN_HOUR, "day": IN_A_DAY},
            minutes=int(EDIT_FOR.total_seconds() // 60),
        )

    def _answered(self, form: PostForm) -> Any:
        number = number_in(str(form["answers"].value() or ""))
        heads = Post.objects.published().with_names().filter(space=self.space, answers=None)
        post = heads.filter(pk=number).first() if number is not None else None
        return contribution_of(post) if post else None


class ReportView(SpacePage):
    """A reader tells the moderators of what everybody can read; not of their own."""

    reported: Post

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        published = Post.objects.published().with_names().filter(space=self.space)
        self.reported = get_object_or_404(published, pk=kwargs["number"])
        if self.reported.by_id == self.user.pk:
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        kept = self.typed()
        return self._page(ReportForm(initial=kept.dict() if kept else None))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = ReportForm(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            report(post=self.reported, reason=form.cleaned_data["reason"], by=self.user)
        except NotAllowedError as error:
            raise Http404 from error
        except (ReportedAlreadyError, TooOftenError) as error:
            form.add_error(None, str(error))
            return self._page(form, status_of(error))
        kept_forms.forget(request)
        messages.success(request, _("Thank you. A moderator looks at it."))
        return redirect(self.space)

    def _page(self, form: ReportForm, status: int = 200) -> HttpResponse:
        reported = contribution_of(self.reported)
        return self.page("dialogues/spaces/report.html", status, form=form, one=reported)


class FollowView(SpacePage):
    """Begins or stops a digest a day. Asked for by an address alone, it changes nothing."""

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponseRedirect:
        return HttpResponseRedirect(self.space.get_absolute_url())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if request.POST.get("do") == "stop":
            stop_following(space=self.space, by=self.user)
            messages.success(request, _("Stopped. You get no more mail about this discussion."))
        else:
            follow(space=self.space, by=self.user)
            messages.success(request, _("You are told once a day, whenever something is new."))
        return redirect(self.space)
