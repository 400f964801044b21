"""Discussion spaces on the desk of the Secretariat: to open, write, keep open, close them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from dialogues.discussion.errors import SpaceError
from dialogues.discussion.space_forms import (
    STANDARD_RULES,
    CloseNowForm,
    ClosingForm,
    SpaceForm,
)
from dialogues.discussion.spaces import change_space, close_now, move_closing, open_space
from dialogues.models import Debate, Session, Space
from publication import kept_forms
from publication.signed_in import CONFLICT, INVALID, SecretariatView
from publication.translated import LANGUAGES


class SpacesView(SecretariatView):
    def get(self, _request: HttpRequest) -> HttpResponse:
        spaces = list(Space.objects.with_names().with_counts().order_by("-opens_at", "code"))
        return self.page("dialogues/desk_spaces/list.html", spaces=spaces, now=timezone.now())


class ChooseSubjectView(SecretariatView):
    """What has no discussion yet: sessions that are to come or just over, and debates."""

    def get(self, _request: HttpRequest) -> HttpResponse:
        return self.page(
            "dialogues/desk_spaces/choose.html",
            sessions=Session.objects.filter(space=None).order_by("-starts_at", "code")[:100],
            debates=Debate.objects.with_names().filter(space=None).order_by("-cycle", "pk"),
        )


class NewSpaceView(SecretariatView):
    """Of a session or of a debate, as the address says."""

    space: Space

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if "code" in kwargs:
            session = get_object_or_404(Session.objects.with_names(), code=kwargs["code"])
            self.space = Space(session=session)
        else:
            debates = Debate.objects.with_names().filter(cycle=kwargs["year"])
            found = next((one for one in debates if one.slug == kwargs["slug"]), None)
            if found is None:
                raise Http404
            self.space = Space(debate=found)
        known = Space.objects.filter(session=self.space.session, debate=self.space.debate)
        self.known = known.first()

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if self.known is not None:
            return redirect(self.known.desk_address)
        return self._page(self._form(initial=self._initial()))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            space = open_space(space=form.save(commit=False), by=self.user)
        except SpaceError as error:
            form.add_error(None, str(error))
            return self._page(form, CONFLICT)
        kept_forms.forget(request)
        messages.success(request, _("Saved. Ask the guiding questions now."))
        return redirect(space.desk_address)

    def _form(self, typed: Any = None, **options: Any) -> SpaceForm:
        return SpaceForm(typed, instance=self.space, **options)

    def _initial(self) -> dict[str, Any]:
        """The title of what it is about, and the standard rules, in each language."""
        values: dict[str, Any] = {}
        for code in LANGUAGES:
            with override(code):
                name = code.replace("-", "_")
                values[f"rules_{name}"] = str(STANDARD_RULES)
                values[f"title_{name}"] = str(self.space.subject)
        kept = self.typed()
        return kept.dict() if kept else values

    def _page(self, form: SpaceForm, status: int = 200) -> HttpResponse:
        subject = self.space.subject
        return self.page("dialogues/desk_spaces/write.html", status, form=form, subject=subject)


class SpaceOnDesk(SecretariatView):
    """A page of one space on the desk."""

    space: Space

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        named = Space.objects.with_names().with_counts()
        self.space = get_object_or_404(named, code=kwargs["code"])

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        now = timezone.now()
        stands = {"is_open": self.space.is_open(now), "is_coming": self.space.opens_at > now}
        return super().page(template, status, space=self.space, **stands, **context)


class SpaceOnDeskView(SpaceOnDesk):
    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self.page(
            "dialogues/desk_spaces/space.html",
            questions=self.space.questions.all(),
            extensions=self.space.extensions.select_related("by"),
            followers=self.space.followings.count(),
            waiting=self.space.posts.waiting().count(),
        )


class EditSpaceView(SpaceOnDesk):
    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        kept = self.typed()
        return self._page(self._form(initial=kept.dict() if kept else None))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            change_space(space=form.save(commit=False), by=self.user)
        except SpaceError as error:
            form.add_error(None, str(error))
            return self._page(form, CONFLICT)
        kept_forms.forget(request)
        messages.success(request, _("Saved."))
        return redirect(self.space.desk_address)

    def _form(self, typed: Any = None, **options: Any) -> SpaceForm:
        # Another copy, so that what is not valid does not show around the form.
        fresh = Space.objects.with_names().get(pk=self.space.pk)
        return SpaceForm(typed, instance=fresh, **options)

    def _page(self, form: SpaceForm, status: int = 200) -> HttpResponse:
        subject = self.space.subject
        return self.page("dialogues/desk_spaces/write.html", status, form=form, subject=subject)


class ClosingView(SpaceOnDesk):
    """Its closing is moved: to later, or to now. Each has its form, and asks why."""

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        kept = self.typed()
        initial = kept.dict() if kept else None
        return self._page(later=ClosingForm(space=self.space, initial=initial))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        closes = request.POST.get("do") == "close"
        later = ClosingForm(request.POST, space=self.space)
        form = CloseNowForm(request.POST) if closes else later
        shown = {"now": form} if closes else {"later": form}
        if not form.is_valid():
            return self._page(INVALID, **shown)
        verb = close_now if closes else move_closing
        try:
            verb(space=self.space, by=self.user, **form.cleaned_data)
        except SpaceError as error:
            form.add_error("reason" if closes else "closes_at", str(error))
            return self._page(CONFLICT, **shown)
        kept_forms.forget(request)
        said = pgettext("discussion", "Closed.") if closes else _("Its closing is moved.")
        messages.success(request, said)
        return redirect(self.space.desk_address)

    def _page(self, status: int = 200, **forms: Any) -> HttpResponse:
        blank = {"later": ClosingForm(space=self.space), "now": CloseNowForm(auto_id="now_%s")}
        return self.page("dialogues/desk_spaces/closing.html", status, **{**blank, **forms})
