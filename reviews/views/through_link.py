"""The pages of one who writes through a link, without an account: the same as on the desk.

A GET changes nothing but the note of when the link was last used.
"""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from reviews import entries
from reviews.attachments import may_read
from reviews.delegation.links import note_use
from reviews.delegation.tokens import link_of
from reviews.models import Attachment, ReviewSection, WritingLink
from reviews.problems import questions_of
from reviews.rows import QuestionRow, rows_of
from reviews.views.access import ReviewView
from reviews.views.comments import CommentView, comments_in
from reviews.views.files import FilesView
from reviews.views.notes import SettleNoteView
from reviews.views.presence import ASK_NO_MORE, PresenceView
from reviews.views.writing import AnswerHistoryView, AnswerView, SectionView, SetAsideView

GONE = 410


@method_decorator(never_cache, name="dispatch")
class ThroughLink(ReviewView):
    """Lets in who holds a link that is open. Sets `link`, which is the `writer`."""

    link: WritingLink

    def enter(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase | None:
        link = link_of(kwargs["token"])
        if link is None:
            raise Http404
        self.link = self.writer = link
        self.review = link.review
        self.token = kwargs["token"]
        if not link.is_open(timezone.now()):
            return self.ended(request)
        note_use(link)
        return None

    def ended(self, request: HttpRequest) -> HttpResponse:
        """What was typed in the meantime is given back, and nothing else is shown."""
        rows, comments = self._typed_rows(), comments_in(request.POST.dict())
        return self.page("reviews/link_ended.html", GONE, rows=rows, comments=comments)

    def _typed_rows(self) -> list[QuestionRow]:
        section = ReviewSection.objects.filter(
            links=self.link, section__key=self.kwargs.get("key", "")
        ).first()
        if section is None or self.request.method != "POST":
            return []
        section.review = self.review
        rows = rows_of(section, self.writer, kept=self.request.POST)
        return [row for row in rows if entries.read(self.request.POST, row.question) is not None]


class LinkTasksView(ThroughLink):
    """The sections that the link opens."""

    def check_access(self, **_kwargs: Any) -> None:
        """Whoever holds the link may."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        sections = self.link.sections.asked().select_related("section__objective")
        return self.page("reviews/link.html", sections=list(sections), link=self.link)


class LinkSectionView(ThroughLink, SectionView):
    pass


class LinkAnswerView(ThroughLink, AnswerView):
    def ended(self, request: HttpRequest) -> HttpResponse:
        question = self._question()
        base = request.POST.get(f"base-{question}", "0")
        row = {"key": question, "base": base, "closed": True}
        return self.page("reviews/parts/save_state.html", GONE, row=row)

    def _question(self) -> str:
        """Its key, if the section has such a question: nothing else is said back."""
        questions = questions_of(self.review)
        return next((q.key for q in questions if q.key == self.kwargs["question"]), "")


class LinkSetAsideView(ThroughLink, SetAsideView):
    pass


class LinkAnswerHistoryView(ThroughLink, AnswerHistoryView):
    pass


class LinkFilesView(ThroughLink, FilesView):
    pass


class LinkCommentView(ThroughLink, CommentView):
    def ended(self, request: HttpRequest) -> HttpResponse:
        if not request.headers.get("HX-Request"):
            return super().ended(request)
        response = self.page("reviews/parts/comment_refused.html", GONE, closed=True)
        return self._beside(response, self.kwargs["question"])


class LinkSettleNoteView(ThroughLink, SettleNoteView):
    pass


class LinkPresenceView(ThroughLink, PresenceView):
    def ended(self, _request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=ASK_NO_MORE)


class LinkAttachmentView(ThroughLink):
    """A file of one of its sections."""

    def check_access(self, **kwargs: Any) -> None:
        self.attachment = get_object_or_404(
            Attachment.objects.select_related("review", "question"),
            pk=kwargs["number"],
            review=self.review,
        )
        if not may_read(self.link, self.attachment):
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: Any) -> FileResponse:
        return FileResponse(
            self.attachment.file.open("rb"),
            as_attachment=True,
            filename=self.attachment.name,
            content_type=self.attachment.media_type,
        )
