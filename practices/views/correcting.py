"""The correction of a published practice, by the Secretariat."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, QueryDict

from practices.forms.others import CorrectionForm
from practices.forms.saved import typed_of, write
from practices.models import Practice
from practices.rules import is_examiner, may_correct
from practices.services import NotAllowedError, correct_practice
from practices.views.access import PracticePage
from practices.views.writing import form_context
from publication.drafts.correcting import CorrectionView
from publication.drafts.saving import ClosedDraftError


class CorrectView(CorrectionView[CorrectionForm], PracticePage):
    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not is_examiner.test(self.user, self.practice):
            raise Http404

    @property
    def is_open(self) -> bool:
        return may_correct(self.user, self.practice)

    @property
    def item(self) -> Practice:
        return self.practice

    def form_over(self, data: QueryDict) -> CorrectionForm:
        return CorrectionForm(data, practice=self.practice)

    def typed_before(self) -> QueryDict:
        return typed_of(self.practice)

    def correct(self, form: CorrectionForm, base: int) -> None:
        try:
            correct_practice(
                practice=self.practice,
                base_revision=base,
                write=partial(write, form),
                note=form.cleaned_data["note"],
                by=self.user,
            )
        except NotAllowedError as error:
            raise ClosedDraftError from error

    def show(self, form: CorrectionForm, status: int, **context: Any) -> HttpResponse:
        shown = {**form_context(form, self.practice), **context}
        return self.page("practices/correct.html", status, **shown)
