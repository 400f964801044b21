"""The PDF: tagged, in every language, naming nobody, and never a page of boxes."""

import json
import re
from contextlib import suppress
from datetime import date

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from publication.paper import typesetting
from publication.paper.documents import Document, Fact, Layout, Part, Words
from publication.paper.payload import payload_of
from publication.paper.typesetting import MissingFontError, PaperError, pdf_of
from tests.publication.paper.papers import (
    about,
    catalogue_of,
    links_in,
    opened,
    paper,
    roles_in,
    text_of,
)

TITLE = "A card for seasonal workers"
LANGUAGES = ["ar", "zh-hans", "en", "fr", "ru", "es", "pt"]


class TestWhatStandsInIt:
    def test_all_of_the_document_does(self) -> None:
        text = text_of(
            pdf_of(
                paper(
                    facts=[Fact("Country", "Costa Rica"), Fact("Cost", Words("5 * 3 * 2"))],
                    parts=[
                        Part("Impact", "It *helped* **much**.", notes=(1, 2)),
                        Part("Evidence", "- one\n- two\n\n3. three", level=2),
                    ],
                    notes=["First note", Words("Second *note*", is_plain=True)],
                    notice="Demonstration.",
                )
            )
        )
        for words in (
            "A card for seasonal workers", "Practice, peer reviewed", "One card on both sides",
            "Country", "Costa Rica", "5 * 3 * 2", "Impact", "It helped much.", "Evidence", "three",
            "Notes", "First note", "Second *note*", "Demonstration.", "Network on Migration",
            "17 May 2022", "https://portal.example.org/en/practices/PRA-2022-0031/", "1 / 1",
        ):  # fmt: skip
            assert words in text, words

    def test_links_lead_to_what_is_safe(self) -> None:
        links = links_in(pdf_of(paper(parts=[
            Part("Links", "[a](https://a.org/?x=1&y=2) [b](mailto:b@b.org) [c](file:///etc/passwd)"),
        ])))  # fmt: skip
        assert links == [
            "https://a.org/?x=1&y=2",
            "mailto:b@b.org",
            "https://portal.example.org/en/practices/PRA-2022-0031/",
        ]

    @pytest.mark.parametrize(
        "code",
        ["#panic()", "#read(\"/etc/passwd\")", "$x^2$", "= Heading", "@note-1 <label>", "*/ // /*",
         "\\u{41} \\#", "`#eval`", "\"+sys.inputs+\"", "{\"t\":\"p\"}", "#import \"@preview/x:1\""],
    )  # fmt: skip
    def test_nothing_that_people_wrote_is_code(self, code: str) -> None:
        plain = Words(code, is_plain=True)
        content = pdf_of(
            paper(
                title=code, kicker=code, lead=code, organisation=code, notice=code,
                facts=[Fact(code, code)], parts=[Part(code, plain)], notes=[plain],
            )
        )  # fmt: skip
        squeezed = "".join(text_of(content).split())
        assert squeezed.count("".join(code.split())) >= 8

    def test_pages_are_counted(self) -> None:
        content = pdf_of(paper(parts=[Part("Long", "word " * 3000)]))
        pages = opened(content).pages
        assert len(pages) > 3
        assert f"2 / {len(pages)}" in " ".join(pages[1].extract_text().split())

    def test_a_document_with_nothing_but_a_title(self) -> None:
        assert "Bare" in text_of(
            pdf_of(Document(title="Bare", language="en", day=date(2022, 1, 1)))
        )


class TestLanguages:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_is_set_and_said(self, language: str) -> None:
        root = catalogue_of(pdf_of(paper(language=language)))
        assert str(root["/Lang"]).lower().startswith(language.partition("-")[0])

    @pytest.mark.parametrize(
        ("language", "words"),
        [("ar", "بطاقة للعمال"), ("zh-hans", "季节性工人卡"), ("ru", "Карта")],
    )
    def test_each_script_has_its_letters(self, language: str, words: str) -> None:
        content = pdf_of(paper(title=words, language=language, parts=[Part(words, words)]))
        fonts = set(re.findall(r"Noto\w+", " ".join(fonts_of(content))))
        assert fonts, "the fonts are in the file"

    def test_what_is_in_another_language_says_so(self) -> None:
        content = pdf_of(paper(parts=[Part("Original", Words("بطاقة", "ar"))]))
        assert "ar" in languages_in(content)
        payload = payload_of(paper(parts=[Part("Original", Words("بطاقة", "ar"))]))
        assert payload["dir"] == "ltr"
        assert payload["parts"][0]["text"]["dir"] == "rtl"

    def test_arabic_runs_from_the_right_and_the_portal_speaks_it(self) -> None:
        payload = payload_of(paper(language="ar"))
        assert payload["dir"] == "rtl"
        assert "٢" in payload["day"] or "2022" in payload["day"]

    def test_a_language_that_the_portal_has_no_pages_in(self) -> None:
        assert pdf_of(paper(parts=[Part("Original", Words("Habari", "sw"))]))


def fonts_of(content: bytes) -> list[str]:
    return [
        str(font.get_object()["/BaseFont"])
        for page in opened(content).pages
        for font in page["/Resources"].get("/Font", {}).values()  # type: ignore[attr-defined]
    ]


def languages_in(content: bytes) -> set[str]:
    """The languages that parts of the structure name."""
    return {said.decode() for said in re.findall(rb"/Lang\(([^)]*)\)", content)}


class TestAccessible:
    def test_it_is_tagged_and_says_that_it_is_pdf_ua(self) -> None:
        content = pdf_of(paper())
        root = catalogue_of(content)
        assert root["/MarkInfo"]["/Marked"]
        assert b"<pdfuaid:part>1</pdfuaid:part>" in content

    def test_headings_lists_and_links_have_their_tags(self) -> None:
        content = pdf_of(paper(parts=[
            Part("Impact", "- one\n- [two](https://x.org)"), Part("More", "x", level=2),
        ]))  # fmt: skip
        roles = roles_in(content)
        assert {"H1", "H2", "L", "LI", "LBody", "Link", "P"} <= set(roles)
        assert roles.index("H1") < roles.index("H2")

    def test_the_title_is_shown_by_readers(self) -> None:
        root = catalogue_of(pdf_of(paper()))
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]


class TestWhatItSaysOfItself:
    def test_the_author_is_the_organisation_or_nobody(self) -> None:
        said = about(pdf_of(paper()))
        assert (said["/Title"], said["/Author"]) == (TITLE, "Network on Migration")
        assert "/Author" not in about(pdf_of(paper(organisation="")))

    def test_it_holds_no_word_of_this_machine(self) -> None:
        said = about(pdf_of(paper()))
        assert set(said) == {"/Title", "/Author", "/Creator", "/CreationDate", "/ModDate"}
        assert re.fullmatch(r"Typst [0-9.]+", said["/Creator"])

    def test_its_one_date_is_that_of_the_document(self) -> None:
        said = about(pdf_of(paper()))
        assert said["/CreationDate"] == said["/ModDate"] == "D:20220517000000Z"

    def test_the_same_document_makes_the_same_bytes(self) -> None:
        assert pdf_of(paper()) == pdf_of(paper())
        assert pdf_of(paper()) != pdf_of(paper(lead="Another."))

    def test_a_certificate_names_its_bearer_on_paper_alone(self) -> None:
        content = pdf_of(
            paper(
                layout=Layout.CERTIFICATE, title="Certificate of service", lead="Ana María Núñez",
                facts=[Fact("Reviews", "4")], parts=[Part("", "has reviewed practices.")],
            )
        )  # fmt: skip
        assert "Ana María Núñez" in text_of(content)
        assert "has reviewed practices." in text_of(content)
        assert "Ana" not in str(about(content))
        xmp = content[content.index(b"<x:xmpmeta") : content.index(b"</x:xmpmeta>")]
        assert b"Ana" not in xmp
        [page] = opened(content).pages
        assert page.mediabox.width > page.mediabox.height


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without fonts: there are those that come with Typst, and no more."""
    fonts = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(typesetting, "_fonts", lambda: fonts)


@pytest.mark.usefixtures("bare")
class TestLettersWithoutAFont:
    def test_english_is_set_all_the_same(self) -> None:
        assert "It helped." in text_of(pdf_of(paper()))

    @pytest.mark.parametrize(
        ("words", "letter"),
        [("بطاقة", "ARABIC LETTER BEH"), ("季节", "CJK UNIFIED IDEOGRAPH-5B63")],
    )
    def test_arabic_and_chinese_stop_it_and_the_error_says_what_to_install(
        self, words: str, letter: str
    ) -> None:
        for document in (paper(title=words), paper(parts=[Part("x", f"A *{words}*")])):
            with pytest.raises(MissingFontError) as caught:
                pdf_of(document)
            assert letter in str(caught.value)
            assert "apt-get install fonts-noto-core fonts-noto-cjk" in str(caught.value)

    def test_so_does_any_other_script(self) -> None:
        with pytest.raises(MissingFontError, match="ETHIOPIC SYLLABLE"):
            pdf_of(paper(parts=[Part("x", "ዓለም ሰላም ኢትዮጵያ")]))

    def test_a_rare_letter_is_printed_as_its_number(self) -> None:
        assert "Ha[U+1200]lo" in text_of(pdf_of(paper(parts=[Part("x", "Haሀlo")])))

    def test_so_are_other_signs_and_joiners_are_left_out(self) -> None:
        text = text_of(pdf_of(paper(parts=[Part("x", "Good 🧑🏽\u200d💻 and\ufe0f well")])))
        assert "Good [U+1F9D1][U+1F3FD][U+1F4BB] and well" in text

    def test_another_fault_is_told_as_it_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_args: object) -> bytes:
            error = typst.TypstError("the layout is broken", "error: broken")
            error.message, error.diagnostic = "the layout is broken", "error: broken"
            raise error

        monkeypatch.setattr(typesetting, "_compile", broken)
        with pytest.raises(PaperError, match="the layout is broken"):
            pdf_of(paper())


class TestStrangeCharacters:
    @pytest.mark.parametrize("text", ["a\x00b", "a\x0bb\x1f", "a\ufeffb\uffff", "a\x85b", "a\r\nb"])
    def test_control_characters_do_not_stop_it(self, text: str) -> None:
        pdf_of(paper(title=text, parts=[Part(text, text)], facts=[Fact(text, text)]))


@given(st.text(max_size=60), st.sampled_from(["en", "ar", "zh-hans"]))
@settings(max_examples=60)
def test_any_text_makes_a_file_or_names_its_letters(text: str, language: str) -> None:
    with suppress(MissingFontError):
        pdf_of(paper(title=text, language=language, parts=[Part("x", text)]))


def test_the_digest_is_of_everything_that_stands_in_it() -> None:
    changes: list[dict[str, object]] = [
        {}, {"title": "x"}, {"language": "es"}, {"day": date(2022, 5, 18)}, {"address": "x"},
        {"organisation": "x"}, {"kicker": "x"}, {"lead": "x"}, {"lead": Words("x", "es")},
        {"facts": []}, {"parts": []}, {"parts": [Part("Impact", "It *helped*.", notes=(1,))]},
        {"notes": ["x"]}, {"notice": "x"}, {"layout": Layout.CERTIFICATE},
    ]  # fmt: skip
    digests = [paper(**change).digest for change in changes]
    assert len(set(digests)) == len(changes)
    assert paper().digest == digests[0]


def test_the_payload_is_plain_data() -> None:
    payload = payload_of(paper())
    assert json.loads(json.dumps(payload)) == payload
