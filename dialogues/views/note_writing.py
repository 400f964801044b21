"""A note being written: the whole form, and one paragraph at a time as one writes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from dialogues.models import Paragraph
from dialogues.notes.acts import ACTS, Done
from dialogues.notes.editing import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    counted,
    head_of,
    read_base,
    read_text,
    rows_of,
)
from dialogues.notes.errors import (
    CannotCiteError,
    ClosedNoteError,
    FullNoteError,
    StaleParagraphError,
)
from dialogues.notes.panel import address_of, panel_for
from dialogues.notes.saving import save_paragraph
from dialogues.notes.submitted import Refused, save_all
from dialogues.rules import may_write_note
from dialogues.views.note_access import WriterPage
from publication import kept_forms
from publication.signed_in import CONFLICT, INVALID

FULL = gettext_lazy("Saved, but a note has at most 100 paragraphs.")
# Buttons that only save: what they choose is done while saving.
SAVING = ("", "search", "theirs", "both")


@method_decorator(never_cache, name="dispatch")
class WriteNoteView(WriterPage):
    """What is typed is saved; of a paragraph that another saved meanwhile both texts are shown."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        kept = self.typed()
        if not may_write_note(self.user, self.note):
            return self._closed(kept) if kept else redirect(self.note.desk_address)
        return self._page(kept=kept, was_kept=kept is not None)

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        verb, _dash, about = request.POST.get("do", "").partition("-")
        if verb not in ACTS and verb not in SAVING:
            raise BadRequest
        try:
            refused = save_all(note=self.note, typed=request.POST, by=self.user)
            if refused:
                kept_forms.keep(request, request.path)
                return self._refused(refused)
            kept_forms.forget(request)
            return self._then(self._act(verb, about))
        except ClosedNoteError:
            return self._closed(request.POST)

    def _act(self, verb: str, about: str) -> Done:
        """What the button does besides saving."""
        if verb not in ACTS:
            return Done(about, "" if verb == "search" else _("Saved."))
        try:
            return ACTS[verb](self.note, about, self.request.POST, self.user)
        except FullNoteError:
            messages.warning(self.request, FULL)
        except CannotCiteError:
            messages.warning(self.request, _("Saved, but this cannot be cited here (any more)."))
        return Done()

    def _then(self, done: Done) -> HttpResponse:
        if done.words:
            messages.success(self.request, done.words)
        searched = address_of(self.request.POST)
        place = f"#p-{done.key}" if done.key else "#sources" if searched else ""
        return redirect(f"{self.request.path}{searched}{place}")

    def _refused(self, refused: Refused) -> HttpResponse:
        self.find(**self.kwargs)
        if refused.is_full:
            messages.warning(self.request, FULL)
        status = CONFLICT if refused.is_conflict else INVALID
        return self._page(status, kept=self.request.POST, refused=refused)

    def _page(
        self,
        status: int = 200,
        *,
        kept: QueryDict | None = None,
        refused: Refused | None = None,
        was_kept: bool = False,
    ) -> HttpResponse:
        refused = refused or Refused()
        head, rows = head_of(self.note, kept), rows_of(self.note, kept, refused.too_long)
        query = self.request.POST if self.request.method == "POST" else self.request.GET
        return self.page(
            "dialogues/notes/write.html",
            status,
            head=head,
            rows=rows,
            taken_out=self.note.paragraphs.filter(removed_at__isnull=False),
            conflicts=[row for row in rows if row.conflict],
            too_long=[row for row in rows if row.is_too_long],
            has_errors=bool(refused),
            was_kept=was_kept,
            panel=panel_for(self.note, query, rows),
            longest=LONGEST_TEXT,
            longest_title=LONGEST_TITLE,
            **counted(self.note),
        )

    def _closed(self, typed: QueryDict | None) -> HttpResponse:
        """It went to the co-chairs while this was being written: the texts stand there."""
        self.find(**self.kwargs)
        texts = [
            text
            for paragraph in self.note.paragraphs.all()
            if typed and (text := read_text(typed, paragraph.key)) and text != paragraph.text
        ]
        return self.page("dialogues/notes/closed.html", CONFLICT, texts=texts)


class ParagraphView(WriterPage):
    """Saves one paragraph while it is being written, and says so in a line."""

    http_method_names = ["post"]

    def signed_out(self, request: HttpRequest) -> HttpResponseBase:
        place = reverse("dialogue_desk:note_write", args=[self.kwargs["code"]])
        kept_forms.keep(request, place)
        if not request.headers.get("HX-Request"):
            return self.handle_no_permission()
        return render(request, "publication/drafts/signed_out.html", status=401)

    def post(self, request: HttpRequest, key: str, **_kwargs: str) -> HttpResponse:
        text, base = read_text(request.POST, key), read_base(request.POST, key)
        if text is None:
            raise Http404
        if len(text) > LONGEST_TEXT:
            return self._line(INVALID, key=key, base=base, is_too_long=True)
        try:
            saved = save_paragraph(note=self.note, key=key, text=text, base=base, by=self.user)
        except Paragraph.DoesNotExist as error:
            raise Http404 from error
        except StaleParagraphError as stale:
            place = reverse("dialogue_desk:note_write", args=[self.note.code])
            kept_forms.keep(request, place)
            return self._line(CONFLICT, key=key, base=base, conflict=stale.current)
        except ClosedNoteError:
            return self._line(CONFLICT, key=key, base=base, is_closed=True)
        counts = counted(self.note)
        return self._line(200, key=key, base=saved.revision, paragraph=saved, counts=counts)

    def _line(self, status: int, **row: Any) -> HttpResponse:
        counts = row.pop("counts", {})
        return self.page(
            "dialogues/notes/save_state.html",
            status,
            row=row,
            longest=LONGEST_TEXT,
            is_alone=True,
            **counts,
        )
