"""The outbox as the Secretariat sees it: what has left, what waits, what needs a decision."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.views.access import SecretariatView
from notices.choices import NoticeState
from notices.models import Notice
from notices.services import mark_as_sent, send_again

PER_PAGE = 50


class OutboxView(SecretariatView):
    """The addresses and the kinds are shown, the words are not: a mail may carry a secret."""

    def get(self, request: HttpRequest) -> HttpResponse:
        counts = dict(Notice.objects.order_by().values_list("state").annotate(count=Count("pk")))
        notices = Notice.objects.select_related("recipient").defer("context")
        context = {
            "counts": [(state, counts.get(state.value, 0)) for state in NoticeState],
            "stuck": notices.stuck(timezone.now()),
            "failed": notices.filter(state=NoticeState.FAILED)[:PER_PAGE],
            "page": Paginator(notices, PER_PAGE).get_page(request.GET.get("page")),
        }
        return render(request, "desk/outbox.html", context)


class SettleNoticeView(SecretariatView):
    """A person decides about a message that failed, or that may or may not have left."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        notice = get_object_or_404(Notice, pk=number)
        verb = {"again": send_again, "left": mark_as_sent}.get(request.POST.get("decision", ""))
        if verb is None or not verb(notice):
            messages.warning(request, _("Nothing was changed: the message has moved on."))
        else:
            messages.success(request, _("Done."))
        return redirect("desk:outbox")
