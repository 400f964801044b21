"""The correction of one published answer, by the Secretariat."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from publication import kept_forms
from publication.moves import AlreadyMovedError, NotReadyError
from publication.signed_in import CONFLICT, INVALID
from reviews import entries
from reviews.correction_forms import CorrectionForm
from reviews.entries import Written
from reviews.models import Answer
from reviews.problems import with_tables
from reviews.rows import QuestionRow
from reviews.rules import may_correct
from reviews.services import (
    CorrectedMeanwhileError,
    NotAllowedError,
    WrongCorrectionError,
    correct_answer,
)
from reviews.services.correcting import is_correctable
from reviews.views.access import QuestionAccess


@method_decorator(never_cache, name="dispatch")
class CorrectAnswerView(QuestionAccess):
    """What is saved here is published at once. The version before stays."""

    def check_access(self, **kwargs: str) -> None:
        super().check_access(**kwargs)
        if not may_correct(self.user, self.review):
            raise Http404
        if not is_correctable(self.review, self.question):
            raise Http404
        with_tables([self.question])
        self.question.section = self.section.section

    def signed_out(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST":
            kept_forms.keep(request, request.path)
        return super().signed_out(request)

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        kept = kept_forms.take(request, request.path)
        return self._page(CorrectionForm(kept), kept)

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        typed = entries.read(request.POST, self.question)
        if typed is None:
            raise BadRequest
        form = CorrectionForm(request.POST)
        if not form.is_valid():
            return self._page(form, request.POST, INVALID)
        return self._correct(form, *typed)

    def _correct(self, form: CorrectionForm, written: Written, base: int) -> HttpResponse:
        try:
            correct_answer(
                review=self.review,
                question=self.question,
                written=written,
                base_revision=base,
                note=form.cleaned_data["note"],
                by=self.user,
            )
        except (WrongCorrectionError, NotReadyError) as error:
            problems = [(f"#answer-{self.question.key}", str(one)) for one in error.problems]
            return self._page(form, self.request.POST, INVALID, problems=problems)
        except CorrectedMeanwhileError as error:
            return self._page(form, self.request.POST, CONFLICT, stands=error.current)
        except (NotAllowedError, AlreadyMovedError) as error:
            raise Http404 from error
        kept_forms.forget(self.request)
        messages.success(self.request, _("Corrected. The version before stays readable."))
        return redirect(f"{self.address('check')}#q-{self.question.key}")

    def _page(
        self,
        form: CorrectionForm,
        typed: QueryDict | None,
        status: int = 200,
        *,
        stands: Answer | None = None,
        **context: Any,
    ) -> HttpResponse:
        answer = Answer.objects.filter(review=self.review, question=self.question).first()
        return self.page(
            "reviews/correct.html",
            status,
            section=self.section,
            row=self._row(answer, typed, over=stands),
            form=form,
            stands=stands,
            **context,
        )

    def _row(
        self, answer: Answer | None, typed: QueryDict | None, over: Answer | None
    ) -> QuestionRow:
        """With what was typed; what is saved over a newer version starts from that one."""
        read = entries.read(typed, self.question) if typed is not None else None
        shown, base = read or (Written(), 0)
        if read is None and answer is not None:
            shown = Written(answer.value, answer.not_applicable, answer.reason)
            base = answer.revision
        base = over.revision if over is not None else base
        return QuestionRow(question=self.question, answer=answer, shown=shown, base=base)
