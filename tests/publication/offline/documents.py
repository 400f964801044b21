"""Documents as word processors leave them: taken apart, changed, and put together again."""

import io
import re
import zipfile
from collections.abc import Callable

from publication.offline import Entry, Returned, Section, Sheet, read_docx, write_docx
from publication.offline.namespaces import W

DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
HEAD = f'<w:document xmlns:w="{W}"><w:body>'
TAIL = "<w:sectPr/></w:body></w:document>"


def sheet(language: str = "en", **answers: str) -> Sheet:
    """A form with an entry for each answer, in two sections."""
    entries = [
        Entry(key, f"Label of {key}", f"Help of {key}\nmore help", text)
        for key, text in answers.items()
    ]
    half = len(entries) // 2
    return Sheet(
        title="A practice <of> Costa Rica & Panama",
        language=language,
        code="PRA-2022-0031",
        base=4,
        introduction="Before 1 May.",
        sections=[
            Section("What & why", entries[:half], "Some help"),
            Section("More", entries[half:]),
        ],
    )


def read(content: bytes) -> Returned:
    return read_docx(io.BytesIO(content))


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def with_parts(content: bytes, changed: dict[str, str]) -> bytes:
    """With these parts in place of its own, or beside them."""
    return packed({**parts_of(content), **{name: text.encode() for name, text in changed.items()}})


def mangled(content: bytes, *steps: Callable[[str], str]) -> bytes:
    """With its main part changed by each step."""
    parts = parts_of(content)
    text = parts[DOCUMENT].decode()
    for step in steps:
        changed = step(text)
        assert changed != text, "the step found nothing to change"
        text = changed
    return packed({**parts, DOCUMENT: text.encode()})


def document(body: str, around: bytes | None = None) -> bytes:
    """A document with this body, as if it had been a form of ours."""
    parts = parts_of(around or write_docx(sheet(a="")))
    return packed({**parts, DOCUMENT: (HEAD + body + TAIL).encode()})


def p(text: str, properties: str = "") -> str:
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def control(key: str, content: str, more: str = "") -> str:
    properties = f'<w:sdtPr><w:tag w:val="{key}"/>{more}</w:sdtPr>'
    return f"<w:sdt>{properties}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


def without_controls(text: str) -> str:
    """As Google Docs leaves it: what stands in the controls, and the controls gone."""
    text = re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "", text, flags=re.DOTALL)
    return re.sub(r"</?w:sdt(?:Content)?>", "", text)


def without_tags(text: str) -> str:
    """As LibreOffice leaves it: controls that do not say any more whose they are."""
    return re.sub(r"<w:tag [^>]*/>", "", text)


def without_formats(text: str) -> str:
    return re.sub(r"<w:(pPr|rPr)>.*?</w:\1>", "", text, flags=re.DOTALL)


def in_pieces(text: str) -> str:
    """As Word saves after corrections: runs cut anywhere, with remarks of the spelling checker."""

    def cut(found: re.Match[str]) -> str:
        words = found[1]
        half = len(words) // 2
        if not half or "&" in words:
            return found[0]
        pieces = (
            f'<w:t xml:space="preserve">{piece}</w:t>' for piece in (words[:half], words[half:])
        )
        between = (
            '</w:r><w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="_GoBack"/>'
            '<w:bookmarkEnd w:id="0"/><w:r w:rsidR="00A77B3E">'
        )
        return between.join(pieces)

    return re.sub(r'<w:t xml:space="preserve">([^<]*)</w:t>', cut, text)


def in_a_table(text: str) -> str:
    """Everything pasted into a table of one cell."""
    begin, end = text.index("<w:body>") + len("<w:body>"), text.index("<w:sectPr")
    cell = f"<w:tbl><w:tblPr/><w:tr><w:tc>{text[begin:end]}</w:tc></w:tr></w:tbl><w:p/>"
    return text[:begin] + cell + text[end:]


def strict(text: str) -> str:
    """As Word saves “Strict Open XML”."""
    return text.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")


def without_line(said: str) -> Callable[[str], str]:
    """With the paragraph of these words deleted."""
    words = re.escape(said)
    return lambda text: re.sub(
        rf"<w:p>(?:(?!</w:p>).)*>{words}</w:t></w:r></w:p>", "", text, flags=re.DOTALL
    )
