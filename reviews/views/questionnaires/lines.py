"""The options of a question, or the columns or rows of its table, on one page."""

from typing import Any

from django.http import Http404

from reviews.questionnaires.line_forms import Lines, lines_form
from reviews.questionnaires.lines import MODELS, lines_asked_of, lines_of, save_lines
from reviews.views.questionnaires.access import QuestionPage


class LinesView(QuestionPage):
    template = "lines"
    what: str

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.what = kwargs["what"]
        if self.what not in lines_asked_of(self.of_question):
            raise Http404

    def rows(self) -> list[Any]:
        return list(lines_of(self.of_question, self.what))

    def form(self, typed: Any) -> Lines:
        return lines_form(self.what, lines_of(self.of_question, self.what), typed)

    def save(self, form: Lines, base: str) -> None:
        save_lines(
            question=self.of_question, what=self.what, lines=form.lines, base=base, by=self.user
        )

    def context(self) -> dict[str, Any]:
        return {"what": self.what, "name": MODELS[self.what]._meta.verbose_name_plural}

    def after(self) -> str:
        return self.address("question", self.of_question.key)
