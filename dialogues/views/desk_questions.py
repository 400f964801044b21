"""The guiding questions of a discussion, in seven languages, in their order."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from dialogues.discussion.errors import SpaceError
from dialogues.discussion.space_forms import QuestionForm
from dialogues.discussion.spaces import move_question_up, remove_question, save_question
from dialogues.models import GuidingQuestion
from dialogues.views.desk_spaces import SpaceOnDesk
from publication import kept_forms
from publication.signed_in import INVALID


class NewQuestionView(SpaceOnDesk):
    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.question = GuidingQuestion(space=self.space)

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        kept = self.typed()
        initial = kept.dict() if kept else None
        return self._page(QuestionForm(instance=self.question, initial=initial))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = QuestionForm(request.POST, instance=self.question)
        if not form.is_valid():
            return self._page(form, INVALID)
        save_question(question=form.save(commit=False), by=self.user)
        kept_forms.forget(request)
        messages.success(request, _("Saved."))
        return redirect(self.space.desk_address)

    def _page(self, form: QuestionForm, status: int = 200) -> HttpResponse:
        return self.page("dialogues/desk_spaces/question.html", status, form=form)


class QuestionView(NewQuestionView):
    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.question = get_object_or_404(
            self.space.questions.select_related("space"), order=kwargs["order"]
        )


class OrderQuestionView(SpaceOnDesk):
    """Moves a question up, or takes it away; `do` says which."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        question = get_object_or_404(
            self.space.questions.select_related("space"), order=kwargs["order"]
        )
        verb = {"up": move_question_up, "remove": remove_question}.get(request.POST.get("do", ""))
        if verb is None:
            raise BadRequest
        try:
            verb(question=question, by=self.user)
        except SpaceError as error:
            messages.error(request, str(error))
        return redirect(self.space.desk_address)
