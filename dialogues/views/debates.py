"""The debates of a forum on the desk: which there are, who chairs them, what they take up."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.forms import Form, ModelForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from compact.models import Cycle
from dialogues.debates import people
from dialogues.debates.beginning import begin_debates
from dialogues.debates.errors import DebateError
from dialogues.debates.finding import find_debate, taken_up
from dialogues.debates.forms import CoChairForm, DescriptionForm, ModeratorForm, SeatingForm
from dialogues.debates.seating import seat
from dialogues.models import Debate
from publication import kept_forms
from publication.signed_in import INVALID, SecretariatView

AnyForm = Form | ModelForm  # type: ignore[type-arg]


class DebatesView(SecretariatView):
    """Every forum with what it debates; one verb sets a forum up."""

    def get(self, _request: HttpRequest) -> HttpResponse:
        debates = Debate.objects.with_names().annotate(
            chairs=Count("co_chairs", distinct=True), fed_by=Count("sessions", distinct=True)
        )
        by_forum: dict[int, list[Debate]] = {}
        for debate in debates:
            by_forum.setdefault(debate.cycle_id, []).append(debate)
        forums = [
            (cycle, by_forum.get(cycle.pk, []), cycle.tables)  # type: ignore[attr-defined]
            for cycle in Cycle.objects.order_by("-year").annotate(tables=Count("round_tables"))
        ]
        return self.page("dialogues/debates/list.html", forums=forums)

    def post(self, request: HttpRequest) -> HttpResponse:
        year = request.POST.get("cycle", "")
        cycle = get_object_or_404(Cycle, pk=year) if year.isdecimal() and len(year) < 5 else None  # noqa: PLR2004 - a year
        if cycle is None:
            raise Http404
        begin_debates(cycle=cycle, by=self.user)
        messages.success(request, _("The debates of the forum are set up."))
        return redirect("dialogue_desk:debates")


class DebateView(SecretariatView):
    """One debate with its four forms. Each sends its own name as `do`."""

    debate: Debate

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        found = find_debate(kwargs["year"], kwargs["slug"])
        if found is None:
            raise Http404
        self.debate = found

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        typed = self.typed()
        do = str(typed.get("do", "")) if typed else ""
        return self._page({do: self._form(do, typed)} if do in self._verbs else {})

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        do = request.POST.get("do", "")
        try:
            if do in self._taking_back:
                self._take_back(do, request.POST.get("number", ""))
            else:
                form = self._form(do, request.POST)
                if not form.is_valid():
                    return self._page({do: form}, INVALID)
                self._verbs[do](form)
        except DebateError as error:
            return self._refused(do, error)
        kept_forms.forget(request)
        messages.success(request, _("Saved."))
        return redirect("dialogue_desk:debate", year=self.debate.cycle_id, slug=self.debate.slug)

    def _form(self, do: str, data: QueryDict | None = None) -> AnyForm:
        match do:
            case "seat" if self.debate.round_table_id is not None:
                return SeatingForm.of(self.debate, data)
            case "describe":
                # Another copy, so that what is not valid does not show around the form.
                fresh = Debate.objects.get(pk=self.debate.pk)
                return DescriptionForm(data, instance=fresh)
            case "co-chair":
                return CoChairForm(data, prefix="co-chair")
            case "moderator":
                return ModeratorForm(data, prefix="moderator")
        raise Http404

    @property
    def _verbs(self) -> Mapping[str, Callable[[Any], object]]:
        of: dict[str, Any] = {"debate": self.debate, "by": self.user}
        return {
            "seat": lambda form: seat(**of, **form.seats),
            "describe": lambda form: people.describe(debate=form.save(commit=False), by=self.user),
            "co-chair": lambda form: people.name_co_chair(**of, **form.cleaned_data),
            "moderator": lambda form: people.name_moderator(**of, **form.named),
        }

    _taking_back: Mapping[str, Callable[..., None]] = {
        "take-back-co-chair": people.take_back_co_chair,
        "take-back-moderator": people.take_back_moderator,
    }

    def _take_back(self, do: str, number: str) -> None:
        if not (number.isascii() and number.isdecimal() and len(number) < 18):  # noqa: PLR2004 - what a key can hold
            raise Http404
        self._taking_back[do](debate=self.debate, number=int(number), by=self.user)

    def _refused(self, do: str, error: DebateError) -> HttpResponse:
        if do in self._taking_back:
            return self._page({}, INVALID, problems=[("#people", str(p)) for p in error.problems])
        form = self._form(do, self.request.POST)
        for problem in error.problems:
            form.add_error(None, str(problem))
        return self._page({do: form}, INVALID)

    def _page(
        self, given: Mapping[str, AnyForm], status: int = 200, **context: Any
    ) -> HttpResponse:
        names = ["describe", "co-chair", "moderator"]
        if self.debate.round_table_id is not None:
            names.append("seat")
        forms = {
            f"{name.replace('-', '_')}_form": given.get(name) or self._form(name) for name in names
        }
        return self.page(
            "dialogues/debates/debate.html",
            status,
            debate=self.debate,
            taken=taken_up(self.debate),
            co_chairs=self.debate.co_chairs.select_related(
                "organisation__country", "organisation__type"
            ),
            moderators=self.debate.moderators.select_related("user"),
            sessions=self.debate.sessions.with_names(),
            given=next(iter(given.values()), None),
            **forms,
            **context,
        )
