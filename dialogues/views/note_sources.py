"""The side panel of a note that is written: what was found, and citing it without a new page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from dialogues.notes.acts import number_in, ref_in
from dialogues.notes.citing import cite_in, uncite_in
from dialogues.notes.editing import ParagraphRow, counted, rows_of
from dialogues.notes.errors import CannotCiteError, ClosedNoteError
from dialogues.notes.panel import panel_for
from dialogues.rules import may_write_note
from dialogues.views.note_access import WriterPage
from publication.signed_in import CONFLICT


@method_decorator(never_cache, name="dispatch")
class PanelView(WriterPage):
    """What was found, as a part of the page."""

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        if not may_write_note(self.user, self.note):
            raise Http404
        panel = panel_for(self.note, request.GET, rows_of(self.note))
        return self.page("dialogues/notes/hits.html", panel=panel)


class CiteView(WriterPage):
    """One source cited in a paragraph, or taken away: answers with the sources as they are now."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str, **_kwargs: str) -> HttpResponse:
        key = request.POST.get("at", "") if key == "at" else key
        try:
            self._change(request, key)
        except ClosedNoteError:
            return self._sources(CONFLICT, key, is_closed=True)
        except CannotCiteError:
            return self._sources(CONFLICT, key, is_refused=True)
        return self._sources(200, key, is_done="cite" in request.POST)

    def _change(self, request: HttpRequest, key: str) -> None:
        if "uncite" in request.POST:
            number = number_in(request.POST["uncite"])
            uncite_in(note=self.note, key=key, number=number, by=self.user)
        else:
            ref = ref_in(request.POST.get("cite", ""))
            cite_in(note=self.note, key=key, ref=ref, by=self.user)

    def _sources(self, status: int, key: str, **context: Any) -> HttpResponse:
        row: ParagraphRow | None = next((r for r in rows_of(self.note) if r.key == key), None)
        if row is None:
            raise Http404
        template = "dialogues/notes/cited.html"
        return self.page(template, status, row=row, **context, **counted(self.note))
