"""Write country_names/*.csv: the name of each Member State and its sort key, in seven languages.

Names come from CLDR through Babel, save where un_names.csv gives the name in use at the United
Nations. A sort key is the hexadecimal collation key that ICU gives the name under the rules of the
language, so that a database without ICU sorts rightly. Each file lies in its own order.

ICU is needed here alone, never by the portal; compact/data/README.md says how to run this.
"""

import csv
from pathlib import Path

import icu
from babel import Locale

HERE = Path(__file__).parent
LANGUAGES = ["ar", "zh-hans", "en", "fr", "ru", "es", "pt"]


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names(language: str) -> dict[str, str]:
    """Name by ISO alpha-3 code."""
    territories = Locale.parse(language, sep="-").territories
    at_the_un = {row["iso3"]: row[language] for row in rows("un_names.csv")}
    return {
        row["iso3"]: at_the_un.get(row["iso3"]) or territories[row["iso2"]]
        for row in rows("member_states.csv")
    }


def write(language: str) -> None:
    collator = icu.Collator.createInstance(icu.Locale(language))
    lines = sorted(
        (collator.getSortKey(name).hex(), iso3, name) for iso3, name in names(language).items()
    )
    path = HERE / "country_names" / f"{language}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["iso3", "name", "sort_key"])
        writer.writerows([iso3, name, key] for key, iso3, name in lines)


if __name__ == "__main__":
    for each in LANGUAGES:
        write(each)
