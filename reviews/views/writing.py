"""A section being written: the whole form, one answer at a time, and its history."""

import json

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from publication import kept_forms
from publication.models import Citation
from publication.services import citations_from
from reviews import entries
from reviews.conditions import asked_by_key
from reviews.delegation.commenting import BadCommentError
from reviews.delegation.presence import tell
from reviews.models import Answer, AnswerRevision, UnmergedText
from reviews.problems import questions_of
from reviews.rows import QuestionRow, rows_of
from reviews.rules import may_see_history, may_write_section
from reviews.saving import NotWritableError, StaleSaveError, save_answer, set_aside
from reviews.services import NotAllowedError, NotCompleteError, mark_section
from reviews.views.access import QuestionAccess, SectionAccess, number_in
from reviews.views.carried import stamp_from, take_from
from reviews.views.comments import comments_in, take_comments
from reviews.writers import find_by

CONFLICT = 409
INVALID = 422


@method_decorator(never_cache, name="dispatch")
class SectionView(SectionAccess):
    """The form of a section. What is typed is saved, valid or not; a stale one shows both texts."""

    saved: dict[int, int]  # by question: the revision that the writer has seen, or made
    comments_are_kept = False

    def signed_out(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST":
            kept_forms.keep(request, self._place)
        return super().signed_out(request)

    @property
    def _place(self) -> str:
        return "/".join(self.kwargs.values())

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        kept = kept_forms.take(request, self._place)
        return self._form(rows_of(self.section, self.writer, kept=kept), was_kept=kept is not None)

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        if not may_write_section(self.writer, self.section):
            return self._closed()
        try:
            conflicts = self._save_all(request)
        except NotWritableError:
            return self._closed()
        except BadCommentError:
            rows = rows_of(self.section, self.writer, kept=request.POST)
            return self._form(rows, status=INVALID, comment_refused=True)
        self.comments_are_kept = True
        kept_forms.forget(request)
        if conflicts:
            rows = rows_of(self.section, self.writer, kept=self._typed, conflicts=conflicts)
            return self._form(rows, status=CONFLICT)
        return self._take(request) or self._mark(request)

    @property
    def _typed(self) -> QueryDict:
        """What the form says, without the comments once they are kept: no comment is said twice."""
        typed = self.request.POST.copy()
        if self.comments_are_kept:
            for name in [name for name in typed if name.startswith(("comment-", "reply-"))]:
                del typed[name]
        return typed

    def _take(self, request: HttpRequest) -> HttpResponse | None:
        """Take an earlier answer over, on top of what was saved just now, if that is wished."""
        try:
            taken = take_from(request, self.section, self.writer, self.saved)
        except NotWritableError:
            return self._closed()
        return redirect(f"{request.path}#q-{taken.question.key}") if taken else None

    @transaction.atomic
    def _save_all(self, request: HttpRequest) -> dict[int, Answer]:
        conflicts: dict[int, Answer] = {}
        self.saved = {}
        questions = questions_of(self.review, self.section.section)
        for question in questions:
            typed = entries.read(request.POST, question)
            if typed is None:
                continue
            written, base = typed
            try:
                answer = save_answer(
                    section=self.section,
                    question=question,
                    written=written,
                    base_revision=base,
                    by=self.writer,
                )
            except StaleSaveError as stale:
                conflicts[question.pk] = stale.current
            else:
                self.saved[question.pk] = answer.revision if answer else 0
        stamp_from(request, self.section, self.writer)
        take_comments(self.section, self.writer, request.POST.dict(), questions)
        return conflicts

    def _mark(self, request: HttpRequest) -> HttpResponse:
        # A button at a comment says nothing of the section.
        is_comment = any(name in request.POST for name in ("comment", "resolve", "reopen"))
        wish = "" if is_comment else request.POST.get("complete")
        was_complete = self.section.completed_at is not None
        if wish in {"yes", "no"}:
            try:
                mark_section(section=self.section, complete=wish == "yes", by=self.writer)
            except NotAllowedError:
                return self._closed()
            except NotCompleteError:
                rows = rows_of(self.section, self.writer)
                return self._form(rows, status=INVALID, show_problems=True)
        messages.success(request, _("Saved."))
        if wish == "yes" and not was_complete:
            return redirect(self.address("tasks"))
        return redirect(request.path)

    def _closed(self) -> HttpResponse:
        """The review was submitted, or the section taken back, while this was being written."""
        rows = rows_of(self.section, self.writer, kept=self._typed)
        return self.page(
            "reviews/section_closed.html",
            CONFLICT,
            section=self.section,
            rows=rows,
            comments=comments_in({name: str(text) for name, text in self._typed.items()}),
        )

    def _form(
        self,
        rows: list[QuestionRow],
        status: int = 200,
        *,
        show_problems: bool = False,
        was_kept: bool = False,
        comment_refused: bool = False,
    ) -> HttpResponse:
        return self.page(
            "reviews/section.html",
            status,
            section=self.section,
            rows=rows,
            is_asked=any(row.is_asked for row in rows),
            may_write=may_write_section(self.writer, self.section),
            show_problems=show_problems,
            has_conflicts=any(row.conflict for row in rows),
            was_kept=was_kept,
            comment_refused=comment_refused,
            cites=self._cites(rows),
        )

    def _cites(self, rows: list[QuestionRow]) -> list[Citation]:
        keys = {row.key for row in rows}
        return [c for c in citations_from(self.review) if c.source_part in keys]


class AnswerView(QuestionAccess):
    """Saves one answer while it is being written, and says so in a line."""

    http_method_names = ["post"]

    def signed_out(self, request: HttpRequest) -> HttpResponseBase:
        if not request.headers.get("HX-Request"):
            return super().signed_out(request)
        key = self.kwargs["question"]
        row = {"key": key, "base": request.POST.get(f"base-{key}", "0"), "signed_out": True}
        return render(request, "reviews/parts/save_state.html", {"row": row}, status=401)

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        typed = entries.read(request.POST, self.question)
        if typed is None:
            raise Http404
        written, base = typed
        try:
            answer = save_answer(
                section=self.section,
                question=self.question,
                written=written,
                base_revision=base,
                by=self.writer,
            )
            carried = stamp_from(request, self.section, self.writer, self.question)
        except StaleSaveError as stale:
            return self._line(CONFLICT, base=base, conflict=stale.current)
        except NotWritableError:
            return self._line(CONFLICT, base=base, closed=True)
        tell(self.section, self.writer, timezone.now(), self.question.key)
        base = answer.revision if answer else 0
        line = self._line(200, base=base, answer=answer, carried_now=carried)
        if self.question.decides.exists():
            asked = asked_by_key(self.review, self.section.section)
            line["HX-Trigger-After-Swap"] = json.dumps({"asked": {"questions": asked}})
        return line

    def _line(self, status: int, **context: object) -> HttpResponse:
        row = {"question": self.question, "key": self.question.key, **context}
        return self.page("reviews/parts/save_state.html", status, row=row, section=self.section)


class SetAsideView(QuestionAccess):
    """The writer is done with a text that could not be saved."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        text = get_object_or_404(
            UnmergedText,
            pk=number_in(request.POST.get("number", "")),
            review=self.review,
            question=self.question,
            settled_at=None,
            **find_by(self.writer),
        )
        set_aside(text=text, by=self.writer)
        messages.success(request, _("Set aside. The history keeps what was saved."))
        return redirect(self.address("section", self.section.section.key))


class AnswerHistoryView(QuestionAccess):
    """Every revision of one answer, newest first, and the reader's own texts that were refused."""

    def check_access(self, **kwargs: str) -> None:
        super().check_access(**kwargs)
        if not may_see_history(self.writer, self.section):
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        revisions = (
            AnswerRevision.objects.filter(
                answer__review=self.review, answer__question=self.question
            )
            .select_related("by", "by_link")
            .order_by("-number")
        )
        return self.page(
            "reviews/answer_history.html",
            section=self.section,
            question=self.question,
            revisions=revisions,
            refused=UnmergedText.objects.filter(
                review=self.review, question=self.question, **find_by(self.writer)
            ),
        )
