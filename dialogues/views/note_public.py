"""What everybody may read of a background note: you said, we wrote.

While a note is revised, the version that was published stays. One that was withdrawn says so.
"""

from typing import Any

from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views import View

from dialogues.models import BackgroundNote
from dialogues.notes.clearing import cleared_by
from dialogues.notes.content import read
from dialogues.notes.contributions import became, posts_for, taken_in, tally
from dialogues.notes.versions import compared
from publication.choices import State
from publication.models import StateChange
from publication.paper.serving import serve
from publication.paper.ways import PDF
from publication.versions import Version, versions_of

GONE = 410
POSTS_ON_A_PAGE = 40
CHOICES = ("", "yes", "no")


class PublishedNote(View):
    """A page of one note that was published. Sets `note` and `versions`; any other is not there."""

    note: BackgroundNote
    versions: list[Version]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        once_published = BackgroundNote.objects.with_names().filter(published_at__isnull=False)
        self.note = get_object_or_404(once_published, code=kwargs["code"])
        self.versions = versions_of(self.note)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.note.is_readable:
            return self._withdrawn()
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        address = self.request.build_absolute_uri(self.request.path)
        shown = {"note": self.note, "versions": self.versions, "address": address}
        return render(self.request, template, {**shown, **context}, status=status)

    def _withdrawn(self) -> HttpResponse:
        last = StateChange.objects.of(self.note).filter(to_state=State.ARCHIVED)
        template = "dialogues/notes/withdrawn.html"
        return self.page(template, GONE, withdrawal=last.defer("content").last())


class NoteView(PublishedNote):
    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        version = self.versions[0]
        whole = read(version.content)
        return self.page(
            "dialogues/notes/detail.html",
            version=version,
            read=whole,
            language_name=dict(settings.LANGUAGES).get(whole.language, ""),
            tally=tally(self.note.debate, version.content),
            cleared_by=cleared_by(self.note, version.change.digest),
        )


class ContributionsView(PublishedNote):
    """Each contribution to the debate, and in which paragraphs of the note it was taken up."""

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        choice = request.GET.get("taken", "")
        if choice not in CHOICES:
            raise Http404
        content = self.versions[0].content
        posts = posts_for(self.note.debate).with_names()
        taken = taken_in(content).keys()
        if choice:
            posts = posts.filter(pk__in=taken) if choice == "yes" else posts.exclude(pk__in=taken)
        try:
            page = Paginator(posts, POSTS_ON_A_PAGE).page(request.GET.get("page", "1"))
        except InvalidPage as error:
            raise Http404 from error
        return self.page(
            "dialogues/notes/contributions.html",
            choice=choice,
            page=page,
            contributions=became(page.object_list, content),
            tally=tally(self.note.debate, content),
        )


class VersionView(PublishedNote):
    """What was published under a number, what was new in it, and what superseded it."""

    def get(self, _request: HttpRequest, number: int, **_kwargs: str) -> HttpResponse:
        versions = {version.number: version for version in self.versions}
        version, before = versions.get(number), versions.get(number - 1)
        if version is None:
            raise Http404
        return self.page(
            "dialogues/notes/version.html",
            version=version,
            before=before,
            paragraphs=compared(version.content, before.content if before else None),
        )


class PaperView(PublishedNote):
    """The version in force on paper, in the reader's language; the worker makes it."""

    what = PDF

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponseBase:
        return serve(
            request,
            self.note,
            name=self.note.code,
            back=self.note.get_absolute_url(),
            language=get_language() or "en",
            what=self.what,
        )
