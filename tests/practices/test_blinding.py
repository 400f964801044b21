"""Where names stand that a double-blind review must not show."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfWriter
from pypdf.annotations import Link, Text

from practices.blinding import names_in_metadata, places_with_names
from practices.choices import ReviewMode
from practices.models import Call, Practice
from practices.services import attach
from publication.choices import State
from publication.uploads import MEDIA_TYPES
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.practices import author_of, begun, thematic_call, whole
from tests.factories.stakeholders import OrganisationFactory, state
from tests.practices.author_forms import office_file, save, typed, upload
from tests.practices.pictures import PNG, chunk, iptc, jpeg, png, segment, tiff, xmp

NAME = "Ana Autora"


def metadata(content: bytes, suffix: str) -> list[tuple[str, str]]:
    return names_in_metadata(io.BytesIO(content), MEDIA_TYPES[suffix])


def pdf_with(metadata: dict[str, str], *, comment: str = "", xml: bytes = b"") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    writer.add_metadata(metadata)
    if comment:
        note = Text(rect=(0, 0, 9, 9), text="Good.", title_bar=comment)
        writer.add_annotation(0, note)
        writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://example.org/"))
    if xml:
        writer.xmp_metadata = xml
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


class TestPdf:
    def test_the_author_is_found_and_the_program_is_not(self) -> None:
        content = pdf_with({"/Author": NAME, "/Producer": "A program", "/Title": "Vans"})
        assert metadata(content, ".pdf") == [("Author", NAME)]

    def test_who_wrote_a_comment_is_found(self) -> None:
        content = pdf_with({}, comment=NAME)
        assert metadata(content, ".pdf") == [("Author of a comment", NAME)]

    def test_a_name_in_its_xmp_is_found(self) -> None:
        assert metadata(pdf_with({}, xml=xmp(NAME)), ".pdf") == [("XMP creator", NAME)]

    def test_one_without_names_has_none(self) -> None:
        assert metadata(pdf_with({"/Author": " "}), ".pdf") == []

    def test_one_with_a_password_may_name_anybody(self) -> None:
        writer = PdfWriter()
        writer.add_blank_page(72, 72)
        writer.encrypt("secret", algorithm="RC4-128")
        file = io.BytesIO()
        writer.write(file)
        assert metadata(file.getvalue(), ".pdf") == [("?", "")]

    @pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.7\n" + b"x" * 999])
    def test_one_that_is_damaged_may_name_anybody(self, content: bytes) -> None:
        assert metadata(content, ".pdf") == [("?", "")]


CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Vans</dc:title>'
    "<dc:creator>{}</dc:creator><cp:lastModifiedBy>{}</cp:lastModifiedBy></cp:coreProperties>"
)
APP = "<Properties><Application>Word</Application><Company>Ave</Company><Manager/></Properties>"
COMMENT = '<w:comments xmlns:w="urn:w"><w:comment w:author="Ana Autora"/></w:comments>'
CHANGE = '<w:document xmlns:w="urn:w"><w:ins w:author="Ana Autora"/></w:document>'
SHEET = "<comments><authors><author>Ana Autora</author></authors></comments>"


class TestOffice:
    @pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
    def test_its_properties_are_looked_through(self, name: str) -> None:
        file = office_file(name, core=CORE.format(NAME, "Otra"), app=APP)
        found = names_in_metadata(file, MEDIA_TYPES[name[1:]])
        assert found == [("Author", NAME), ("Last modified by", "Otra"), ("Company", "Ave")]

    @pytest.mark.parametrize(
        ("name", "part", "text"),
        [
            ("a.docx", "word/comments.xml", COMMENT),
            ("a.docx", "word/document.xml", CHANGE),
            ("a.xlsx", "xl/comments1.xml", SHEET),
            ("a.xlsx", "xl/persons/person.xml", '<p><person displayName="Ana Autora"/></p>'),
        ],
    )
    def test_comments_and_changes_too(self, name: str, part: str, text: str) -> None:
        found = names_in_metadata(office_file(name, **{part: text}), MEDIA_TYPES[name[1:]])
        assert [found_name for _part, found_name in found] == [NAME]

    def test_one_without_names_has_none(self) -> None:
        file = office_file("a.docx", core=CORE.format("", ""))
        assert names_in_metadata(file, MEDIA_TYPES[".docx"]) == []

    def test_entities_are_not_followed(self) -> None:
        bomb = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><creator>&x;</creator></a>'
        found = names_in_metadata(office_file("a.docx", core=bomb), MEDIA_TYPES[".docx"])
        assert not any("root:" in name for _part, name in found)

    def test_one_that_is_no_archive_may_name_anybody(self) -> None:
        assert metadata(b"PK\3\4 nothing", ".docx") == [("?", "")]


class TestImages:
    @pytest.mark.parametrize("order", ["<", ">"])
    @pytest.mark.parametrize(("tag", "part"), [(0x013B, "Artist"), (0x8298, "Copyright")])
    def test_exif_in_a_jpeg(self, order: str, tag: int, part: str) -> None:
        content = jpeg(segment(0xE1, b"Exif\0\0" + tiff(order, tag, b"Ana Autora\0")))
        assert metadata(content, ".jpg") == [(part, NAME)]

    def test_the_owner_of_the_camera(self) -> None:
        exif = tiff("<", 0xA430, b"Ana Autora\0", within_exif=True)
        content = jpeg(segment(0xE1, b"Exif\0\0" + exif))
        assert metadata(content, ".jpg") == [("CameraOwnerName", NAME)]

    def test_what_windows_writes(self) -> None:
        exif = tiff("<", 0x9C9D, "Ana Autora\0".encode("utf-16-le"), kind=1)
        content = jpeg(segment(0xE1, b"Exif\0\0" + exif))
        assert metadata(content, ".jpg") == [("XPAuthor", NAME)]

    def test_xmp_and_iptc_in_a_jpeg(self) -> None:
        packet = b"http://ns.adobe.com/xap/1.0/\0" + xmp(NAME)
        content = jpeg(segment(0xE1, packet), segment(0xED, iptc(80, b"Otra")))
        assert metadata(content, ".jpg") == [("XMP creator", NAME), ("By-line", "Otra")]

    @pytest.mark.parametrize(
        "part",
        [
            chunk(b"tEXt", b"Author\0Ana Autora"),
            chunk(b"zTXt", b"Author\0\0" + __import__("zlib").compress(b"Ana Autora")),
            chunk(b"iTXt", b"Author\0\0\0en\0Autor\0Ana Autora"),
            chunk(b"eXIf", tiff("<", 0x013B, b"Ana Autora\0")),
            chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp(NAME)),
        ],
    )
    def test_a_png(self, part: bytes) -> None:
        assert [name for _part, name in metadata(png(part), ".png")] == [NAME]

    def test_those_without_names_have_none(self) -> None:
        assert metadata(PNG, ".png") == []
        assert metadata(png(chunk(b"tEXt", b"Software\0Paint")), ".png") == []
        assert metadata(jpeg(), ".jpg") == []

    def test_one_that_is_damaged_may_name_anybody(self) -> None:
        broken = segment(0xE1, b"Exif\0\0II*\0\xff\xff\xff\x7f")
        assert metadata(jpeg(broken), ".jpg") == [("?", "")]

    def test_an_image_within_a_document_counts_as_well(self) -> None:
        file = office_file("a.docx")
        import zipfile  # noqa: PLC0415

        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr("word/media/a.png", png(chunk(b"tEXt", b"Author\0Ana Autora")))
        assert names_in_metadata(file, MEDIA_TYPES[".docx"]) == [("Author", NAME)]


def blind(practice: Practice) -> Practice:
    call = thematic_call(mode=ReviewMode.DOUBLE_BLIND)
    Practice.objects.filter(pk=practice.pk).update(call=call)
    return Practice.objects.get(pk=practice.pk)


def found(practice: Practice) -> list[tuple[str, str]]:
    return [(place.field, place.name) for place in places_with_names(practice)]


@pytest.mark.django_db
class TestPlaces:
    def test_names_in_the_texts_and_the_answers(self) -> None:
        practice = blind(whole(begun(OrganisationFactory(name="Fundación Ave"))))
        partners = {"partners-0-name": "Ciudad Colón"}
        data = typed(
            practice,
            title="Vans of the fundación ave",
            impact="Ciudad Colón pays. Ask ana@ave.example or look at www.ave.example/vans.",
            **partners,
            **{"criterion-rights": "Fundación Ave asks everybody."},
        )
        assert found(save(practice, data)) == [
            ("title", "Fundación Ave"),
            ("impact", "Ciudad Colón"),
            ("impact", "ana@ave.example"),
            ("impact", "www.ave.example/vans"),
            ("criterion-rights", "Fundación Ave"),
        ]

    def test_a_name_within_a_longer_word_is_none(self) -> None:
        practice = blind(whole(begun(OrganisationFactory(name="Ave")), summary="Avenues pave it."))
        assert found(practice) == []

    def test_of_a_state_in_every_language(self) -> None:
        country = state("CRI").country
        assert country is not None
        country.name_es = "Costa Rica"  # type: ignore[attr-defined]
        country.save()
        practice = blind(whole(begun(state("CRI")), summary="En Costa Rica."))
        assert ("summary", "Costa Rica") in found(practice)

    def test_the_names_of_files_and_what_images_show(self) -> None:
        practice = blind(whole(begun(OrganisationFactory(name="Fundación Ave"))))
        attach(
            practice=practice,
            file=upload("Plan Fundación Ave.png", PNG),
            by=author_of(practice),
            alternative_text="A van of Fundación Ave",
        )
        number = practice.files.get().pk
        assert found(practice) == [
            ("files", "Fundación Ave"),
            (f"shows-{number}", "Fundación Ave"),
        ]

    def test_the_properties_of_files_are_kept_when_they_are_uploaded(self) -> None:
        practice = blind(whole(begun()))
        file = office_file("plan.docx", core=CORE.format(NAME, ""))
        kept = attach(practice=practice, file=file, by=author_of(practice))
        kept.refresh_from_db()
        assert kept.names_found == [["Author", NAME]]
        assert found(practice) == [("files", NAME)]
        assert kept.file.read() == file.open().read()  # looked through, and not changed

    def test_every_link(self) -> None:
        practice = blind(whole(begun()))
        practice.links.create(order=2, title="A page", address="https://example.org/")
        assert found(practice) == [("links-2-address", "https://example.org/")]

    @pytest.mark.parametrize("mode", [ReviewMode.OPEN, ReviewMode.SINGLE_BLIND])
    def test_where_reviewers_may_know_the_author_nothing_is_told(self, mode: ReviewMode) -> None:
        practice = blind(whole(begun(), summary="Ask ana@ave.example."))
        Call.objects.filter(pk=practice.call_id).update(mode=mode)
        assert found(Practice.objects.get(pk=practice.pk)) == []


@pytest.mark.django_db
class TestWarning:
    @pytest.fixture
    def practice(self) -> Practice:
        return blind(whole(begun(), summary="Ask ana@ave.example."))

    @pytest.fixture
    def author(self, practice: Practice) -> User:
        return author_of(practice)

    @pytest.mark.parametrize("page", ["write", "check"])
    def test_it_stands_on_the_pages_before_it_is_submitted(
        self, page: str, practice: Practice, author: User
    ) -> None:
        text = signed_in(author).get(reverse(f"practice_desk:{page}", args=[practice.code])).text
        assert "This call is double-blind: a name stands in 1 place" in text
        assert '#id_summary">Summary</a>: <span dir="auto">ana@ave.example</span>' in text

    def test_it_is_no_obstacle(self, practice: Practice, author: User) -> None:
        address = reverse("publication:move", args=["practices", practice.code, "submit"])
        signed_in(author).post(address, {"declared": "on"})
        assert Practice.objects.get(pk=practice.pk).state == State.SUBMITTED

    def test_one_without_names_is_told_what_counts(self, author: User, practice: Practice) -> None:
        save(practice, typed(practice))
        text = signed_in(author).get(reverse("practice_desk:write", args=[practice.code])).text
        assert "Name nobody in the texts" in text
