"""The links of a review, as its focal points manage them: made, sent again, revoked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from publication import kept_forms
from publication.choices import State
from reviews.delegation.forms import EndForm, LinkForm
from reviews.delegation.links import (
    TooManyLinksError,
    make_link,
    revoke_link,
    send_link_again,
)
from reviews.models import WritingLink
from reviews.services import NotAllowedError
from reviews.views.access import FocalPointPage, number_in

CONFLICT, INVALID = 409, 422


class LinksView(FocalPointPage):
    """Every link there was, and the form for a new one (`?section=` ticks one)."""

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        wanted = self.review.sections.filter(section__key=request.GET.get("section", ""))
        initial = {
            "sections": list(wanted.values_list("pk", flat=True)),
            "language": request.LANGUAGE_CODE,
        }
        return self._form(LinkForm(self.typed(), review=self.review, initial=initial))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        form = LinkForm(request.POST, review=self.review)
        if not form.is_valid():
            return self._form(form, INVALID)
        told = {name: form.cleaned_data[name] for name in ("name", "email", "language")}
        try:
            link = make_link(
                review=self.review,
                sections=list(form.cleaned_data["sections"]),
                expires_at=form.expires_at,
                by=self.user,
                **told,
            )
        except NotAllowedError:
            return self._form(form, CONFLICT)
        except TooManyLinksError:
            form.add_error(None, _("Too many links are open. Revoke one that is not needed."))
            return self._form(form, INVALID)
        kept_forms.forget(request)
        messages.success(
            request, _("The link is on its way to %(address)s.") % {"address": link.email}
        )
        return redirect(self.address("links"))

    def _form(self, form: LinkForm, status: int = 200) -> HttpResponse:
        links = self.review.links.select_related("created_by").order_by("-created_at")
        return self.page(
            "reviews/links.html",
            status,
            form=form,
            links=list(links.prefetch_related("sections__section__objective")),
            now=timezone.now(),
            is_open=self.review.state == State.DRAFT,
        )


class LinkView(FocalPointPage):
    """One link: sent again with a new end, or revoked (`revoke`)."""

    link: WritingLink

    def check_access(self, **kwargs: Any) -> None:
        super().check_access(**kwargs)
        links = WritingLink.objects.filter(review=self.review)
        self.link = get_object_or_404(links, pk=number_in(str(kwargs["number"])))
        self.link.review = self.review

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self._form(EndForm(self.typed(), review=self.review))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if "revoke" in request.POST:
            revoke_link(link=self.link, by=self.user)
            messages.success(request, _("The link is revoked: it opens nothing any more."))
            return redirect(self.address("links"))
        form = EndForm(request.POST, review=self.review)
        if not form.is_valid():
            return self._form(form, INVALID)
        try:
            send_link_again(link=self.link, expires_at=form.expires_at, by=self.user)
        except NotAllowedError:
            return self._form(form, CONFLICT)
        kept_forms.forget(request)
        messages.success(request, _("The link was sent again."))
        return redirect(self.address("links"))

    def _form(self, form: EndForm, status: int = 200) -> HttpResponse:
        if self.link.revoked_at:
            raise Http404
        return self.page("reviews/link_again.html", status, form=form, link=self.link)
