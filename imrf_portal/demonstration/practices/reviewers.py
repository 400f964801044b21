"""Who is on the roster of the demonstration: accounts named after their role, and nobody real."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from imrf_portal.demonstration.organisations import (
    ORGANISATIONS,
    UN_AGENCY,
    WHICH_REVIEW,
    WITH_REVIEWER,
)
from practices.choices import Belonging, Gender, RosterState

# When the first came on the roster, and those who came later.
SINCE = datetime.fromisoformat("2021-06-02T09:00:00+00:00")
LATER = datetime.fromisoformat("2023-02-06T09:00:00+00:00")
RETIRED_AT = datetime.fromisoformat("2024-03-01T12:00:00+00:00")
WOMAN, MAN, OTHER, UNSAID = Gender.WOMAN, Gender.MAN, Gender.OTHER, Gender.UNSAID

REGIONAL_OFFICE = "Demonstration Regional Office of the United Nations"
STATISTICS = "Demonstration Statistics Programme of the United Nations"
TRAINING, FUND, COMMISSION, LAW, MOBILITY, CLINIC, PROTECTION, *NATIONAL = WHICH_REVIEW


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A reviewer: the account `reviewer<number>`, of an organisation of the demonstration.

    `away` are absences in days from the day of the first load.
    """

    number: int
    at: str
    country: str
    gender: str
    languages: Sequence[str]
    years: int
    most: int = 4
    since: datetime = SINCE
    away: Sequence[tuple[int, int]] = ()
    retired_at: datetime | None = None

    @property
    def address(self) -> str:
        return f"reviewer{self.number}"

    @property
    def belonging(self) -> Belonging:
        made = {**ORGANISATIONS, **WHICH_REVIEW}[self.at]
        return Belonging.UN if made.type == "un-entity" else Belonging.EXTERNAL

    @property
    def state(self) -> RosterState:
        return RosterState.RETIRED if self.retired_at else RosterState.ACTIVE

    @property
    def objectives(self) -> Sequence[int]:
        """Some by chance, and one that makes sure that all together know every objective."""
        chance = Random(f"{self.address} objectives")  # noqa: S311 - made up, not secret
        known = {(self.number * 5) % 23 + 1, *chance.sample(range(1, 24), chance.randint(4, 7))}
        return sorted(known)

    @property
    def decided_at(self) -> datetime:
        return self.since + timedelta(days=self.number % 9 + 2)

    def is_on_roster(self, moment: datetime) -> bool:
        return self.decided_at <= moment < (self.retired_at or moment + timedelta(1))


# Number, organisation, country, gender, languages, years, most a semester.
ROWS: Sequence[tuple[int, str, str, str, str, int, int]] = (
    *(
        (number, name, country, gender, languages, years, 5)
        for (number, name), (country, gender, languages, years) in zip(
            enumerate(WITH_REVIEWER, 1),
            (
                ("NLD", WOMAN, "en fr", 12),
                ("JAM", MAN, "en es", 9),
                ("ZMB", WOMAN, "en pt", 7),
                ("LKA", MAN, "en zh-hans", 15),
                ("SWE", UNSAID, "en ru", 11),
                ("GHA", WOMAN, "en fr ar", 6),
            ),
            strict=True,
        )
    ),
    (7, UN_AGENCY, "NOR", WOMAN, "en fr ar", 14, 4),
    (8, REGIONAL_OFFICE, "MUS", MAN, "en fr ar pt", 18, 4),
    (9, STATISTICS, "KOR", WOMAN, "en zh-hans ru", 10, 4),
    (10, TRAINING, "GRC", MAN, "en es fr", 21, 7),
    (11, TRAINING, "HRV", WOMAN, "en ru zh-hans", 8, 8),
    (12, TRAINING, "MLT", WOMAN, "en ar fr", 13, 8),
    (13, FUND, "CUB", MAN, "en es", 16, 6),
    (14, FUND, "SYC", WOMAN, "en pt fr", 5, 8),
    (15, FUND, "MNG", MAN, "en ru zh-hans", 19, 8),
    (16, COMMISSION, "BTN", WOMAN, "en zh-hans es", 9, 6),
    (17, COMMISSION, "DNK", OTHER, "en es pt", 12, 6),
    (18, COMMISSION, "COM", MAN, "en ar fr", 7, 5),
    (19, LAW, "NZL", WOMAN, "en ru", 17, 5),
    (20, LAW, "NZL", MAN, "en es pt", 8, 5),
    (21, MOBILITY, "FIN", WOMAN, "en ru zh-hans", 11, 6),
    (22, CLINIC, "MYS", WOMAN, "en zh-hans ru", 6, 7),
    (23, PROTECTION, "RWA", MAN, "en fr ar", 13, 6),
    (24, NATIONAL[0], "DOM", WOMAN, "es en pt", 14, 7),
    (25, NATIONAL[1], "PRY", MAN, "es pt en", 10, 7),
    (26, NATIONAL[2], "LUX", WOMAN, "fr en es", 20, 6),
    (27, NATIONAL[3], "BEN", MAN, "fr en ar", 9, 6),
    (28, NATIONAL[4], "ARM", WOMAN, "ru en", 12, 8),
    (29, NATIONAL[5], "MDA", MAN, "ru en", 7, 8),
    (30, NATIONAL[6], "TLS", WOMAN, "pt en es", 8, 8),
    (31, NATIONAL[7], "STP", MAN, "pt en fr", 15, 8),
    (32, NATIONAL[8], "OMN", WOMAN, "ar en", 11, 8),
    (33, NATIONAL[9], "DJI", MAN, "ar fr en", 6, 8),
    (34, NATIONAL[10], "LAO", WOMAN, "zh-hans en", 13, 8),
    (35, NATIONAL[11], "THA", MAN, "zh-hans en ar", 9, 8),
    (36, MOBILITY, "FIN", MAN, "en fr", 26, 3),
)
CAME_LATER = {5, 18, 20, 23, 27}
AWAY: Mapping[int, Sequence[tuple[int, int]]] = {
    4: ((-6, 12),),
    7: ((-400, -380), (20, 34)),
    13: ((-2, 9),),
    19: ((30, 60),),
    26: ((-200, -170), (-3, 25)),
    29: ((45, 52),),
}
ROSTER: Sequence[Entry] = tuple(
    Entry(
        number=number,
        at=at,
        country=country,
        gender=gender,
        languages=languages.split(),
        years=years,
        most=most,
        since=LATER if number in CAME_LATER else SINCE,
        away=AWAY.get(number, ()),
        retired_at=RETIRED_AT if number == 36 else None,  # noqa: PLR2004 - the last
    )
    for number, at, country, gender, languages, years, most in ROWS
)

# Who asked to be on the roster, was asked, or was not taken: accounts that are there anyway, by
# the organisation for which they speak, with their country.
OTHERS: Mapping[str, tuple[RosterState, str]] = {
    "Demonstration Forum of Migrant Workers": (RosterState.APPLIED, "TUN"),
    "Universidade de Demonstração": (RosterState.APPLIED, "PRT"),
    "THA": (RosterState.APPLIED, "THA"),
    "Demonstration Youth Network": (RosterState.INVITED, "KEN"),
    "Demonstration Broadcasting Union": (RosterState.DECLINED, "IRL"),
}
