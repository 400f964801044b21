"""Notes of the Secretariat at single answers: written, read and settled."""

from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from publication import kept_forms
from publication.signed_in import CONFLICT, INVALID
from reviews.entries import Written
from reviews.models import Answer, Note
from reviews.note_forms import NoteForm
from reviews.notes import notes_for
from reviews.rows import QuestionRow
from reviews.rules import is_focal_point, may_note, may_see_whole
from reviews.services import NotAllowedError, add_note, settle_note, take_note_away
from reviews.views.access import QuestionAccess, ReviewView, number_in


class NotesView(ReviewView):
    """All notes of a review, by question: for its focal points and the Secretariat."""

    def check_access(self, **_kwargs: str) -> None:
        if not may_see_whole.test(self.user, self.review):
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        notes = notes_for(self.review, self.user).select_related("question__section__objective")
        in_order = notes.order_by("question__section__order", "question__order", "at", "pk")
        return self.page(
            "reviews/notes.html",
            groups=[
                (question, list(group))
                for question, group in groupby(in_order, lambda note: note.question)
            ],
            settles=is_focal_point.test(self.user, self.review) and self.review.state == "draft",
            may_note=may_note(self.user, self.review),
        )


class NoteView(QuestionAccess):
    """The Secretariat notes something at an answer, or takes away what it has not told yet."""

    def check_access(self, **kwargs: str) -> None:
        super().check_access(**kwargs)
        if not may_note(self.user, self.review):
            raise Http404

    def signed_out(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST":
            kept_forms.keep(request, request.path)
        return super().signed_out(request)

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self._page(NoteForm(kept_forms.take(request, request.path)))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        if "remove" in request.POST:
            return self._remove(request.POST["remove"])
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            add_note(
                review=self.review,
                question=self.question,
                text=form.cleaned_data["text"],
                by=self.user,
            )
        except NotAllowedError:
            return self._page(form, CONFLICT, is_closed=True)
        kept_forms.forget(request)
        messages.success(request, _("Noted. The State reads it when you return the review."))
        return redirect(self._answer_among_all())

    def _remove(self, number: str) -> HttpResponse:
        note = get_object_or_404(
            Note, pk=number_in(number), review=self.review, question=self.question, told_at=None
        )
        try:
            take_note_away(note=note, by=self.user)
        except NotAllowedError:
            return self._page(NoteForm(), CONFLICT, is_closed=True)
        messages.success(self.request, _("The note was taken away."))
        return redirect(self._answer_among_all())

    def _answer_among_all(self) -> str:
        check = reverse("review_desk:check", args=[self.review.code])
        return f"{check}#q-{self.question.key}"

    def _page(self, form: NoteForm, status: int = 200, *, is_closed: bool = False) -> HttpResponse:
        self.question.section = self.section.section
        return self.page(
            "reviews/note.html",
            status,
            section=self.section,
            row=self._row(),
            form=form,
            is_closed=is_closed,
            back=self._answer_among_all(),
        )

    def _row(self) -> QuestionRow:
        answers = Answer.objects.filter(review=self.review, question=self.question)
        files = self.review.attachments.filter(question=self.question, removed_at=None)
        notes = notes_for(self.review, self.user).filter(question=self.question)
        return QuestionRow(
            question=self.question,
            answer=answers.first(),
            shown=Written(),
            base=0,
            attachments=list(files),
            notes=list(notes),
        )


class SettleNoteView(QuestionAccess):
    """Whoever writes the section says that a note is settled, or is not after all."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        note = get_object_or_404(
            Note.objects.select_related("question"),
            pk=number_in(request.POST.get("number", "")),
            review=self.review,
            question=self.question,
            told_at__isnull=False,
        )
        is_settled = request.POST.get("settled") != "no"
        try:
            settle_note(note=note, section=self.section, is_settled=is_settled, by=self.writer)
        except NotAllowedError:
            return self.page("reviews/section_closed.html", CONFLICT, section=self.section, rows=[])
        done = _("The note is settled.") if is_settled else _("The note is open again.")
        messages.success(request, done)
        place = self.address("section", self.section.section.key)
        return redirect(f"{place}#q-{self.question.key}")
