"""The parts of the archive around the document: types, relations, styles and properties."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from publication.offline.namespaces import RELATIONSHIPS, W
from publication.offline.tongues import Tongue
from publication.paper.documents import Document, Words
from publication.paper.payload import clean
from publication.paper.word.ends import FOOTER, HEADER, footer_of, header_of
from publication.paper.word.links import Links

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = {"styles": "styles.xml", "numbering": "numbering.xml", "header": HEADER, "footer": FOOTER}
CORE = "application/vnd.openxmlformats-package.core-properties+xml"


def parts_of(document: Document, links: Links) -> Mapping[str, str | bytes]:
    """By name, in the order in which they stand in the archive."""
    return {
        "[Content_Types].xml": _types(),
        "_rels/.rels": f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="r1" Type="{RELATIONSHIPS}/officeDocument" Target="word/document.xml"/>
<Relationship Id="r2" Type="{PACKAGE}/relationships/metadata/core-properties"
 Target="docProps/core.xml"/></Relationships>""",
        "word/_rels/document.xml.rels": _relations(links),
        "word/styles.xml": _styles(Tongue(document.language)),
        f"word/{HEADER}": header_of(document),
        f"word/{FOOTER}": footer_of(document),
        "docProps/core.xml": _core(document),
    }


def _types() -> str:
    main = f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
    others = "".join(
        f'<Override PartName="/word/{name}" ContentType="{WORD}.{what}+xml"/>'
        for what, name in PARTS.items()
    )
    return f"""{HEAD}<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>{main}{others}
<Override PartName="/docProps/core.xml" ContentType="{CORE}"/></Types>"""


def _relations(links: Links) -> str:
    parts = "".join(
        f'<Relationship Id="{what}" Type="{RELATIONSHIPS}/{what}" Target="{name}"/>'
        for what, name in PARTS.items()
    )
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{parts}{links.relations}'
        "</Relationships>"
    )


def _core(document: Document) -> str:
    """It names nobody as its author but the organisation, and no time."""
    title = document.title.text if isinstance(document.title, Words) else document.title
    author = clean(document.organisation)
    return f"""{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(clean(title))}</dc:title>
{f"<dc:creator>{escape(author)}</dc:creator>" if author else ""}
<dc:language>{Tongue(document.language).tag}</dc:language></cp:coreProperties>"""


def _styles(tongue: Tongue) -> str:
    latin = "en-GB" if tongue.is_from_the_right else tongue.tag
    return f"""{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Arial" w:eastAsia="Microsoft YaHei"/>
<w:color w:val="10222E"/><w:sz w:val="21"/><w:szCs w:val="23"/>
<w:lang w:val="{latin}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="300" w:lineRule="auto"/></w:pPr>
</w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
{_style("Title", "Title", size=42, bold=True, after=160)}
{_style("Heading1", "heading 1", size=28, bold=True, before=480, after=120, level=0)}
{_style("Heading2", "heading 2", size=23, bold=True, before=280, after=80, level=1)}
{_style("Heading3", "heading 3", size=21, bold=True, before=200, after=60, level=2)}
{_style("TOC1", "toc 1", size=21, before=80, after=40)}
{_style("TOC2", "toc 2", size=21, after=20, inset="360")}
{_style("PaperContents", "Paper Contents", size=28, bold=True, before=480, after=120)}
{_style("PaperCaption", "Paper Caption", size=18, bold=True, before=240, after=80, stays=True)}
{_style("PaperCell", "Paper Cell", size=18, before=30, after=30)}
{_style("Quote", "Quote", size=21, inset="567")}
{_style("ListParagraph", "List Paragraph", size=21, inset="360")}
{_style("PaperKicker", "Paper Kicker", size=18, bold=True, color="0B4F71", after=120)}
{_style("PaperLead", "Paper Lead", size=24, color="47596A", after=240)}
{_style("PaperLabel", "Paper Label", size=18, color="47596A")}
{_style("PaperEnd", "Paper End", size=16, color="47596A", after=40)}
<w:style w:type="table" w:styleId="PaperFacts"><w:name w:val="Paper Facts"/><w:tblPr>
<w:tblBorders>{_rules("top", "bottom", "insideH")}</w:tblBorders></w:tblPr></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
<w:rPr><w:color w:val="0B4F71"/><w:u w:val="single"/></w:rPr></w:style>
</w:styles>"""


def _rules(*sides: str) -> str:
    return "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="D6DFE4"/>' for side in sides
    )


def _style(
    identity: str, name: str, *, size: int, color: str = "10222E", bold: bool = False,
    before: int = 0, after: int = 140, level: int | None = None, inset: str = "",
    stays: bool = False,
) -> str:  # fmt: skip
    """A paragraph style. Right-to-left text is measured by the values for complex scripts.

    One that `stays` is on the page of what follows it.
    """
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    custom = ' w:customStyle="1"' if identity.startswith("Paper") else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"{custom}><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        f"{'<w:keepNext/>' if stays or level is not None or identity == 'Title' else ''}"
        f'<w:spacing w:before="{before}" w:after="{after}"/>'
        f"{f'<w:ind w:left={chr(34)}{inset}{chr(34)}/>' if inset else ''}{outline}</w:pPr>"
        f"<w:rPr>{'<w:b/><w:bCs/>' if bold else ''}"
        f'<w:color w:val="{color}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        "</w:style>"
    )
