"""From a few addresses to all that they lead to, as a person who clicks on everything would."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.test import Client

from tests.crawling.reading import said_in

# What ends the visit or leads out of what is tried here.
CLOSED = ("/admin/", "/accounts/", "/static/", "/i18n/", "/health/", "/metrics")
LINKS = {"a": "href", "link": "href", "img": "src", "form": "action", "source": "src"}
OF_HTMX = "hx-get"
# Of the filters of a list each value is tried once, not every set of values with every other.
MOST_WORDS = 1
MOST_PAGES = 3000


@dataclass(frozen=True)
class Answer:
    address: str
    status: int
    text: str


class Links(HTMLParser):
    """The addresses in a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "form" and (named.get("method") or "get").lower() == "post":
            return
        for name in (LINKS.get(tag), OF_HTMX):
            if name and (address := named.get(name)):
                self.found.append(address)


def crawl(
    client: Client, starts: Iterable[str], *, language: str = "en", within: Sequence[str] = ("/",)
) -> Mapping[str, Answer]:
    """Every answer by its address. Other languages lead to the same things and are left out.

    What does not lie `within` (paths after the language) is read if a link leads there, and its own
    links are not followed.
    """
    waiting = deque(starts)
    answers: dict[str, Answer] = {}
    seen = set(waiting)
    while waiting:
        address = waiting.popleft()
        assert len(answers) < MOST_PAGES, f"{address} is one too many"
        answers[address] = answer = _get(client, address)
        if not _path_inside(address, language).startswith(tuple(within)):
            continue
        for link in _links_in(answer, language):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return answers


def _get(client: Client, address: str) -> Answer:
    response = client.get(address)
    text = said_in(response)
    if "Location" in response:
        text += f'<a href="{response["Location"]}"></a>'
    return Answer(address, response.status_code, text)


def _links_in(answer: Answer, language: str) -> Iterator[str]:
    for found in Links(answer.text).found:
        parts = urlsplit(urljoin(answer.address, found))
        if parts.netloc not in {"", "testserver"} or parts.scheme not in {"", "http", "https"}:
            continue
        if _is_tried(parts.path, language) and len(parse_qsl(parts.query)) <= MOST_WORDS:
            yield parts.path + (f"?{urlencode(parse_qsl(parts.query))}" if parts.query else "")


def _path_inside(address: str, language: str) -> str:
    return urlsplit(address).path.removeprefix(f"/{language}")


def _is_tried(path: str, language: str) -> bool:
    inside = _path_inside(path, language)
    if inside == path and not path.startswith(("/feeds/", "/api/", "/open-data/", "/embed/")):
        return False
    return not any(inside.startswith(closed) for closed in CLOSED)
