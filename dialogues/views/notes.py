"""The background notes on the desk: all of them, one of them, and its clearance."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from dialogues.content import content_of_note
from dialogues.models import CoChair, Debate
from dialogues.notes.acts import number_in
from dialogues.notes.clearing import clear, clearances_of
from dialogues.notes.content import read
from dialogues.notes.contributions import tally
from dialogues.notes.editing import WANTED_WORDS
from dialogues.notes.errors import CannotClearError
from dialogues.notes.overview import is_of_the_notes, rows_for
from dialogues.notes.saving import begin_note
from dialogues.rules import chairs, may_write_note
from dialogues.views.note_access import NotePage
from dialogues.workflow import NOTE_WORKFLOW
from publication.choices import State
from publication.models import StateChange
from publication.moves import digest_of
from publication.signed_in import CONFLICT, INVALID, SignedInView
from stakeholders.rules import is_secretariat

LONGEST_REMARK = 500


class NotesView(SignedInView):
    """How far each note is; the Secretariat begins one that is not there yet."""

    def find(self, **_kwargs: Any) -> None:
        if not is_of_the_notes(self.user):
            raise Http404

    def get(self, _request: HttpRequest) -> HttpResponse:
        return self.page(
            "dialogues/notes/list.html",
            rows=rows_for(self.user),
            wanted=WANTED_WORDS,
            is_secretariat=is_secretariat(self.user),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        if not is_secretariat(self.user):
            raise Http404
        number = number_in(request.POST.get("debate", ""))
        debate = get_object_or_404(Debate.objects.with_names(), pk=number)
        note = begin_note(debate=debate, language=request.LANGUAGE_CODE, by=self.user)
        return redirect("dialogue_desk:note_write", code=note.code)


@method_decorator(never_cache, name="dispatch")
class NoteOnDeskView(NotePage):
    """The note as it says now, who cleared it, and what can be done next."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self.show()

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        content = content_of_note(self.note)
        clearances = clearances_of(self.note)
        mine = chairs(self.user, self.note.debate)
        is_before_them = self.note.state == State.UNDER_REVIEW
        return self.page(
            "dialogues/notes/note.html",
            status,
            read=read(content),
            digest=digest_of(content),
            tally=tally(self.note.debate, content),
            wanted=WANTED_WORDS,
            clearances=clearances.items(),
            to_clear=[one for one in mine if is_before_them and clearances.get(one) is None],
            may_write=may_write_note(self.user, self.note),
            moves=NOTE_WORKFLOW.open_to(self.user, self.note),
            history=list(StateChange.objects.of(self.note).defer("content")),
            longest_remark=LONGEST_REMARK,
            **context,
        )


class ClearView(NoteOnDeskView):
    """A co-chair agrees to the note as it was read."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        number = number_in(request.POST.get("co_chair", ""))
        mine = {one.pk: one for one in chairs(self.user, self.note.debate)}
        co_chair: CoChair | None = mine.get(number)
        if co_chair is None:
            raise Http404
        remark = request.POST.get("remark", "").replace("\r\n", "\n").strip()
        if len(remark) > LONGEST_REMARK:
            return self.show(INVALID, remark=remark, is_long=True, has_errors=True)
        try:
            clear(
                note=self.note,
                co_chair=co_chair,
                digest=request.POST.get("digest", ""),
                remark=remark,
                by=self.user,
            )
        except CannotClearError:
            self.find(**self.kwargs)
            return self.show(CONFLICT, remark=remark, is_stale=True, has_errors=True)
        messages.success(request, _("Cleared on behalf of %(name)s.") % {"name": co_chair})
        return redirect(self.note.desk_address)
