"""The packs of debates: to ask for some, to see how far they are, to read those that are made."""

from typing import Any

from django.contrib import messages
from django.core.paginator import InvalidPage, Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from compact.models import Cycle
from desk.models import Pack, PackQuerySet
from desk.packs.asking import ask_for_pack
from desk.packs.forms import PacksForm
from desk.packs.rules import debates_read_by, may_ask_for_packs
from desk.views.access import INVALID, DeskView
from dialogues.models import Debate
from publication import kept_forms
from publication.paper.word import MEDIA_TYPE

PER_PAGE = 30
MEDIA_TYPES = {"pdf": "application/pdf", "docx": MEDIA_TYPE}


class PacksPage(DeskView):
    """Co-chairs read the packs of their debates once they are made; the Secretariat sees all."""

    may_ask: bool
    debates: "QuerySet[Debate]"

    def find(self, **_kwargs: Any) -> None:
        self.may_ask = may_ask_for_packs.test(self.user)
        self.debates = debates_read_by(self.user)
        if not self.may_ask and not self.debates.exists():
            raise Http404

    def packs(self) -> PackQuerySet:
        packs = Pack.objects.with_names().filter(debate__in=self.debates)
        return packs if self.may_ask else packs.filter(made_at__isnull=False)

    def forums(self) -> "QuerySet[Cycle]":
        """Of whose debates this person can read packs, the latest first."""
        return Cycle.objects.filter(debates__in=self.debates).distinct().order_by("-year")


class PacksView(PacksPage):
    def get(self, _request: HttpRequest) -> HttpResponse:
        """To the latest forum with a pack, or else to the latest."""
        packed = self.packs().order_by("-debate__cycle").first()
        newest = self.forums().first()
        if newest is None:
            return self.page("desk/no_packs.html")
        year = packed.debate.cycle_id if packed else newest.year
        return redirect("desk:packs_of", year=year)


@method_decorator(never_cache, name="dispatch")
class ForumPacksView(PacksPage):
    """Those of a forum, the newest first. htmx asks for the list alone while some are made."""

    cycle: Cycle

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.cycle = get_object_or_404(self.forums(), year=kwargs["year"])

    def get(self, request: HttpRequest, **_kwargs: int) -> HttpResponse:
        if request.htmx:  # type: ignore[attr-defined]
            return self.page("desk/parts/packs.html", **self._listed())
        return self._page(PacksForm(self.typed(), cycle=self.cycle))

    def post(self, request: HttpRequest, **_kwargs: int) -> HttpResponse:
        if not self.may_ask:
            raise Http404
        form = PacksForm(request.POST, cycle=self.cycle)
        if not form.is_valid():
            return self._page(form, INVALID)
        for wanted in form.wanted:
            ask_for_pack(**wanted, by=self.user)
        kept_forms.forget(request)
        count = len(form.wanted)
        words = ngettext("%(count)s pack is being made.", "%(count)s packs are being made.", count)
        messages.success(request, words % {"count": count})
        return redirect("desk:packs_of", year=self.cycle.year)

    def _listed(self) -> dict[str, Any]:
        packs = self.packs().filter(debate__cycle=self.cycle)
        try:
            page = Paginator(packs, PER_PAGE).page(self.request.GET.get("page", "1"))
        except InvalidPage as error:
            raise Http404 from error
        return {
            "cycle": self.cycle,
            "packs": page,
            "is_at_work": self.may_ask and packs.waiting().exists(),
            "may_ask": self.may_ask,
        }

    def _page(self, form: PacksForm, status: int = 200) -> HttpResponse:
        shown = form if self.may_ask else None
        forums = list(self.forums())
        return self.page("desk/packs.html", status, form=shown, forums=forums, **self._listed())


class PackFileView(PacksPage):
    """Always a download, under a name that says of which debate and of which day it is."""

    def get(self, _request: HttpRequest, number: int) -> HttpResponseBase:
        pack = get_object_or_404(self.packs().filter(made_at__isnull=False), pk=number)
        try:
            content = pack.file.open("rb")
        except FileNotFoundError as error:
            raise Http404 from error
        response = FileResponse(
            content,
            as_attachment=True,
            filename=pack.name,
            content_type=MEDIA_TYPES[pack.format],
        )
        response["Cache-Control"] = "private, no-cache"
        return response
