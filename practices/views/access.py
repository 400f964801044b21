"""Who gets to a practice's pages on the desk: everybody else is told that there is no such page."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from practices.models import Practice
from practices.reading import cost_of, language_names, sections_of, with_everything
from practices.rules import is_author, may_see_on_desk
from publication.signed_in import CONFLICT, INVALID, SignedInView

__all__ = ["CONFLICT", "INVALID", "AuthorPage", "PracticePage", "read"]


class PracticePage(SignedInView):
    """A page of one practice on the desk. Sets `practice`; the `user` may see it."""

    practice: Practice

    def find(self, **kwargs: Any) -> None:
        with_names = Practice.objects.select_related(
            "organisation__country", "organisation__type", "cycle", "call", "saved_by"
        )
        self.practice = get_object_or_404(with_names, code=kwargs["code"])
        if not may_see_on_desk.test(self.user, self.practice):
            raise Http404

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        both = {"practice": self.practice, "item": self.practice}
        return super().page(template, status, **{**both, **context})


def read(practice: Practice) -> dict[str, Any]:
    """All that it says, for the templates of its content."""
    whole = with_everything(Practice.objects.select_related("saved_by")).get(pk=practice.pk)
    return {
        "practice": whole,
        "sections": sections_of(whole),
        "files": whole.shown_files,  # type: ignore[attr-defined]
        "cost": cost_of(whole),
        "languages": language_names(whole.also_in),
    }


class AuthorPage(PracticePage):
    """Only for those who speak for the organisation that submits it."""

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not is_author.test(self.user, self.practice):
            raise Http404
