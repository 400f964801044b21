"""Comments at a question: written, answered, resolved; and all of a review on one page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from reviews.delegation.commenting import BadCommentError, comment, resolve
from reviews.delegation.threads import Thread, threads_at, threads_in
from reviews.models import Comment, Question, ReviewSection
from reviews.rules import may_see_history, may_write_section
from reviews.saving import NotWritableError
from reviews.views.access import FocalPointPage, QuestionAccess
from reviews.writers import Writer

CONFLICT, INVALID = 409, 422


@dataclass(frozen=True)
class Taker:
    """Takes what a form says in comments: new ones, answers, and what is resolved."""

    section: ReviewSection
    writer: Writer
    threads: Mapping[int, list[Thread]]

    def take(self, typed: Mapping[str, str], questions: Iterable[Question]) -> None:
        """Raises NotWritableError or BadCommentError."""
        for question in questions:
            threads = self.threads.get(question.pk, [])
            if typed.get(f"comment-{question.key}", "").strip():
                self._say(question, typed[f"comment-{question.key}"])
            for thread in threads:
                self._go_on(typed, question, thread.comment)

    def _say(self, question: Question, text: str, to: Comment | None = None) -> None:
        comment(section=self.section, question=question, text=text, by=self.writer, in_reply_to=to)

    def _go_on(self, typed: Mapping[str, str], question: Question, first: Comment) -> None:
        if typed.get(f"reply-{first.pk}", "").strip():
            self._say(question, typed[f"reply-{first.pk}"], first)
        for name, resolved in (("resolve", True), ("reopen", False)):
            if typed.get(name) == str(first.pk):
                resolve(comment=first, section=self.section, resolved=resolved, by=self.writer)


def take_comments(
    section: ReviewSection,
    writer: Writer,
    typed: Mapping[str, str],
    questions: Iterable[Question],
) -> None:
    """Whatever the form says in comments. Raises NotWritableError or BadCommentError."""
    if any(name.startswith(("comment-", "reply-", "resolve", "reopen")) for name in typed):
        Taker(section, writer, threads_at(section, writer)).take(typed, questions)


def comments_in(typed: Mapping[str, str]) -> list[str]:
    """The comments that a form holds, to be given back where they cannot be kept."""
    return [
        text
        for name, text in typed.items()
        if name.startswith(("comment-", "reply-")) and text.strip()
    ]


class CommentView(QuestionAccess):
    """One comment, or what becomes of one. Shows the comments at the question anew."""

    http_method_names = ["post"]

    def signed_out(self, request: HttpRequest) -> HttpResponseBase:
        if not request.headers.get("HX-Request"):
            return super().signed_out(request)
        context = {"signed_out": True}
        response = render(request, "reviews/parts/comment_refused.html", context, status=401)
        return self._beside(response, self.kwargs["question"])

    def check_access(self, **kwargs: str) -> None:
        super().check_access(**kwargs)
        if not may_see_history(self.writer, self.section):
            raise Http404

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        if not may_write_section(self.writer, self.section):
            return self._refused(CONFLICT, closed=True)
        try:
            with transaction.atomic():
                take_comments(self.section, self.writer, request.POST.dict(), [self.question])
        except NotWritableError:
            return self._refused(CONFLICT, closed=True)
        except BadCommentError:
            return self._refused(INVALID, too_long=True)
        if not request.headers.get("HX-Request"):
            messages.success(request, _("Saved."))
            place = f"#comments-{self.question.key}"
            return redirect(self.address("section", self.section.section.key) + place)
        threads = threads_at(self.section, self.writer)
        row = {
            "key": self.question.key,
            "question": self.question,
            "comments": threads.get(self.question.pk, []),
        }
        return self.page("reviews/parts/comments.html", row=row, section=self.section)

    def _refused(self, status: int, **why: bool) -> HttpResponse:
        if self.request.headers.get("HX-Request"):
            response = self.page("reviews/parts/comment_refused.html", status, **why)
            return self._beside(response, self.question.key)
        return self.page(
            "reviews/comment_refused.html",
            status,
            section=self.section,
            comments=comments_in(self.request.POST.dict()),
            **why,
        )

    @staticmethod
    def _beside(response: HttpResponse, key: str) -> HttpResponse:
        """What is typed stays where it is: the words come beside it."""
        response["HX-Retarget"] = f'[id="comment-state-{key}"]'
        response["HX-Reswap"] = "innerHTML"
        return response


class CommentsView(FocalPointPage):
    """Every comment of the review, those that are open first."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        threads = threads_in(self.review)
        return self.page(
            "reviews/comments.html",
            open=[thread for thread in threads if thread.is_open],
            resolved=[thread for thread in threads if not thread.is_open],
        )
