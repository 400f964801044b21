"""A language, as Word wants it said."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf.locale import LANG_INFO

from publication.offline.namespaces import w

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

FROM_THE_RIGHT = {code for code, about in LANG_INFO.items() if about.get("bidi")}
EAST_ASIAN = {"zh", "ja", "ko"}
TAGS = {
    "ar": "ar-SA", "zh-hans": "zh-CN", "en": "en-GB", "fr": "fr-FR", "ru": "ru-RU", "es": "es-ES",
    "pt": "pt-PT",
}  # fmt: skip


@dataclass(frozen=True)
class Tongue:
    language: str

    @property
    def is_from_the_right(self) -> bool:
        return self.language.partition("-")[0] in FROM_THE_RIGHT

    @property
    def tag(self) -> str:
        return TAGS.get(self.language, self.language)

    def of_a_run(self) -> "Element":
        """The properties of a run of text in this language."""
        if self.is_from_the_right:
            return w("rPr", w("rtl"), w("lang", bidi=self.tag))
        is_east_asian = self.language.partition("-")[0] in EAST_ASIAN
        return w("rPr", w("lang", **{"eastAsia" if is_east_asian else "val": self.tag}))
