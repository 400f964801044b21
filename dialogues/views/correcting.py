"""Changes to a session that is announced, and what came of it once it is over."""

from functools import partial
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from dialogues.forms.saved import typed_of, write, write_outcome
from dialogues.forms.session import CorrectionForm, OutcomeForm
from dialogues.models import Session
from dialogues.rules import may_correct_session
from dialogues.services.errors import NotAllowedError
from dialogues.services.sessions import Write, change_session
from dialogues.views.access import SessionPage
from publication.drafts.correcting import CorrectionView
from publication.drafts.saving import ClosedDraftError
from publication.drafts.writing import Form


class _ChangeView(CorrectionView[Form], SessionPage):
    @property
    def is_open(self) -> bool:
        return may_correct_session(self.user, self.session)

    @property
    def item(self) -> Session:
        return self.session

    def typed_before(self) -> QueryDict:
        return typed_of(self.session)

    def change(self, write: Write, form: Form, base: int) -> None:
        try:
            change_session(
                session=self.session,
                base_revision=base,
                write=write,
                note=form.cleaned_data["note"],
                by=self.user,
            )
        except NotAllowedError as error:
            raise ClosedDraftError from error


class CorrectView(_ChangeView[CorrectionForm]):
    def form_over(self, data: QueryDict) -> CorrectionForm:
        return CorrectionForm(data, session=self.session)

    def correct(self, form: CorrectionForm, base: int) -> None:
        self.change(partial(write, form), form, base)

    def show(self, form: CorrectionForm, status: int, **context: Any) -> HttpResponse:
        return self.page("dialogues/desk/correct.html", status, form=form, **context)


class OutcomeView(_ChangeView[OutcomeForm]):
    """The summary and the key messages alone."""

    def form_over(self, data: QueryDict) -> OutcomeForm:
        return OutcomeForm(data)

    def typed_before(self) -> QueryDict:
        typed = super().typed_before()
        if not (self.session.summary or self.session.key_messages):
            typed["note"] = _("The summary and the key messages were added.")
        return typed

    def correct(self, form: OutcomeForm, base: int) -> None:
        self.change(partial(write_outcome, form), form, base)

    def show(self, form: OutcomeForm, status: int, **context: Any) -> HttpResponse:
        return self.page("dialogues/desk/outcome.html", status, form=form, **context)
