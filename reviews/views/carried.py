"""Earlier answers beside those of today: stamped, taken over, and looked at all at once."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.choices import State
from reviews.carrying.forms import SourceForm, stamps_in, taken_in
from reviews.carrying.rules import may_see_report
from reviews.carrying.sources import Source, label_of, source_of, sources_for
from reviews.carrying.standing import Beside, besides_in
from reviews.carrying.taking import left_behind
from reviews.conditions import asked_in
from reviews.models import Question, Review, ReviewSection
from reviews.rules import is_focal_point, may_see_whole
from reviews.saving import NotWritableError, StaleSaveError
from reviews.services.carrying import (
    HasSourceError,
    IsStampedError,
    carry_over,
    do_without,
    stamp_answers,
    take_over,
)
from reviews.services.errors import NotAllowedError
from reviews.views.access import ReviewView
from reviews.writers import Writer

CONFLICT = 409
INVALID = 422


def stamp_from(
    request: HttpRequest,
    section: ReviewSection,
    writer: Writer,
    question: Question | None = None,
) -> list[Beside]:
    """Stamp what the form stamped; the earlier answers that it shows, as they stand now."""
    if not any(name.startswith("was-") for name in request.POST):
        return []
    stamp_answers(section=section, stamps=stamps_in(request.POST), by=writer)
    which = {"question": question} if question else {"question__section": section.section_id}
    return besides_in(section.review, **which)


def take_from(
    request: HttpRequest, section: ReviewSection, writer: Writer, bases: dict[int, int]
) -> Beside | None:
    """Take over the answer that was wished, if any, on top of what its writer has seen."""
    wish = taken_in(request.POST)
    if wish is None:
        return None
    number, stamp = wish
    found = besides_in(section.review, pk=number, question__section=section.section_id)
    if not found or not found[0].fits:
        raise Http404
    try:
        base = bases.get(found[0].question.pk, 0)
        take_over(beside=found[0], section=section, stamp=stamp, base_revision=base, by=writer)
    except StaleSaveError:
        messages.warning(
            request, _("Another saved this answer in between. Nothing was taken over.")
        )
    else:
        messages.success(request, _("Taken over. The history keeps what stood there before."))
    return found[0]


@dataclass(frozen=True)
class CarriedSection:
    """The earlier answers of one section, and whether this reader may stamp them."""

    section: ReviewSection
    besides: list[Beside]
    may_write: bool


class CarriedView(ReviewView):
    """All earlier answers of a review with their stamps; of a contributor's sections alone."""

    @cached_property
    def sees_whole(self) -> bool:
        return bool(may_see_whole.test(self.user, self.review))

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        stamps = stamps_in(request.POST)
        mine = [part for part in self._parts() if part.may_write]
        try:
            if not mine:
                raise NotWritableError
            for part in mine:
                stamp_answers(section=part.section, stamps=stamps, by=self.user)
        except NotWritableError:
            return self.page("reviews/section_closed.html", CONFLICT, rows=[])
        messages.success(request, _("Saved."))
        return redirect("review_desk:carried", code=self.review.code)

    def _page(self, form: SourceForm | None = None, status: int = 200) -> HttpResponse:
        source = source_of(self.review)
        parts = list(self._parts()) if source else []
        besides = [one for part in parts for one in part.besides]
        return self.page(
            "reviews/carried.html",
            status,
            source=source,
            label=label_of(source) if source else "",
            address=self._address_of(source) if source else "",
            parts=parts,
            waiting=sum(not one.is_stamped for one in besides),
            doubtful=[one for one in besides if one.is_stamped and one.problem],
            count=len(besides),
            may_stamp=any(part.may_write for part in parts),
            may_choose=self.may_choose,
            form=form or self._form() if self.may_choose and not source else None,
            may_leave=self.may_choose and source and not self._is_stamped,
            left_behind=left_behind(source, self.review) if source and self.sees_whole else [],
        )

    @property
    def _is_stamped(self) -> bool:
        return self.review.carried.exclude(stamp="").exists()

    def _address_of(self, source: Source) -> str:
        """Of a published review, or of a report for those who may read it."""
        if isinstance(source, Review):
            return source.get_absolute_url() if source.is_published else ""
        if not may_see_report(self.user, source):
            return source.address
        return reverse("review_desk:report", args=[source.pk])

    @cached_property
    def may_choose(self) -> bool:
        return self.review.state == State.DRAFT and is_focal_point.test(self.user, self.review)

    def _form(self, data: QueryDict | None = None) -> SourceForm:
        sources = sources_for(self.review.country, self.review.cycle)
        return SourceForm(data, sources=sources)

    def _parts(self) -> list[CarriedSection]:
        besides = besides_in(self.review, asked=asked_in(self.review))
        sections = {section.section_id: section for section in self._sections()}
        return [
            CarriedSection(sections[pk], list(group), self._may_write(sections[pk]))
            for pk, group in groupby(besides, lambda one: one.question.section_id)
            if pk in sections
        ]

    def _sections(self) -> list[ReviewSection]:
        sections = list(self.review.sections.select_related("section__objective", "assignee"))
        for section in sections:
            section.review = self.review
        return [s for s in sections if self.sees_whole or s.assignee_id == self.user.pk]

    def _may_write(self, section: ReviewSection) -> bool:
        if self.review.state != State.DRAFT:
            return False
        return self.may_choose or section.assignee_id == self.user.pk


class SourceView(CarriedView):
    """Choose what the review brings up to date, or do without it as long as nothing is stamped."""

    http_method_names = ["post"]

    def check_access(self, **kwargs: str) -> None:
        super().check_access(**kwargs)
        if not is_focal_point.test(self.user, self.review):
            raise Http404

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        try:
            return self._leave() if "leave" in request.POST else self._choose(request)
        except NotAllowedError:
            return self.page("reviews/section_closed.html", CONFLICT, rows=[])

    def _leave(self) -> HttpResponse:
        try:
            do_without(review=self.review, by=self.user)
        except IsStampedError:
            messages.error(self.request, _("An earlier answer is stamped already, so they stay."))
        else:
            messages.success(self.request, _("The review starts from nothing."))
        return self._back()

    def _choose(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            rows = carry_over(review=self.review, source=form.cleaned_data["source"], by=self.user)
        except HasSourceError:
            messages.info(request, _("The review brings something up to date already: this."))
            return self._back()
        words = ngettext(
            "%(count)s earlier answer was carried over.",
            "%(count)s earlier answers were carried over.",
            len(rows),
        )
        messages.success(request, words % {"count": len(rows)})
        return self._back()

    def _back(self) -> HttpResponse:
        return redirect("review_desk:carried", code=self.review.code)
