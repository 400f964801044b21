"""Which States have a made-up review, of which forum, and how far it has come."""

from collections.abc import Iterator
from dataclasses import dataclass

# The language in which a State writes; English where none is named. States that voted against the
# Compact or abstained are left out: not even a made-up review should put words into their mouth.
WRITES_IN = {
    "ar": "BHR EGY IRQ JOR LBN MAR MRT TUN",
    "zh-hans": "CHN",
    "fr": "BEL CIV CMR FRA MLI NER SEN TCD",
    "ru": "BLR KAZ KGZ RUS TJK UZB",
    "es": "ARG BOL COL CRI ECU ESP GTM HND MEX PAN PER SLV URY",
    "pt": "AGO BRA CPV GNB MOZ PRT",
}

STRAIGHT = ("submit", "take up", "publish")
AT_A_SET_TIME = ("submit", "take up", "schedule", "release")
RETURNED = ("submit", "take up", "return", "submit", "take up", "publish")
TAKEN_BACK = ("submit", "take back", "submit", "take up", "publish")
HELD_BACK = ("submit", "take up", "schedule", "hold back", "publish")
CORRECTED = (*STRAIGHT, "correct")
WITHDRAWN = (*STRAIGHT, "withdraw")
RESTORED = (*WITHDRAWN, "restore")

BEING_PREPARED = 2030

# By forum: the moves that a review has made so far, and the States whose review made them.
STORIES: dict[int, dict[tuple[str, ...], str]] = {
    2022: {
        STRAIGHT: "BRA CAN CHN CIV COL CPV CRI DEU ECU EGY FJI FRA JOR KEN KGZ MAR MEX MOZ",
        AT_A_SET_TIME: "PHL PRT RUS",
        RETURNED: "BGD HND MLI SLV THA",
        TAKEN_BACK: "JAM SEN",
        HELD_BACK: "TJK",
        CORRECTED: "GHA",
        RESTORED: "ETH",
    },
    2026: {
        STRAIGHT: "AGO ARG BEL BRA CHN CMR COL CRI EGY ESP FJI KAZ KEN MAR MEX MRT PRT",
        AT_A_SET_TIME: "BGD LBN PAN SEN UZB",
        RETURNED: "BOL FRA JOR PER PHL TUN ZMB",
        TAKEN_BACK: "GNB SWE UGA",
        HELD_BACK: "RUS URY",
        CORRECTED: "IDN LKA",
        WITHDRAWN: "IRL",
        ("submit", "take up"): "NPL",
        (): "VUT",
    },
    BEING_PREPARED: {
        (): "BHR CRI FJI PER PRT SEN",
        ("submit", "take back"): "KGZ",
        ("submit", "take up", "return"): "GTM MAR",
        ("submit",): "BRA CIV PHL",
        ("submit", "take up"): "ECU KAZ KEN",
        ("submit", "take up", "schedule"): "BGD EGY",
        STRAIGHT: "CPV SLV",
        RETURNED: "THA",
        AT_A_SET_TIME: "CHN",
    },
}
WITH_CONTRIBUTOR = {"BHR", "CRI", "FJI", "GTM", "MAR", "PER", "PRT", "SEN"}
WITH_ANNEX = {"REV-2022-CRI", "REV-2022-PRT", "REV-2022-THA", "REV-2026-CRI", "REV-2026-KEN"}


@dataclass(frozen=True)
class Story:
    """One review: whose, of which forum, and what has happened to it."""

    iso3: str
    year: int
    moves: tuple[str, ...]

    @property
    def code(self) -> str:
        return f"REV-{self.year}-{self.iso3}"

    @property
    def language(self) -> str:
        return language_of(self.iso3)

    @property
    def is_contributed_to(self) -> bool:
        return self.year == BEING_PREPARED and self.iso3 in WITH_CONTRIBUTOR

    @property
    def is_handed_in(self) -> bool:
        return "submit" in self.moves


def language_of(iso3: str) -> str:
    return next((code for code, named in WRITES_IN.items() if iso3 in named.split()), "en")


def stories() -> Iterator[Story]:
    for year, by_moves in STORIES.items():
        for moves, named in by_moves.items():
            for iso3 in named.split():
                yield Story(iso3, year, moves)


def everywhere() -> set[str]:
    return {story.iso3 for story in stories()}
