"""Who gets to a note's pages on the desk: everybody else is told that there is no such page."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from dialogues.models import BackgroundNote
from dialogues.rules import may_see_note_on_desk
from publication.signed_in import SignedInView
from stakeholders.rules import is_secretariat


class NotePage(SignedInView):
    """A page of one note on the desk. Sets `note`; the `user` may see it."""

    note: BackgroundNote

    def find(self, **kwargs: Any) -> None:
        self.note = get_object_or_404(BackgroundNote.objects.with_names(), code=kwargs["code"])
        if not may_see_note_on_desk.test(self.user, self.note):
            raise Http404

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        return super().page(template, status, **{"note": self.note, "item": self.note, **context})


class WriterPage(NotePage):
    """Only for the Secretariat, whether or not the note is being written at the moment."""

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not is_secretariat(self.user):
            raise Http404
