"""The roster for the Secretariat: its balance, who is on it, who asks to be, each one's entry."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from practices.choices import RosterState
from practices.models import Assignment, Practice, Reviewer
from practices.roster.balance import (
    LOAD,
    SIDES,
    Load,
    Summary,
    chart_of,
    gaps_of,
    load_cells,
    loads_in_order,
)
from practices.roster.deciding import STEPS, decide
from practices.roster.errors import (
    AlreadyThereError,
    ChangedMeanwhileError,
    NoReasonError,
    NotAllowedError,
    RosterError,
)
from practices.roster.forms import InvitationForm, NoteForm
from practices.roster.joining import invite_to_roster
from practices.roster.load import loads_of
from practices.roster.rules import may_look_after
from publication import kept_forms
from publication.browsing.charts import cells_of
from publication.browsing.export import as_csv
from publication.signed_in import CONFLICT, INVALID, SecretariatView

# Those of the roster stand in a table of their own.
OTHERS = (RosterState.APPLIED, RosterState.INVITED, RosterState.DECLINED, RosterState.RETIRED)


def _loads(roster: list[Reviewer]) -> list[Load]:
    now = timezone.now()
    return loads_in_order(roster, loads_of(roster, now), timezone.localdate(now))


class RosterView(SecretariatView):
    """Who is on the roster, in figures, bars and tables; each bar chart as a file as well."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        roster = list(Reviewer.objects.active().with_names())
        chart = request.GET.get("chart")
        if chart is not None:
            return self._file(chart, roster)
        loads = _loads(roster)
        charts = [chart_of(name, roster) for name in SIDES]
        return self.page(
            "practices/roster/roster.html",
            loads=loads,
            summary=Summary(loads),
            charts=charts,
            gaps=gaps_of(charts) if roster else [],
            groups=self._others(roster),
            today=timezone.localdate(),
        )

    def _file(self, chart: str, roster: list[Reviewer]) -> HttpResponseBase:
        if chart == LOAD:
            return as_csv(load_cells(_loads(roster)), "reviewers-load")
        if chart not in SIDES:
            raise BadRequest
        return as_csv(cells_of(chart_of(chart, roster)), f"reviewers-{chart}")

    def _others(self, roster: list[Reviewer]) -> list[tuple[RosterState, list[Reviewer]]]:
        """By state; who lost the role or the account in another way is told as retired."""
        rest = Reviewer.objects.exclude(pk__in=[one.pk for one in roster]).with_names()
        ordered = list(rest.order_by("-applied_at", "pk"))
        found = {state: [one for one in ordered if one.state == state] for state in OTHERS}
        found[RosterState.RETIRED] += [one for one in ordered if one.state == RosterState.ACTIVE]
        return [(state, people) for state, people in found.items() if people]


class InviteToRosterView(SecretariatView):
    def get(self, _request: HttpRequest) -> HttpResponse:
        return self._page(InvitationForm(self.typed()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = InvitationForm(request.POST)
        if not form.is_valid() or form.person is None:
            return self._page(form, INVALID)
        given = form.cleaned_data
        try:
            reviewer = invite_to_roster(
                user=form.person,
                organisation=given["organisation"],
                country=given["country"],
                by=self.user,
            )
        except (AlreadyThereError, NotAllowedError) as error:
            form.add_error("email", str(error))
            return self._page(form, INVALID)
        kept_forms.forget(request)
        messages.success(request, _("%(person)s is asked by mail.") % {"person": reviewer})
        return redirect("practice_desk:roster_entry", reviewer.pk)

    def _page(self, form: InvitationForm, status: int = 200) -> HttpResponse:
        return self.page("practices/roster/invite.html", status, form=form)


@method_decorator(never_cache, name="dispatch")
class RosterEntryView(SecretariatView):
    """One reviewer: what they said, what they did, and the steps that can be taken."""

    reviewer: Reviewer

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        people = Reviewer.objects.with_names().select_related("decided_by")
        self.reviewer = get_object_or_404(people, pk=kwargs["pk"])

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self._page(NoteForm(self.typed()))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        step, form = request.POST.get("step", ""), NoteForm(request.POST)
        if step not in STEPS:
            raise BadRequest
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            decide(reviewer=self.reviewer, step=step, by=self.user, note=form.cleaned_data["note"])
        except NotAllowedError as error:
            raise Http404 from error
        except NoReasonError as error:
            form.add_error("note", str(error))
            return self._page(form, INVALID)
        except ChangedMeanwhileError as error:
            return self._changed(form, error)
        kept_forms.forget(request)
        messages.success(request, _told(step) % {"person": self.reviewer})
        return redirect("practice_desk:roster_entry", self.reviewer.pk)

    def _changed(self, form: NoteForm, error: RosterError) -> HttpResponse:
        self.find(**self.kwargs)
        form.add_error(None, str(error))
        return self._page(form, CONFLICT)

    def _page(self, form: NoteForm, status: int = 200) -> HttpResponse:
        reviewer = self.reviewer
        state = RosterState(reviewer.state)
        steps = [name for name, step in STEPS.items() if step.source == state]
        return self.page(
            "practices/roster/entry.html",
            status,
            reviewer=reviewer,
            form=form,
            steps=steps if may_look_after(self.user, reviewer) else [],
            load=_loads([reviewer])[0],
            assignments=self._assignments(),
            objectives=[objective.pk for objective in reviewer.objectives.all()],
            languages=[name for code, name in settings.LANGUAGES if code in reviewer.languages],
        )

    def _assignments(self) -> list[Assignment]:
        """Never one of a practice of one's own organisation: its people learn of no reviewer."""
        mine = Practice.objects.examined_by(self.user)
        asked = self.reviewer.assignments.filter(round__practice__in=mine)
        return list(asked.with_names().order_by("-invited_at", "-pk"))


def _told(step: str) -> str:
    return {
        "accept": _("%(person)s is on the roster."),
        "decline": _("%(person)s is not taken on the roster, and is told why."),
        "take-back": _("The invitation of %(person)s is taken back."),
        "retire": _("%(person)s is no longer on the roster."),
    }[step]
