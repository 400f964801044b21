"""Discussion spaces as everybody reads them, with an account or without."""

from typing import Any

from django.conf import settings
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views import View

from dialogues.discussion.choosing import Narrowed
from dialogues.discussion.feed import feed_of
from dialogues.discussion.reading import languages_in, questions_in, thread_around, threads_of
from dialogues.models import Post, Space
from dialogues.rules import may_moderate_in
from publication.browsing.facets import RefusedError
from stakeholders.models import User

PAGE_SIZE = 20
MOST_DIGITS = 15


def public_space(code: str) -> Space:
    """Raises Http404 for what nobody may know of yet."""
    return get_object_or_404(Space.objects.public().with_names(), code=code)


def spaces_page(request: HttpRequest) -> HttpResponse:
    """What is open, the next to close first; then what opens, and what is over."""
    now = timezone.now()
    spaces = list(Space.objects.public().with_names().with_counts())
    groups = {
        "still_open": sorted((s for s in spaces if s.is_open(now)), key=lambda s: s.closes_at),
        "coming": sorted((s for s in spaces if s.opens_at > now), key=lambda s: s.opens_at),
        "over": [s for s in spaces if s.closes_at <= now],
    }
    return render(request, "dialogues/spaces/list.html", groups)


class SpaceView(View):
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        space = public_space(code)
        questions = list(space.questions.all())
        try:
            narrowed = Narrowed.read(request.GET, questions)
        except RefusedError as error:
            listing = {"title": str(space), "address": space.get_absolute_url()}
            context = {"listing": listing, "error": error}
            return render(request, "publication/browse/refused.html", context, status=400)
        page = page_of(Paginator(narrowed.heads(space), PAGE_SIZE), request.GET.get("page", "1"))
        languages, taken_up = languages_in(space), questions_in(space)
        context = {
            **about(request, space),
            "questions": [(question, taken_up.get(question.pk, 0)) for question in questions],
            "languages": [
                (code, dict(settings.LANGUAGES)[code], n) for code, n in languages.items()
            ],
            "count": sum(languages.values()),
            "narrowed": narrowed,
            "page": page,
            "threads": threads_of(space, list(page.object_list)),
            "extensions": space.extensions.all(),
        }
        return render(request, "dialogues/spaces/space.html", context)


def page_of(paginator: "Paginator[Post]", number: str) -> Any:
    """Raises Http404 where there is no such page."""
    try:
        return paginator.page(number)
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error


def number_in(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if is_number else None


def about(request: HttpRequest, space: Space) -> dict[str, Any]:
    """How it stands, and what this reader can do with it."""
    user, now = request.user, timezone.now()
    stands = {
        "space": space,
        "is_open": space.is_open(now),
        "is_coming": space.opens_at > now,
    }
    if not isinstance(user, User):
        return stands
    return {
        **stands,
        "takes_part": bool(user.roles_held),
        "follows": space.followings.filter(user=user).exists(),
        "moderates": may_moderate_in(user, space),
    }


def feed(request: HttpRequest, code: str) -> HttpResponse:
    space = public_space(code)
    written = feed_of(
        space, absolute=request.build_absolute_uri, here=request.build_absolute_uri()
    ).writeString("utf-8")
    return HttpResponse(written, content_type="application/atom+xml")


class PostView(View):
    """One contribution at an address that never changes, in its thread."""

    def get(self, request: HttpRequest, code: str, number: int) -> HttpResponse:
        space = public_space(code)
        published = Post.objects.published().filter(space=space)
        named = published.with_names().select_related("answers__organisation__country")
        post = get_object_or_404(named.select_related("answers__organisation__type"), pk=number)
        thread = thread_around(space, post)
        shown = (*([thread.head] if thread.head else []), *thread.answers)
        context = {
            **about(request, space),
            "thread": thread,
            "this": next(one for one in shown if one.number == post.pk),
            "address": request.build_absolute_uri(post.get_absolute_url()),
        }
        return render(request, "dialogues/spaces/post.html", context)
