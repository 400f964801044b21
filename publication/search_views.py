"""Saving a search, to be told by mail what is new in it, and stopping that."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from publication import rooms
from publication.browsing.facets import RefusedError
from publication.browsing.listing import Listing, Narrowing
from publication.browsing.views import refused
from publication.models import SavedSearch
from publication.searches import TooManySearchesError, forget_search, save_search, words_of
from publication.signed_in import CONFLICT, SignedInView


class SaveSearchView(SignedInView):
    """Asks (GET) and saves (POST) what the query words of the address ask for."""

    listing: Listing

    def find(self, **kwargs: str) -> None:
        try:
            listing = rooms.named(kwargs["room"]).listing
        except KeyError as error:
            raise Http404 from error
        if listing is None:
            raise Http404
        self.listing = listing

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponseBase:
        try:
            return self._page(Narrowing(self.listing, request.GET))
        except RefusedError as error:
            return refused(request, self.listing, error)

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponseBase:
        try:
            narrowing = Narrowing(self.listing, request.GET)
            save_search(narrowing=narrowing, by=self.user)
        except RefusedError as error:
            return refused(request, self.listing, error)
        except TooManySearchesError:
            return self._page(narrowing, CONFLICT)
        messages.success(request, _("Saved. You are told once a week, whenever something is new."))
        return redirect(self.listing.address + narrowing.address_of_choice())

    def _page(self, narrowing: Narrowing, status: int = 200) -> HttpResponse:
        return self.page(
            "publication/search_save.html",
            status,
            narrowing=narrowing,
            listing=self.listing,
            too_many=status == CONFLICT,
        )


class ForgetSearchView(SignedInView):
    """Asks (GET) and stops (POST) the digest of a search of one's own."""

    search: SavedSearch

    def find(self, **kwargs: int) -> None:
        self.search = get_object_or_404(SavedSearch, pk=kwargs["number"], user=self.user)

    def get(self, _request: HttpRequest, **_kwargs: int) -> HttpResponse:
        return self.page("publication/search_forget.html", words=words_of(self.search))

    def post(self, request: HttpRequest, **_kwargs: int) -> HttpResponseRedirect:
        forget_search(search=self.search)
        messages.success(request, _("Stopped. You get no more mail about this search."))
        return redirect("desk:settings")
