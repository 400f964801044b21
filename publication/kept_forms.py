"""What was typed is kept when the session has run out: in the anonymous session, until sign-in."""

from django.http import HttpRequest, QueryDict

KEY = "kept_form"
MOST_BYTES = 300_000


def keep(request: HttpRequest, place: str) -> bool:
    """Keep the posted form for this place; False if it is too large to keep."""
    form = request.POST.copy()
    form.pop("csrfmiddlewaretoken", None)
    typed = form.urlencode()
    if len(typed) > MOST_BYTES:
        return False
    request.session[KEY] = {"place": place, "form": typed}
    return True


def take(request: HttpRequest, place: str) -> QueryDict | None:
    """The form kept for this place. It stays kept until `forget`."""
    kept = request.session.get(KEY)
    if not kept or kept["place"] != place:
        return None
    return QueryDict(kept["form"])


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
