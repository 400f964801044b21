"""Which sessions there are: of each forum, by theme and region, and when each is held."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from imrf_portal.demonstration.states import BEING_PREPARED

# How a session is called.
GLOBAL, REGIONAL, OF_A_REGION = "global", "regional", "region"
ANNOUNCED, CALLED_OFF = "announced", "called off"
SCHEDULED, DRAFT = "scheduled", "draft"
NEW_YORK, BUENOS_AIRES, SAN_JOSE = (
    "America/New_York",
    "America/Argentina/Buenos_Aires",
    "America/Costa_Rica",
)
# By region: the zone of the hosts, and the language that is spoken.
HOSTS = {
    "eca": ("Africa/Nairobi", "fr"),
    "ece": ("Europe/Zurich", "en"),
    "eclac": (SAN_JOSE, "es"),
    "escap": ("Asia/Bangkok", "en"),
    "escwa": ("Asia/Beirut", "ar"),
}
THEMES = (1, 2, 3, 4)
# The days of the Dialogue Series, as the roadmap of the forum of 2022 gives them.
SERIES_OF_2022 = (date(2022, 1, 19), date(2022, 1, 26), date(2022, 2, 2), date(2022, 2, 9))
# The roadmap gives the months alone of these: the days are made up.
ROUND_TABLES_OF_2022 = (date(2022, 3, 9), date(2022, 3, 23), date(2022, 4, 6), date(2022, 4, 20))
MONDAY_OF_2026 = date(2026, 1, 12)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A session that is made up. `capacity` is 0 where it takes no registrations."""

    code: str
    series: str
    theme: int
    number: int
    day: date
    hour: int = 9
    zone: str = NEW_YORK
    language: str = "en"
    kind: str = GLOBAL
    region: str = ""
    organised: str = ""
    fate: str = ANNOUNCED
    is_summed_up: bool = True
    capacity: int = 0

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.day, time(self.hour), tzinfo=ZoneInfo(self.zone))

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(hours=2)


def plans(today: date) -> list[Plan]:
    """In the order of their codes, which is the same whenever it is loaded."""
    return [*_of_2022(), *_of_2026(), *_of_2030(today)]


def _of_2022() -> Iterator[Plan]:
    for number, day in zip(THEMES, SERIES_OF_2022, strict=True):
        yield Plan(
            code=f"DLG-2022-{number:04}",
            series="dialogues-2022",
            theme=number,
            number=number,
            day=day,
        )
    for number, day in zip(THEMES, ROUND_TABLES_OF_2022, strict=True):
        yield Plan(
            code=f"DLG-2022-{number + 4:04}",
            series="regional-2022",
            theme=number,
            number=number,
            day=day,
            hour=10,
            zone=BUENOS_AIRES if number in {1, 3} else SAN_JOSE,
            language="es",
            kind=REGIONAL,
            region="eclac",
            organised="lac",
        )


def _of_2026() -> Iterator[Plan]:
    for number in THEMES:
        yield Plan(
            code=f"DLG-2026-{number:04}",
            series="dialogues-2026",
            theme=number,
            number=number,
            day=MONDAY_OF_2026 + timedelta(weeks=number, days=2),
        )
    places = [(region, theme) for region in HOSTS for theme in (1, 3)]
    for place, (region, theme) in enumerate(places):
        zone, language = HOSTS[region]
        yield Plan(
            code=f"DLG-2026-{place + 5:04}",
            series="regional-2026",
            theme=theme,
            number=1 + place % 2,
            day=MONDAY_OF_2026 - timedelta(weeks=12 - place, days=-1),
            hour=10,
            zone=zone,
            language=language,
            kind=OF_A_REGION,
            region=region,
            is_summed_up=place % 3 != 1,
        )


def _of_2030(today: date) -> Iterator[Plan]:
    """One is over and waits for its summary, the next has more who wish to come than places."""
    code = f"DLG-{BEING_PREPARED}-"
    for number in THEMES:
        yield Plan(
            code=f"{code}{number:04}",
            series="dialogues-2030",
            theme=number,
            number=number,
            day=_weekday(today + timedelta(days=14 * number - 24)),
            is_summed_up=False,
            capacity={1: 60, 2: 25, 3: 300, 4: 0}[number],
        )
    for place, (region, (zone, language)) in enumerate(HOSTS.items()):
        yield Plan(
            code=f"{code}{place + 5:04}",
            series="regional-2030",
            theme=1 + place % 4,
            number=1,
            day=_weekday(today + timedelta(days=40 + 9 * place)),
            hour=10,
            zone=zone,
            language=language,
            kind=OF_A_REGION,
            region=region,
            fate={1: CALLED_OFF, 3: SCHEDULED, 4: DRAFT}.get(place, ANNOUNCED),
            is_summed_up=False,
            capacity=120,
        )


def _weekday(day: date) -> date:
    """That day, or the Monday after a weekend."""
    return day + timedelta(days=max(7 - day.weekday(), 0) if day.weekday() > 4 else 0)  # noqa: PLR2004
