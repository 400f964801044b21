"""The preview of a version: the pages of a focal point, over a review that is nowhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from publication.signed_in import INVALID
from reviews.questionnaires.preview import Preview
from reviews.views.questionnaires.access import QuestionnairePage


class PreviewView(QuestionnairePage):
    """The sections, as they open a review."""

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        preview = self.preview()
        asked = preview.asked()
        sections = self.questionnaire.sections.order_by("order")
        return self.page(
            "preview",
            review=preview.review,
            sections=[(section, section.pk in asked.sections) for section in sections],
            is_tried=bool(preview.remembered),
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Begin again: forget what was chosen."""
        request.session.pop(self.place, None)
        return self.get(request, **kwargs)

    @property
    def place(self) -> str:
        return f"preview-{self.questionnaire.pk}"

    def preview(self) -> Preview:
        return Preview(self.questionnaire, dict(self.request.session.get(self.place, {})))


class PreviewSectionView(PreviewView):
    """A section as its form. What is typed comes back with what is wrong, and is not saved."""

    def get(self, _request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._form(kwargs["key"], None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._form(kwargs["key"], request.POST)

    def _form(self, key: str, typed: QueryDict | None) -> HttpResponse:
        section, preview = self.section(key), self.preview()
        rows = preview.rows_of(section, typed)
        if typed is not None:
            self.request.session[self.place] = preview.remembered
        is_complete = typed is not None and typed.get("complete") == "yes"
        show_problems = is_complete and any(row.problems for row in rows)
        return self.page(
            "preview_section",
            INVALID if show_problems else 200,
            preview=preview,
            review=preview.review,
            section=preview.section_of(section),
            rows=rows,
            is_asked=any(row.is_asked for row in rows),
            may_write=True,
            show_problems=show_problems,
            was_tried=typed is not None,
        )
