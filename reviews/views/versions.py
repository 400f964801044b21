"""The versions of a published review, each answer of them, and what changed between two."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from reviews.annex_pages import annexes_of
from reviews.comparing import compare
from reviews.editions import Edition, editions_until
from reviews.reading import objectives_in
from reviews.versions import answers_at, sections_at
from reviews.views.public import PublishedReview

BAD_REQUEST = 400


class VersionView(PublishedReview):
    """The review as it was published under a number."""

    def get(self, _request: HttpRequest, number: int, **_kwargs: str) -> HttpResponse:
        version = self.version(number)
        sections = sections_at(self.review, version.content)
        return self.page(
            "reviews/version.html",
            sections=sections,
            objectives=objectives_in(sections),
            annexes=list(annexes_of(version)) if version.part else [],
            version=version,
            versions=self.versions,
            at=number,
        )


class VersionAnswerView(PublishedReview):
    """One answer as it was published under a number: what is cited here never changes."""

    def get(
        self, _request: HttpRequest, number: int, question: str, **_kwargs: str
    ) -> HttpResponse:
        answers = answers_at(self.review, question)
        here = next((one for one in answers if one.version.number == number), None)
        if here is None or here.said is None:
            raise Http404
        for section in sections_at(self.review, {"answers": {question: here.said}}):
            return self.page(
                "reviews/version_answer.html",
                section=section.section,
                row=section.rows[0],
                here=here,
                version=here.version,
                answers=answers,
            )
        raise Http404


class ChangesView(PublishedReview):
    """What changed `since` an earlier version, of this review or of one for an earlier forum."""

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        editions = editions_until(self.review)
        own = [one for one in editions if one.review.pk == self.review.pk]
        wanted = request.GET.get("version", "")
        chosen = next((one for one in own if wanted in ("", str(one.version.number))), None)
        now = chosen or own[0]
        earlier = [one for one in editions if one.order < now.order]
        since = request.GET.get("since", "")
        then = _chosen(since, earlier) if since else _nearest(now, earlier)
        choice: dict[str, Any] = {"own": own, "now": now, "earlier": earlier, "then": then}
        if chosen is None or (since and then is None):
            return self._refused(since if chosen else wanted, choice)
        comparison = compare(now, then) if then else None
        return self.page("reviews/changes.html", comparison=comparison, **choice)

    def _refused(self, value: str, choice: dict[str, Any]) -> HttpResponse:
        words = _("There is no version “%(value)s” to compare with.") % {"value": value[:40]}
        return self.page("reviews/changes.html", status=BAD_REQUEST, error=words, **choice)


def _chosen(value: str, editions: list[Edition]) -> Edition | None:
    return next((one for one in editions if one.value == value), None)


def _nearest(now: Edition, earlier: list[Edition]) -> Edition | None:
    """The last version of the forum before, if there is one; else the version before."""
    others = [one for one in earlier if one.review.pk != now.review.pk]
    return next(iter([*others, *earlier]), None)
