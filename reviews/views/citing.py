"""What a section cites: published reviews, pledges and practices, by their codes."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from publication.services import CannotCiteError, cite, uncite
from reviews.models import Question
from reviews.rules import may_write_section
from reviews.views.access import SectionAccess, number_in


class CiteForm(forms.Form):
    question = forms.SlugField(max_length=60)
    code = forms.CharField(max_length=20)


class CiteView(SectionAccess):
    """Adds a citation to an answer (`question`, `code`), or takes one away (`remove`)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        if not may_write_section(self.user, self.section):
            return self.page("reviews/section_closed.html", 409, section=self.section, rows=[])
        if "remove" in request.POST:
            return self._remove(request.POST["remove"])
        form = CiteForm(request.POST)
        if not form.is_valid():
            return self._refused(request.POST.get("code", ""))
        question = self._question(form.cleaned_data["question"])
        try:
            cite(
                source=self.review,
                part=question.key,
                code=form.cleaned_data["code"],
                by=self.user,
            )
        except CannotCiteError:
            return self._refused(form.cleaned_data["code"])
        messages.success(request, _("The citation was added."))
        return self._back()

    def _question(self, key: str) -> Question:
        question = Question.objects.filter(section=self.section.section_id, key=key).first()
        if question is None:
            raise Http404
        return question

    def _remove(self, number: str) -> HttpResponse:
        keys = self.section.section.questions.values_list("key", flat=True)
        uncite(source=self.review, parts=list(keys), number=number_in(number))
        messages.success(self.request, _("The citation was taken away."))
        return self._back()

    def _refused(self, code: str) -> HttpResponse:
        return self.page(
            "reviews/citation_refused.html", 422, section=self.section, cited_code=code
        )

    def _back(self) -> HttpResponse:
        return redirect("review_desk:section", code=self.review.code, key=self.section.section.key)
