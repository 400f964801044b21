"""What a person decides about themselves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import translate_url
from django.utils.translation import gettext as _
from django.utils.translation import override

from desk.views.access import INVALID, DeskView
from publication import kept_forms
from publication.searches import words_of
from stakeholders.forms import SettingsForm
from stakeholders.models import User


class SettingsView(DeskView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(SettingsForm(self.typed(), instance=self.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        # A copy, so that what is not valid does not show in the frame of the page.
        form = SettingsForm(request.POST, instance=User.objects.get(pk=self.user.pk))
        if not form.is_valid():
            return self._page(form, INVALID)
        person = form.save()
        kept_forms.forget(request)
        with override(person.language):
            messages.success(request, _("Saved."))
        return redirect(translate_url(request.path, person.language))

    def _page(self, form: SettingsForm, status: int = 200) -> HttpResponse:
        roles = self.user.memberships.active().with_names()
        searches = [(search, words_of(search)) for search in self.user.saved_searches.all()]
        return self.page(
            "desk/settings.html", status, form=form, roles=list(roles), searches=searches
        )
