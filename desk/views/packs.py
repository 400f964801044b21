"""The packs of debates: to ask for one, to see how far it is, to read those that are made."""

from django.http import HttpRequest, HttpResponse

from desk.views.access import SecretariatView


class PacksView(SecretariatView):
    def get(self, _request: HttpRequest) -> HttpResponse:
        return self.page("desk/packs.html")
