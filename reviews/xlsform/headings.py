"""The headings of the columns: what stands under them, and in which language."""

import re
from dataclasses import dataclass

from publication.translated import LANGUAGES

ALIASES = {
    "list_name": "list_name",
    "list name": "list_name",
    "value": "name",
    "caption": "label",
    "relevance": "relevant",
    "relevant": "relevant",
    "required": "required",
    "constraint": "constraint",
    "constraint message": "constraint_message",
    "constraint_msg": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "choice filter": "choice_filter",
    "calculate": "calculation",
    "readonly": "read_only",
    "command": "type",
    "guidance_hint": "guidance_hint",
}
PREFIXES = re.compile(r"^(?:bind|control|body)\s*::?\s*(?!imrf)", re.IGNORECASE)
OF_OURS = re.compile(r"^bind\s*::\s*imrf\s*:\s*(.+)$", re.IGNORECASE)
TRANSLATED = {
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
    "form_title",
}
IN_BRACKETS = re.compile(r"\(([A-Za-z]{2,3}(?:[-_][A-Za-z]+)?)\)\s*$")
NAMES = {
    "arabic": "ar",
    "العربية": "ar",
    "عربي": "ar",
    "chinese": "zh-hans",
    "中文": "zh-hans",
    "zh": "zh-hans",
    "zh-cn": "zh-hans",
    "english": "en",
    "french": "fr",
    "français": "fr",
    "francais": "fr",
    "russian": "ru",
    "русский": "ru",
    "spanish": "es",
    "español": "es",
    "espanol": "es",
    "portuguese": "pt",
    "português": "pt",
    "portugues": "pt",
}


@dataclass(frozen=True)
class Heading:
    """`language` is a code of the portal, blank where none is named; `unknown` is any other."""

    text: str
    name: str
    language: str = ""
    unknown: str = ""


def heading_in(text: str) -> Heading:
    text = text.strip()
    if ours := OF_OURS.match(text):
        return Heading(text, f"imrf:{ours[1].strip().lower()}")
    plain = PREFIXES.sub("", text)
    base, _colon, rest = plain.partition("::" if "::" in plain else ":")
    name = _named(base)
    if name not in TRANSLATED or not rest.strip():
        return Heading(text, _named(plain))
    language = language_in(rest)
    return Heading(text, name, language or "", "" if language else rest.strip())


def _named(text: str) -> str:
    name = text.strip().casefold()
    return ALIASES.get(name, name.replace(" ", "_") if name.startswith("form") else name)


def language_in(text: str) -> str | None:
    """“English (en)”, “EN” or “Français” as a code of the portal, or None."""
    text = text.strip()
    bracket = IN_BRACKETS.search(text)
    for one in (bracket[1] if bracket else "", text, IN_BRACKETS.sub("", text).strip()):
        code = one.casefold().replace("_", "-")
        if code in LANGUAGES:
            return code
        if code in NAMES:
            return NAMES[code]
    return None
