"""Writing a draft: the whole form on one page, saved whatever it holds, never over another's."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect

from pledges.examples import EXAMPLES, examples_for
from pledges.forms import PledgeForm, form_of
from pledges.forms.choosing import chosen_objectives, objective_choices
from pledges.forms.saved import write
from pledges.models import Pledge, PledgeFile
from pledges.models.pledges import FEWEST_CHARACTERS, MOST_CHARACTERS
from pledges.refugees import ADDRESS, is_about_refugees
from pledges.rules import is_author, may_write
from pledges.services import NotAllowedError, attach, save_draft, take_back_file
from pledges.views.access import PledgePage
from publication.drafts.saving import ClosedDraftError
from publication.drafts.writing import DraftView


def form_context(form: PledgeForm, pledge: Pledge) -> dict[str, Any]:
    """What the page of a form shows, whoever writes in it."""
    return {
        "form": form,
        "errors": form.errors_by_address,
        "has_errors": bool(form.unread),
        "objective_choices": objective_choices(form),
        "examples": examples_for(chosen_objectives(form)),
        "all_examples": EXAMPLES.items(),
        "fewest": FEWEST_CHARACTERS,
        "most": MOST_CHARACTERS,
        "about_refugees": is_about_refugees(pledge),
        "refugees_address": ADDRESS,
    }


class WriteView(DraftView[PledgeForm], PledgePage):
    places = frozenset({"targets", "commitments", "files"})

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not is_author.test(self.user, self.pledge):
            raise Http404

    def is_open(self) -> bool:
        return may_write(self.user, self.pledge)

    def elsewhere(self) -> str:
        return self.pledge.desk_address

    def revision(self) -> int:
        return self.pledge.revision

    def form_over(self, data: QueryDict) -> PledgeForm:
        return PledgeForm(data, pledge=self.pledge)

    def form_saved(self) -> PledgeForm:
        return form_of(self.pledge)

    def save(self, form: PledgeForm, base: int) -> None:
        try:
            save_draft(
                pledge=self.pledge, base_revision=base, write=partial(write, form), by=self.user
            )
        except NotAllowedError as error:
            self.pledge.refresh_from_db()
            raise ClosedDraftError from error

    def next_page(self, wish: str) -> HttpResponse | None:
        if wish in {"check", "partners"}:
            return redirect(f"pledge_desk:{wish}", code=self.pledge.code)
        return None

    def take_files(self) -> None:
        if file := self.request.FILES.get("file"):
            attach(pledge=self.pledge, file=file, by=self.user)
        number = self.request.POST.get("remove_file", "")
        if number.isascii() and number.isdigit():
            for kept in PledgeFile.objects.filter(pledge=self.pledge, pk=int(number)):
                take_back_file(file=kept, by=self.user)

    def show(self, form: PledgeForm, status: int, **context: Any) -> HttpResponse:
        return self.page(
            "pledges/write.html",
            status,
            **{**form_context(form, self.pledge), **context},
            files=self.pledge.files.filter(removed_at=None),
            partners=self.pledge.partners.select_related("organisation__country"),
        )
