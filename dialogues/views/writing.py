"""Writing a session: the whole form on one page, saved whatever it holds, never over another's."""

from functools import partial
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from dialogues.forms.saved import form_of, write
from dialogues.forms.session import SessionForm
from dialogues.rules import may_write_session
from dialogues.services.sessions import save_draft
from dialogues.views.access import SessionPage
from publication.drafts.saving import ClosedDraftError
from publication.drafts.writing import DraftView


class WriteView(DraftView[SessionForm], SessionPage):
    places = frozenset({"organisers", "agenda", "speakers"})

    def is_open(self) -> bool:
        return may_write_session(self.user, self.session)

    def elsewhere(self) -> str:
        return self.session.desk_address

    def revision(self) -> int:
        return self.session.revision

    def form_over(self, data: QueryDict) -> SessionForm:
        return SessionForm(data, session=self.session)

    def form_saved(self) -> SessionForm:
        return form_of(self.session)

    def save(self, form: SessionForm, base: int) -> None:
        try:
            save_draft(
                session=self.session, base_revision=base, write=partial(write, form), by=self.user
            )
        except ClosedDraftError:
            self.session.refresh_from_db()
            raise

    def next_page(self, wish: str) -> HttpResponse | None:
        if wish == "check":
            return redirect("dialogue_desk:check", code=self.session.code)
        return None

    def show(self, form: SessionForm, status: int, **context: Any) -> HttpResponse:
        return self.page("dialogues/desk/write.html", status, form=form, **context)
