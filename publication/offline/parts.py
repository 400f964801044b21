"""The parts of the archive around the document: types, relations, styles and properties."""

from xml.sax.saxutils import escape, quoteattr

from publication.offline.characters import carried
from publication.offline.namespaces import BASE, CODE, RELATIONSHIPS, W
from publication.offline.sheets import Sheet
from publication.offline.tongues import Tongue

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006"

TYPES = f"""{HEAD}<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{OFFICE}.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{OFFICE}.wordprocessingml.styles+xml"/>
<Override PartName="/docProps/core.xml" ContentType=
"application/vnd.openxmlformats-package.core-properties+xml"/>
<Override PartName="/docProps/custom.xml" ContentType="{OFFICE}.custom-properties+xml"/>
</Types>"""
ROOT = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="r1" Type="{RELATIONSHIPS}/officeDocument" Target="word/document.xml"/>
<Relationship Id="r2" Type="{PACKAGE}/relationships/metadata/core-properties"
 Target="docProps/core.xml"/>
<Relationship Id="r3" Type="{RELATIONSHIPS}/custom-properties" Target="docProps/custom.xml"/>
</Relationships>"""
OF_THE_DOCUMENT = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="r1" Type="{RELATIONSHIPS}/styles" Target="styles.xml"/>
</Relationships>"""


def around(sheet: Sheet) -> dict[str, str]:
    """By name, in the order in which they stand in the archive."""
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "word/_rels/document.xml.rels": OF_THE_DOCUMENT,
        "word/styles.xml": _styles(Tongue(sheet.language)),
        "docProps/core.xml": _core(sheet),
        "docProps/custom.xml": _custom(sheet),
    }


def _core(sheet: Sheet) -> str:
    """A title and a language: no author, and no time at which anybody did anything."""
    return f"""{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(carried(sheet.title))}</dc:title>
<dc:language>{Tongue(sheet.language).tag}</dc:language></cp:coreProperties>"""


def _custom(sheet: Sheet) -> str:
    def one(number: int, name: str, value: str) -> str:
        return (
            f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" '
            f"name={quoteattr(name)}><vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        )

    return (
        f'{HEAD}<Properties xmlns="{PROPERTIES}/custom-properties" '
        f'xmlns:vt="{PROPERTIES}/docPropsVTypes">'
        f"{one(2, CODE, sheet.code)}{one(3, BASE, str(sheet.base))}</Properties>"
    )


def _styles(tongue: Tongue) -> str:
    return f"""{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Microsoft YaHei"/>
<w:sz w:val="21"/><w:szCs w:val="23"/><w:lang w:val="{
        "en-GB" if tongue.is_from_the_right else tongue.tag
    }" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
{_style("Title", "Title", size=36, bold=True, color="10222E", after=160)}
{_style("Heading1", "heading 1", size=28, bold=True, color="0B4F71", before=360, level=0)}
{_style("Heading2", "heading 2", size=22, bold=True, color="10222E", before=240, level=1)}
{_style("PortalHelp", "Portal Help", size=19, color="47596A")}
{_style("PortalMark", "Portal Mark", size=13, color="8A97A1", after=20)}
{_style("PortalAnswer", "Portal Answer", size=21, after=0, border=_box())}
{_style("PortalCell", "Portal Cell", size=20, after=0)}
</w:styles>"""


def _box() -> str:
    """Borders around an answer, so that everybody sees where to write, in any word processor."""
    sides = ("top", "left", "bottom", "right")
    return "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="4" w:color="6B7B88"/>' for side in sides
    )


def _style(
    identity: str, name: str, *, size: int, color: str = "10222E", bold: bool = False,
    before: int = 0, after: int = 80, level: int | None = None, border: str = "",
) -> str:  # fmt: skip
    """A paragraph style. Right-to-left text is measured by the values for complex scripts."""
    is_heading = level is not None or identity == "Title"
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"'
        f"{'' if is_heading else ' w:customStyle=' + quoteattr('1')}>"
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{'<w:keepNext/>' if is_heading else ''}"
        f"{'<w:pBdr>' + border + '</w:pBdr>' if border else ''}"
        f'<w:spacing w:before="{before}" w:after="{after}"/>{outline}</w:pPr>'
        f"<w:rPr>{'<w:b/><w:bCs/>' if bold else ''}"
        f'<w:color w:val="{color}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        "</w:style>"
    )
