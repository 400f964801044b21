"""Writing a draft: the whole form on one page, saved whatever it holds, never over another's."""

from functools import partial
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from practices.advice import advice_for
from practices.blinding import places_with_names
from practices.choices import ReviewMode
from practices.forms import PracticeForm, form_of
from practices.forms.asked import asked_in, files_of, own_answers
from practices.forms.saved import write
from practices.models import Practice, PracticeFile
from practices.rules import may_write
from practices.services import NotAllowedError, attach, save_draft, take_back_file
from practices.views.access import AuthorPage
from publication.choices import State
from publication.drafts.saving import ClosedDraftError
from publication.drafts.writing import DraftView


def form_context(form: PracticeForm, practice: Practice) -> dict[str, Any]:
    """What the page of a form shows, whoever writes in it."""
    return {
        "form": form,
        "errors": form.errors_by_address,
        "has_errors": bool(form.unread),
        "asked": asked_in(form),
        "answers": own_answers(form),
        "files": files_of(form),
        "advice": dict(advice_for(practice)),
        "is_blind": practice.call.mode == ReviewMode.DOUBLE_BLIND,
        "places": [(f"#id_{place.field}", place) for place in places_with_names(practice)],
    }


class WriteView(DraftView[PracticeForm], AuthorPage):
    places = frozenset({"partners", "links", "files"})

    def is_open(self) -> bool:
        return may_write(self.user, self.practice)

    def elsewhere(self) -> str:
        return self.practice.desk_address

    def revision(self) -> int:
        return self.practice.revision

    def form_over(self, data: QueryDict) -> PracticeForm:
        return PracticeForm(data, practice=self.practice)

    def form_saved(self) -> PracticeForm:
        return form_of(self.practice)

    def save(self, form: PracticeForm, base: int) -> None:
        try:
            save_draft(
                practice=self.practice, base_revision=base, write=partial(write, form), by=self.user
            )
        except ClosedDraftError:
            self.practice.refresh_from_db()
            raise

    def next_page(self, wish: str) -> HttpResponse | None:
        if wish == "check":
            name = "check" if self.practice.state == State.DRAFT else "revise"
            return redirect(f"practice_desk:{name}", code=self.practice.code)
        return None

    def take_files(self) -> None:
        sent = self.request.POST
        try:
            if file := self.request.FILES.get("file"):
                text = sent.get("file_shows", "").strip()
                attach(practice=self.practice, file=file, by=self.user, alternative_text=text)
            number = sent.get("remove_file", "")
            if number.isascii() and number.isdigit():
                for kept in PracticeFile.objects.filter(practice=self.practice, pk=int(number)):
                    take_back_file(file=kept, by=self.user)
        except NotAllowedError:
            return  # submitted in between: the page that follows says where it stands

    def show(self, form: PracticeForm, status: int, **context: Any) -> HttpResponse:
        shown = {**form_context(form, self.practice), **context}
        return self.page("practices/write.html", status, **shown)
