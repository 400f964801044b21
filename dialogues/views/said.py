"""What was said in any session: the lines of all transcripts in a language that hold the words."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views import View

from dialogues.recordings.reading import Line, find_lines
from publication.browsing.marking import mark
from publication.browsing.search import wanted_in

MOST = 50


@dataclass(frozen=True)
class Found:
    line: Line
    text: SafeString

    @property
    def starts_ms(self) -> int:
        return self.line.moment.second * 1000


class SaidView(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        language = request.GET.get("language") or get_language() or "en"
        if language not in dict(settings.LANGUAGES):
            raise BadRequest
        words = request.GET.get("q", "").strip()[:200]
        found = self._found(words, language) if words else []
        return render(
            request,
            "dialogues/recordings/said.html",
            {
                "words": words,
                "language": language,
                "languages": settings.LANGUAGES,
                "found": found[:MOST],
                "is_cut": len(found) > MOST,
            },
        )

    def _found(self, words: str, language: str) -> list[Found]:
        lines = find_lines(words, language, most=MOST + 1)
        wanted = wanted_in(words, language)
        return [Found(line, mark(line.text, wanted)) for line in lines]
