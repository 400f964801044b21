"""Writing a draft: the whole form on one page, saved whatever it holds, never over another's."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pledges.examples import EXAMPLES, examples_for
from pledges.forms import PledgeForm, form_of
from pledges.forms.choosing import chosen_objectives, objective_choices
from pledges.forms.differences import Difference, differences
from pledges.forms.saved import write
from pledges.models import Pledge, PledgeFile
from pledges.models.pledges import FEWEST_CHARACTERS, MOST_CHARACTERS
from pledges.refugees import ADDRESS, is_about_refugees
from pledges.rules import is_author, may_write
from pledges.services import NotAllowedError, StaleSaveError, attach, save_draft, take_back_file
from pledges.views.access import CONFLICT, INVALID, PledgePage
from publication import kept_forms
from publication.uploads import BadUploadError


def revision_in(request: HttpRequest) -> int:
    """The revision that is saved over, or the one that the form started from; 400 if it is none."""
    text = request.POST.get("over") or request.POST.get("revision", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004
        raise BadRequest
    return int(text)


def errors_of(form: PledgeForm) -> list[tuple[str, str]]:
    """What could not be read, each with the address of its field."""
    return [
        (f"#id_{part.add_prefix(name)}", f"{part.fields[name].label}: {words}")
        for part in (form, *form.targets)
        for name, problems in part.errors.items()
        for words in problems
    ]


def form_context(form: PledgeForm, pledge: Pledge) -> dict[str, Any]:
    """What the page of a form shows, whoever writes in it."""
    return {
        "form": form,
        "errors": errors_of(form),
        "has_errors": bool(form.unread),
        "objective_choices": objective_choices(form),
        "examples": examples_for(chosen_objectives(form)),
        "all_examples": EXAMPLES.items(),
        "fewest": FEWEST_CHARACTERS,
        "most": MOST_CHARACTERS,
        "about_refugees": is_about_refugees(pledge),
        "refugees_address": ADDRESS,
    }


@method_decorator(never_cache, name="dispatch")
class WriteView(PledgePage):
    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not is_author.test(self.user, self.pledge):
            raise Http404

    def signed_out(self, request: HttpRequest) -> HttpResponseBase:
        answer = super().signed_out(request)
        if request.headers.get("HX-Request"):
            return render(request, "pledges/parts/signed_out.html", status=401)
        return answer

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        if not may_write(self.user, self.pledge):
            return redirect(self.pledge.desk_address)
        kept = self.typed()
        if kept is None:
            return self._form(form_of(self.pledge), base=self.pledge.revision)
        base = kept.get("revision", "")
        return self._form(PledgeForm(kept, pledge=self.pledge), base=base, kept=True)

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        if request.POST.get("keep") == "theirs":
            kept_forms.forget(request)
            return redirect(request.path)
        form = PledgeForm(request.POST, pledge=self.pledge)
        base = revision_in(request)
        try:
            save_draft(
                pledge=self.pledge, base_revision=base, write=partial(write, form), by=self.user
            )
        except StaleSaveError:
            return self._stale(form, base)
        except NotAllowedError:
            return self._closed(form)
        return self._saved(form)

    def _saved(self, form: PledgeForm) -> HttpResponse:
        kept_forms.forget(self.request)
        self.find(**self.kwargs)
        if self._is_autosave:
            return self._line(unread=form.unread)
        try:
            self._take_files()
        except BadUploadError as error:
            return self._form(
                form_of(self.pledge), INVALID, base=self.pledge.revision, refused=error.reason
            )
        return self._next(form)

    def _next(self, form: PledgeForm) -> HttpResponse:
        wish = self.request.POST.get("next", "")
        if wish in {"check", "partners"}:
            return redirect(f"pledge_desk:{wish}", code=self.pledge.code)
        if form.unread:
            words = _("Saved as you typed it. Some of it cannot be read yet.")
            messages.warning(self.request, words)
        else:
            messages.success(self.request, _("Saved."))
        places = {"targets", "commitments", "files"}
        return redirect(f"{self.request.path}{f'#id_{wish}' if wish in places else ''}")

    def _take_files(self) -> None:
        if file := self.request.FILES.get("file"):
            attach(pledge=self.pledge, file=file, by=self.user)
        number = self.request.POST.get("remove_file", "")
        if number.isascii() and number.isdigit():
            for kept in PledgeFile.objects.filter(pledge=self.pledge, pk=int(number)):
                take_back_file(file=kept, by=self.user)

    def _stale(self, form: PledgeForm, base: int) -> HttpResponse:
        """Both texts, unless they are the same: then it is saved already."""
        self.find(**self.kwargs)
        different = differences(form_of(self.pledge), form)
        if not different:
            return self._saved(form)
        kept_forms.keep(self.request, self.request.path)
        if self._is_autosave:
            return self._line(CONFLICT, base=base, has_conflict=True)
        return self._form(form, CONFLICT, base=base, conflict=different)

    def _closed(self, form: PledgeForm) -> HttpResponse:
        """It was submitted, or the role ended, while this was being written."""
        self.pledge.refresh_from_db()
        if self._is_autosave:
            return self._line(CONFLICT, base=self.pledge.revision, closed=True)
        said = differences(PledgeForm(QueryDict(), pledge=self.pledge), form)
        return self.page("pledges/closed.html", CONFLICT, said=said)

    @property
    def _is_autosave(self) -> bool:
        return bool(self.request.headers.get("HX-Request"))

    def _line(self, status: int = 200, base: int | None = None, **context: Any) -> HttpResponse:
        context["base"] = self.pledge.revision if base is None else base
        return self.page("pledges/parts/save_state.html", status, **context)

    def _form(
        self,
        form: PledgeForm,
        status: int = 200,
        *,
        base: int | str,
        kept: bool = False,
        refused: object = "",
        conflict: list[Difference] | None = None,
    ) -> HttpResponse:
        return self.page(
            "pledges/write.html",
            status,
            **form_context(form, self.pledge),
            base=base,
            was_kept=kept,
            refused=refused,
            conflict=conflict or [],
            files=self.pledge.files.filter(removed_at=None),
            partners=self.pledge.partners.select_related("organisation__country"),
        )
