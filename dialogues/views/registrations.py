"""Who is registered for a session: for the Secretariat alone."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import InvalidPage, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from dialogues.choices import RegistrationState
from dialogues.models import Registration
from dialogues.registering.places import cancel
from dialogues.views.access import SessionPage
from publication.browsing.export import FORMATS, Cells

PER_PAGE = 100
SHOWN = (RegistrationState.PLACED, RegistrationState.WAITING)
HEADING = ("name", "email", "organisation", "language", "state", "since", "registered", "account")


class RegistrationsView(SessionPage):
    """The list, those with a place first, then who waits; as a file all of them."""

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponseBase:
        wanted = request.GET.get("format", "")
        if wanted:
            return self._file(wanted)
        try:
            page = Paginator(self._found(), PER_PAGE).page(request.GET.get("page", "1"))
        except InvalidPage as error:
            raise Http404(_("There is no such page.")) from error
        return self.page("dialogues/desk/registrations.html", page=page, **self._counts())

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        """Cancel one, because the person asked for it by other means."""
        number = request.POST.get("cancel", "")
        if not (number.isascii() and number.isdigit() and len(number) < 10):  # noqa: PLR2004
            raise BadRequest
        cancel(get_object_or_404(self.session.registrations, pk=int(number)))
        messages.success(request, _("Cancelled. The person is told, and who waits moves up."))
        return redirect("dialogue_desk:registrations", code=self.session.code)

    def _file(self, wanted: str) -> HttpResponseBase:
        if wanted not in FORMATS:
            raise BadRequest(_("There are the formats csv and xlsx."))
        response = FORMATS[wanted](self._cells(), f"{self.session.code}-registrations")
        response["Cache-Control"] = "private, no-store"
        return response

    def _found(self) -> "QuerySet[Registration]":
        """`placed` sorts before `waiting`."""
        shown = self.session.registrations.filter(state__in=SHOWN)
        return shown.order_by("state", "since", "pk")

    def _counts(self) -> dict[str, int]:
        states = list(self.session.registrations.values_list("state", flat=True))
        return {
            "coming": states.count(RegistrationState.PLACED),
            "waiting": states.count(RegistrationState.WAITING),
            "asked": states.count(RegistrationState.ASKED),
        }

    def _cells(self) -> Iterator[Cells]:
        yield HEADING
        languages = dict(settings.LANGUAGES)
        for one in self._found().iterator():
            yield (
                one.name,
                one.email,
                one.affiliation,
                languages[one.language],
                one.state,
                one.since.isoformat() if one.since else "",
                one.placed_at.isoformat() if one.placed_at else "",
                "yes" if one.user_id else "no",
            )
