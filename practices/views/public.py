"""What everybody may read of a practice: the page, its versions, its PDF, its files.

One that is archived stays here and says so; it is in no list any more.
"""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views import View

from compact.models import Country
from practices.cards import ROOM, card_of
from practices.images import images_of
from practices.listing import objectives_of
from practices.models import Practice, PracticeFile
from practices.paper import citation_of
from practices.reading import (
    archiving_of,
    cost_of,
    language_names,
    sections_of,
    with_everything,
)
from practices.related import Related, related_to
from practices.still_true import is_unconfirmed
from practices.versions import lines_of
from publication.browsing.catalogue import snapshot_of
from publication.choices import State
from publication.paper.serving import serve
from publication.services import citations_from, citations_of
from publication.versions import versions_of

# An image is asked for again after so many seconds: it may have been taken back.
IMAGE_KEPT = 3600


class ReadablePractice(View):
    """A page of one practice that is published or archived. Any other is not there."""

    practice: Practice

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        readable = with_everything(Practice.objects.readable())
        self.practice = get_object_or_404(readable, code=kwargs["code"])

    def page(self, template: str, **context: Any) -> HttpResponse:
        shown = {"practice": self.practice, "archiving": archiving_of(self.practice)}
        return render(self.request, template, {**shown, **context})


class PracticeDetailView(ReadablePractice):
    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        practice = self.practice
        return self.page(
            "practices/detail.html",
            objectives=objectives_of(practice),
            elsewhere=self._elsewhere(),
            sections=[one for one in sections_of(practice) if one.key != "summary"],
            images=images_of(practice.shown_files),  # type: ignore[attr-defined]
            documents=[f for f in practice.shown_files if not f.is_image],  # type: ignore[attr-defined]
            cost=cost_of(practice),
            materials=language_names(practice.also_in),
            is_unconfirmed=is_unconfirmed(practice, timezone.now()),
            related=self._related(),
            cites=citations_from(practice),
            cited_by=citations_of(practice),
            versions=versions_of(practice),
            citation=citation_of(practice),
            address=request.build_absolute_uri(practice.get_absolute_url()),
        )

    def _elsewhere(self) -> list[Country]:
        """Where it is done; without the State that does it itself, which is named already."""
        practice = self.practice
        is_state = practice.is_own and practice.organisation.is_member_state
        own = practice.organisation.country_id if is_state else None
        return [country for country in practice.countries.all() if country.pk != own]

    def _related(self) -> list[Related]:
        card = card_of(self.practice.pk)
        return related_to(card, snapshot_of(ROOM)) if card else []


class VersionView(ReadablePractice):
    """What was published under a number, what was new in it, and what superseded it."""

    def get(self, request: HttpRequest, number: int, **_kwargs: str) -> HttpResponse:
        versions = {version.number: version for version in versions_of(self.practice)}
        version, before = versions.get(number), versions.get(number - 1)
        if version is None:
            raise Http404
        return self.page(
            "practices/version.html",
            version=version,
            before=before,
            versions=versions.values(),
            lines=lines_of(version.content, before.content if before else None),
            address=request.build_absolute_uri(),
        )


class PdfView(View):
    """The practice as it is now, on paper, in the reader's language; the worker makes it."""

    def get(self, request: HttpRequest, code: str) -> HttpResponseBase:
        practice = get_object_or_404(Practice.objects.readable(), code=code)
        back = practice.get_absolute_url()
        return serve(request, practice, name=code, back=back, language=get_language() or "en")


class FileView(View):
    """One file: an image to be seen on the page, anything else as a download."""

    def get(self, _request: HttpRequest, code: str, number: int) -> FileResponse:
        readable = PracticeFile.objects.filter(
            removed_at=None,
            practice__code=code,
            practice__state__in=[State.PUBLISHED, State.ARCHIVED],
        )
        file = get_object_or_404(readable, pk=number)
        response = FileResponse(
            file.file.open("rb"),
            as_attachment=not file.is_image,
            filename=file.name,
            content_type=file.media_type,
        )
        patch_cache_control(response, max_age=IMAGE_KEPT)
        return response
