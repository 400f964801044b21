"""Who joins in: invited by those who make the pledge, answered by the partner's own people."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from pledges.choices import PartnerState
from pledges.forms.others import AnswerForm
from pledges.models import Partner
from pledges.record import partners_record
from pledges.rules import is_author, may_answer
from pledges.services import (
    AlreadyDecidedError,
    BadPartnerError,
    NotAllowedError,
    answer_invitation,
    invite_partner,
    leave,
    take_back_invitation,
)
from pledges.views.access import CONFLICT, INVALID, PledgePage
from publication import kept_forms
from stakeholders.models import Organisation

MOST_FOUND = 30


class PartnersView(PledgePage):
    """Finds verified organisations by name, and invites them or takes an invitation back."""

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not is_author.test(self.user, self.pledge):
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        try:
            if "take_back" in request.POST:
                self._take_back(request.POST["take_back"])
            else:
                self._invite(request.POST.get("organisation", ""))
        except BadPartnerError:
            words = _(
                "This organisation cannot be invited: it makes the pledge itself, "
                "is not verified, or was invited already."
            )
            return self._page(INVALID, refused=words)
        except AlreadyDecidedError:
            return self._page(CONFLICT, refused=_("It was answered in the meantime."))
        return redirect("pledge_desk:partners", code=self.pledge.code)

    def _invite(self, number: str) -> None:
        organisation = get_object_or_404(Organisation.objects.verified(), pk=_number(number))
        invite_partner(pledge=self.pledge, organisation=organisation, by=self.user)
        words = _("%(organisation)s is asked to join in.") % {"organisation": organisation}
        messages.success(self.request, words)

    def _take_back(self, number: str) -> None:
        partner = get_object_or_404(self.pledge.partners.all(), pk=_number(number))
        take_back_invitation(partner=partner, by=self.user)
        messages.success(self.request, _("The invitation is taken back."))

    def _page(self, status: int = 200, refused: str = "") -> HttpResponse:
        words = self.request.GET.get("q", "").strip()
        partners = list(self.pledge.partners.select_related("organisation__country"))
        return self.page(
            "pledges/partners.html",
            status,
            partners=partners,
            record=partners_record(self.pledge),
            query=words,
            found=self._found(words, partners) if words else None,
            refused=refused,
        )

    def _found(self, words: str, partners: list[Partner]) -> list[Organisation]:
        there = {PartnerState.INVITED, PartnerState.ACCEPTED}
        taken = [partner.organisation_id for partner in partners if partner.state in there]
        found = Organisation.objects.verified().named_like(words[:200])
        others = found.exclude(pk__in=[*taken, self.pledge.organisation_id])
        return list(others.select_related("country", "type").order_by("name", "pk")[:MOST_FOUND])


class PartnerView(PledgePage):
    """One's own part in the pledge of another: accept, decline, or leave."""

    partner: Partner

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        partners = self.pledge.partners.select_related("organisation__country", "invited_by")
        self.partner = get_object_or_404(partners, pk=kwargs["number"])
        self.partner.pledge = self.pledge
        if not may_answer(self.user, self.partner):
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self._page(AnswerForm(self.typed()))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = AnswerForm(request.POST)
        answer = request.POST.get("answer", "")
        if not form.is_valid() or answer not in {"accept", "decline", "leave"}:
            return self._page(form, INVALID)
        try:
            self._answer(answer, form.cleaned_data["note"])
        except AlreadyDecidedError:
            self.partner.refresh_from_db()
            return self._page(form, CONFLICT, was_decided=True)
        except NotAllowedError as error:
            raise Http404 from error
        kept_forms.forget(request)
        messages.success(request, self._told(answer))
        is_in = answer == "accept"
        return redirect(self.pledge.desk_address if is_in else "pledge_desk:mine")

    def _answer(self, answer: str, note: str) -> None:
        if answer == "leave":
            leave(partner=self.partner, by=self.user, note=note)
        else:
            accept = answer == "accept"
            answer_invitation(partner=self.partner, accept=accept, by=self.user, note=note)

    def _told(self, answer: str) -> str:
        words = {
            "accept": _("%(organisation)s joins in, and is named with the pledge."),
            "decline": _("%(organisation)s does not join in. It is named nowhere."),
            "leave": _("%(organisation)s has left the pledge."),
        }
        return words[answer] % {"organisation": self.partner.organisation}

    def _page(self, form: AnswerForm, status: int = 200, **context: Any) -> HttpResponse:
        return self.page("pledges/partner.html", status, form=form, partner=self.partner, **context)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):  # noqa: PLR2004
        raise Http404
    return int(text)
