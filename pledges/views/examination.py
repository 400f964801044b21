"""For the Secretariat: two pledges beside one another, and the correction of a published one."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404

from pledges.forms.others import CorrectionForm
from pledges.forms.saved import typed_of, write
from pledges.likeness import likeness_of, mark_common
from pledges.models import Pledge
from pledges.rules import may_correct
from pledges.services import NotAllowedError, correct_pledge
from pledges.views.access import PledgePage
from pledges.views.writing import form_context
from publication.choices import State
from publication.drafts.correcting import CorrectionView
from publication.drafts.saving import ClosedDraftError
from stakeholders.rules import is_secretariat


class LikenessView(PledgePage):
    """What two pledges have in common, marked in both."""

    other: Pledge

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not is_secretariat.test(self.user, self.pledge):
            raise Http404
        handed_in = Pledge.objects.exclude(state=State.DRAFT).exclude(pk=self.pledge.pk)
        with_names = handed_in.select_related("organisation__country", "cycle")
        self.other = get_object_or_404(with_names, code=kwargs["other"])

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        titles = mark_common(self.pledge.title, self.other.title)
        texts = mark_common(self.pledge.description, self.other.description)
        return self.page(
            "pledges/likeness.html",
            other=self.other,
            per_cent=likeness_of(self.pledge, self.other),
            both=list(zip((self.pledge, self.other), titles, texts, strict=True)),
        )


class CorrectView(CorrectionView[CorrectionForm], PledgePage):
    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not is_secretariat.test(self.user, self.pledge):
            raise Http404

    @property
    def is_open(self) -> bool:
        return may_correct(self.user, self.pledge)

    @property
    def item(self) -> Pledge:
        return self.pledge

    def form_over(self, data: QueryDict) -> CorrectionForm:
        return CorrectionForm(data, pledge=self.pledge)

    def typed_before(self) -> QueryDict:
        return typed_of(self.pledge)

    def correct(self, form: CorrectionForm, base: int) -> None:
        try:
            correct_pledge(
                pledge=self.pledge,
                base_revision=base,
                write=partial(write, form),
                note=form.cleaned_data["note"],
                by=self.user,
            )
        except NotAllowedError as error:
            raise ClosedDraftError from error

    def show(self, form: CorrectionForm, status: int, **context: Any) -> HttpResponse:
        shown = {**form_context(form, self.pledge), **context}
        return self.page("pledges/correct.html", status, **shown)
