"""Feeds are valid, stable, and tell nothing that XML or a reader of feeds would run."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from publication.browsing import feeds
from tests.publication.browsing.things import START, narrowed, say, take_away, thing

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(query: str = "") -> ElementTree.Element:
    written = feeds.feed_of(
        narrowed(query),
        absolute=lambda path: f"https://p.example{path}",
        here="https://p.example/f",
    ).writeString("utf-8")
    return ElementTree.fromstring(written)  # noqa: S314 - written a line above


def texts(of: ElementTree.Element, path: str) -> list[str]:
    return [
        found.text or "" for found in of.findall("/".join(f"{ATOM}{p}" for p in path.split("/")))
    ]


def test_it_has_all_that_atom_demands() -> None:
    pk = thing("Title", text="Text " * 100, size=["small"])
    root = feed("size=small")
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert texts(root, "title") == ["Things: Small"]
    assert texts(root, "id") == ["https://p.example/f"]
    assert texts(root, "author/name") == ["IMRF Portal"]
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "https://p.example/en/pledges/?size=small",
        "self": "https://p.example/f",
    }
    (entry,) = root.findall(f"{ATOM}entry")
    assert texts(entry, "id") == [f"tag:testserver,2026:THG-{pk}"]
    assert texts(entry, "title") == ["Title"]
    assert texts(entry, "updated") == texts(entry, "published") == texts(root, "updated")
    assert texts(entry, "summary")[0].endswith("Text…")


def test_it_is_as_new_as_its_newest_entry() -> None:
    old, _new = thing("Old"), thing("New")
    say(old, updated_at=START + timedelta(days=90))
    assert texts(feed(), "entry/title") == ["Old", "New"]
    assert texts(feed(), "updated") == ["2026-04-01T00:00:00+00:00"]
    take_away(old)
    assert texts(feed(), "entry/title") == ["New"]


def test_an_empty_feed_stays_as_it_is_while_nothing_changes() -> None:
    thing()
    assert texts(feed("q=nothing"), "updated") == texts(feed("q=nothing"), "updated")


def test_markup_is_text_and_what_xml_cannot_hold_is_left_out() -> None:
    thing("<b>A & B</b>\x0b", text="<script>alert(1)</script>\x00\ufffe & more".replace("\x00", ""))
    root = feed()
    assert texts(root, "entry/title") == ["<b>A & B</b>"]
    # The summary is taken as HTML, so what was written is escaped in it.
    assert texts(root, "entry/summary") == ["&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"]


def test_it_ends_somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "ENTRIES", 2)
    for number in range(4):
        thing(f"Thing {number}")
    assert texts(feed(), "entry/title") == ["Thing 3", "Thing 2"]


def test_the_address_takes_the_words_of_the_page(client: Client) -> None:
    answer = client.get("/feeds/pledges.atom", {"stage": "planning", "reader": "es", "q": "a b"})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml"
    root = ElementTree.fromstring(answer.content)  # noqa: S314 - our own
    assert texts(root, "id") == [
        "http://testserver/feeds/pledges.atom?stage=planning&reader=es&q=a+b"
    ]
    page = root.find(f"{ATOM}link[@rel='alternate']")
    assert page is not None
    assert page.get("href") == "http://testserver/es/pledges/?stage=planning&q=a+b"


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("stage=begun", "begun"),
        ("reader=xx", "xx"),
        ("ordering=size", "size"),
        ("q=" + "a" * 201, ""),
    ],
)
def test_what_it_does_not_know_is_a_problem_in_words(client: Client, query: str, word: str) -> None:
    answer = client.get(f"/feeds/pledges.atom?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 400
    assert word in answer.json()["detail"]


def test_what_has_no_list_has_no_feed(client: Client) -> None:
    assert client.get("/feeds/nothing.atom").status_code == 404
    assert client.post("/feeds/pledges.atom").status_code == 405
