"""The debates of a forum on the desk: which there are, who chairs them, what they take up."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from dialogues.models import Debate
from dialogues.models.debates import POLICY_DEBATE
from publication.signed_in import SecretariatView


class DebatesView(SecretariatView):
    def get(self, _request: HttpRequest) -> HttpResponse:
        return self.page("dialogues/debates/list.html")


class DebateView(SecretariatView):
    debate: Debate

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        number = None if kwargs["slug"] == POLICY_DEBATE else kwargs["slug"]
        self.debate = get_object_or_404(
            Debate.objects.with_objectives(), cycle=kwargs["year"], round_table__number=number
        )

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self.page("dialogues/debates/debate.html", debate=self.debate)
