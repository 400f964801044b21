"""Sessions on the desk: all of them, and one with what can be done with it."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from dialogues.choices import RegistrationState
from dialogues.models import Series, Session
from dialogues.problems import advice_on, problems_of
from dialogues.reading import whole
from dialogues.recordings.reading import recordings_of
from dialogues.rules import may_correct_session, may_write_session
from dialogues.views.access import SessionPage
from dialogues.workflow import WORKFLOW
from publication.choices import State
from publication.models import StateChange
from publication.signed_in import SecretariatView
from publication.workflow import Move

# These have pages of their own, or are made by the portal alone.
NOT_BUTTONS = {"correct", "release"}
ON_THE_WAY = [State.DRAFT, State.SCHEDULED]


class SessionsView(SecretariatView):
    """Those that are being prepared, those to come, and those that are over."""

    def get(self, _request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        coming = Count("registrations", filter=Q(registrations__state=RegistrationState.PLACED))
        sessions = Session.objects.with_names().annotate(coming=coming)
        found = list(sessions.order_by("-starts_at", "-code"))
        announced = [one for one in found if one.state not in ON_THE_WAY]
        return self.page(
            "dialogues/desk/sessions.html",
            prepared=[one for one in found if one.state in ON_THE_WAY],
            to_come=[one for one in reversed(announced) if not one.is_over(now)],
            past=[one for one in announced if one.is_over(now)],
            has_series=Series.objects.exists(),
        )


class SessionView(SessionPage):
    """Where a session stands: what it lacks, what it says, what happened to it."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        session = self.session
        places = session.registrations.aggregate(
            coming=Count("pk", filter=Q(state=RegistrationState.PLACED)),
            waiting=Count("pk", filter=Q(state=RegistrationState.WAITING)),
        )
        is_draft = session.state == State.DRAFT
        return self.page(
            "dialogues/desk/session.html",
            **whole(session),
            **places,
            may_write=may_write_session(self.user, session),
            may_correct=may_correct_session(self.user, session),
            moves=self._buttons(),
            problems=list(problems_of(session)) if is_draft else [],
            advice=list(advice_on(session)),
            is_over=session.is_over(timezone.now()),
            recordings=recordings_of(session),
            history=list(StateChange.objects.of(session).defer("content")),
        )

    def _buttons(self) -> list[Move]:
        moves = WORKFLOW.open_to(self.user, self.session)
        hidden = NOT_BUTTONS | ({"publish", "schedule"} if self._lacks() else set())
        return [move for move in moves if move.name not in hidden]

    def _lacks(self) -> bool:
        return any(True for _problem in problems_of(self.session))
