"""Changes to a session that is announced, and what came of it once it is over."""

from functools import partial
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from dialogues.forms.saved import typed_of, write, write_outcome
from dialogues.forms.session import CorrectionForm, OutcomeForm
from dialogues.rules import may_correct_session
from dialogues.services.errors import NotAllowedError
from dialogues.services.sessions import change_session
from dialogues.views.access import SessionPage
from publication.drafts.correcting import CorrectionView
from publication.drafts.saving import ClosedDraftError


class CorrectView(CorrectionView[CorrectionForm], SessionPage):
    @property
    def is_open(self) -> bool:
        return may_correct_session(self.user, self.session)

    def revision(self) -> int:
        return self.session.revision

    def desk_address(self) -> str:
        return self.session.desk_address

    def form_over(self, data: QueryDict) -> CorrectionForm:
        return CorrectionForm(data, session=self.session)

    def typed_before(self) -> QueryDict:
        return typed_of(self.session)

    def correct(self, form: CorrectionForm, base: int) -> None:
        try:
            change_session(
                session=self.session,
                base_revision=base,
                write=partial(write, form),
                note=form.cleaned_data["note"],
                by=self.user,
            )
        except NotAllowedError as error:
            raise ClosedDraftError from error

    def show(self, form: CorrectionForm, status: int, **context: Any) -> HttpResponse:
        return self.page("dialogues/desk/correct.html", status, form=form, **context)


class OutcomeView(CorrectionView[OutcomeForm], SessionPage):
    """The summary and the key messages alone."""

    @property
    def is_open(self) -> bool:
        return may_correct_session(self.user, self.session)

    def revision(self) -> int:
        return self.session.revision

    def desk_address(self) -> str:
        return self.session.desk_address

    def form_over(self, data: QueryDict) -> OutcomeForm:
        return OutcomeForm(data)

    def typed_before(self) -> QueryDict:
        typed = typed_of(self.session)
        if not (self.session.summary or self.session.key_messages):
            typed["note"] = _("The summary and the key messages were added.")
        return typed

    def correct(self, form: OutcomeForm, base: int) -> None:
        try:
            change_session(
                session=self.session,
                base_revision=base,
                write=partial(write_outcome, form),
                note=form.cleaned_data["note"],
                by=self.user,
            )
        except NotAllowedError as error:
            raise ClosedDraftError from error

    def show(self, form: OutcomeForm, status: int, **context: Any) -> HttpResponse:
        return self.page("dialogues/desk/outcome.html", status, form=form, **context)
