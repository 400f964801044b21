"""The lists of a document: one kind with bullets, and one that is numbered anew each time."""

from dataclasses import dataclass, field

from publication.offline.namespaces import W

BULLETS, NUMBERS = 1, 2
LEVELS = range(9)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass
class Numbering:
    """Word knows a list by a number; `starts` has where each numbered one begins."""

    starts: list[int] = field(default_factory=list)

    def bulleted(self) -> int:
        return 1

    def numbered(self, start: int) -> int:
        self.starts.append(start)
        return len(self.starts) + 1

    def xml(self) -> str:
        lists = "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{NUMBERS}"/>'
            f"{_begins(start)}</w:num>"
            for number, start in enumerate(self.starts, 2)
        )
        return (
            f'{HEAD}<w:numbering xmlns:w="{W}">'
            f"{_abstract(BULLETS, 'bullet', '•')}{_abstract(NUMBERS, 'decimal', '')}"
            f'<w:num w:numId="1"><w:abstractNumId w:val="{BULLETS}"/></w:num>{lists}</w:numbering>'
        )


def _begins(start: int) -> str:
    """Each level begins there: a list within a list is one of its own."""
    return "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for level in LEVELS
    )


def _abstract(identity: int, kind: str, sign: str) -> str:
    levels = "".join(_level(level, kind, sign or f"%{level + 1}.") for level in LEVELS)
    return (
        f'<w:abstractNum w:abstractNumId="{identity}">'
        f'<w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
    )


def _level(level: int, kind: str, sign: str) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
    )
