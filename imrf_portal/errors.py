"""What a person sees when something is refused or has failed.

A page says in words what was wrong and what can be done, and shows nothing of the inside.
"""

import logging

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext_lazy as _

from imrf_portal.receiving import FormTooLarge

log = logging.getLogger(__name__)


class BadInput(BadRequest):
    """Input that is refused, with a message that is meant for the person who sent it."""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return page(request, "errors/bad_request.html", status, reason=reason_for(exception))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, "errors/forbidden.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, "errors/not_found.html", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: shown with what was typed, so that no text is lost."""
    return page(request, "errors/csrf_failure.html", 403, typed=typed_text(request))


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs neither the database nor the frame of the other pages: they may be what failed."""
    return bare_page(request, "errors/server_error.html", 500)


def page(request: HttpRequest, template: str, status: int, **context: object) -> HttpResponse:
    """A page of the portal, or a bare one where the request is too broken for the frame."""
    try:
        with override(get_language_from_request(request, check_path=True)):
            return render(request, template, context, status=status)
    except Exception:
        log.exception("The frame of an error page failed")
        return bare_page(request, "errors/refused.html", status)


def bare_page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    with override(get_language_from_request(request, check_path=True)):
        return HttpResponse(render_to_string(template, {"status": status}), status=status)


def reason_for(exception: Exception) -> str:
    """Our own words for what was wrong; the exceptions of Django are written for developers."""
    match exception:
        case BadInput() | FormTooLarge():
            return str(exception)
        case RequestDataTooBig():
            limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2
            return str(_("The text that was sent is larger than %(limit)s MB.") % {"limit": limit})
        case TooManyFieldsSent() | TooManyFilesSent():
            return str(_("The form that was sent has more fields or files than any form here."))
        case MultiPartParserError():
            return str(_("The form that was sent arrived damaged."))
        case _:
            return str(_("The address or the data that was sent could not be read."))


def typed_text(request: HttpRequest) -> list[str]:
    """What the person wrote, when the form was one of ours; never a secret."""
    if request.headers.get("Sec-Fetch-Site") != "same-origin":
        return []
    return [
        text
        for name, texts in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for text in texts
        if len(text.split()) > 1
    ]
