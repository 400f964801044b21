"""What everybody may read of a pledge: the page, its versions, its files."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views import View

from pledges.cards import ROOM, card_of
from pledges.freshness import freshness_of, last_news
from pledges.matchmaking import Suggestion, suggestions_for
from pledges.models import Pledge, PledgeFile
from pledges.reading import former_partners, read_targets, with_everything
from pledges.rules import may_see_on_desk
from pledges.versions import lines_of
from publication.browsing.catalogue import snapshot_of
from publication.services import citations_from, citations_of
from publication.versions import versions_of


class PublishedPledge(View):
    """A page of one published pledge. Sets `pledge`; any other pledge is not there."""

    pledge: Pledge

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        published = with_everything(Pledge.objects.published())
        self.pledge = get_object_or_404(published, code=kwargs["code"])

    def page(self, template: str, **context: Any) -> HttpResponse:
        return render(self.request, template, {"pledge": self.pledge, **context})


class PledgeDetailView(PublishedPledge):
    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        pledge = self.pledge
        cites = citations_from(pledge)
        answers = pledge.answered_by.published().select_related("organisation__country")
        return self.page(
            "pledges/detail.html",
            objectives=[objective.pk for objective in pledge.objectives.all()],
            targets=read_targets(pledge, cites),
            news=pledge.news.order_by("-at", "-pk"),
            freshness=freshness_of(pledge, timezone.now()),
            last_news=last_news(pledge),
            former=former_partners(pledge),
            suggestions=self._suggestions(),
            answered_by=list(answers),
            cites=cites,
            cited_by=citations_of(pledge),
            versions=versions_of(pledge),
            files=pledge.files.filter(removed_at=None),
            address=request.build_absolute_uri(pledge.get_absolute_url()),
        )

    def _suggestions(self) -> list[Suggestion]:
        """What may meet a need, or be met by an offer."""
        card = card_of(self.pledge.pk) if self.pledge.side else None
        return suggestions_for([card], snapshot_of(ROOM))[0] if card else []


class VersionView(PublishedPledge):
    """What was published under a number, what was new in it, and what superseded it."""

    def get(self, request: HttpRequest, number: int, **_kwargs: str) -> HttpResponse:
        versions = {version.number: version for version in versions_of(self.pledge)}
        version, before = versions.get(number), versions.get(number - 1)
        if version is None:
            raise Http404
        return self.page(
            "pledges/version.html",
            version=version,
            before=before,
            versions=versions.values(),
            lines=lines_of(version.content, before.content if before else None),
            address=request.build_absolute_uri(),
        )


class FileView(View):
    """One file, always as a download: for everybody once it is published."""

    def get(self, request: HttpRequest, code: str, number: int) -> FileResponse:
        files = PledgeFile.objects.filter(removed_at=None, pledge__code=code)
        file = get_object_or_404(files.select_related("pledge__organisation"), pk=number)
        if not (file.pledge.is_published or may_see_on_desk.test(request.user, file.pledge)):
            raise Http404
        return FileResponse(
            file.file.open("rb"),
            as_attachment=True,
            filename=file.name,
            content_type=file.media_type,
        )
