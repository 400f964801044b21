"""All the kinds of reference data, each after those it names."""

from string import ascii_lowercase

from modeltranslation.utils import build_localized_fieldname

from compact.models import (
    Action,
    Champion,
    Country,
    Cycle,
    Document,
    FundArea,
    GuidingPrinciple,
    Milestone,
    Objective,
    Region,
    RoundTable,
    StakeholderType,
)
from compact.reference.files import Cell, Line, read_lines
from compact.reference.kinds import Kind, from_file, of_lines
from compact.reference.texts import LANGUAGES, Texts

OBJECTIVES = ("number", "title", "short_label", "actions", "verified")
COUNTRIES = (
    *("iso3", "iso2", "m49", "name"),
    *("regions", "commissions", "tile_column", "tile_row"),
)
CYCLES = (
    *("forum_starts_on", "forum_ends_on", "place"),
    *("reviews_open_at", "reviews_due_at", "time_zone", "deadline_policy"),
)
MILESTONES = ("cycle", "kind", "title", "starts_on", "ends_on", "place", "note", "source")
DOCUMENTS = ("cycle", "kind", "title", "symbol", "published_on", "address", "source")


def catalogue() -> list[Kind]:
    """Made anew for each load, since the columns remember which codes are known."""
    return [
        from_file("regions.csv", Region, ["code"], ["acronym", "name", "order"]),
        of_lines(country_lines, Country, ["iso3"], [*COUNTRIES[1:], "sort_key"]),
        from_file(
            "objectives.csv",
            Objective,
            ["number"],
            ["title", "short_label"],
            beside=["actions", "verified"],
        ),
        of_lines(action_lines, Action, ["objective", "letter"], []),
        from_file("guiding_principles.csv", GuidingPrinciple, ["number"], ["title"]),
        from_file("stakeholder_types.csv", StakeholderType, ["code"], ["label", "source", "order"]),
        from_file("fund_areas.csv", FundArea, ["number"], ["title", "note"]),
        from_file("cycles.csv", Cycle, ["year"], CYCLES),
        from_file("milestones.csv", Milestone, ["key"], MILESTONES),
        from_file(
            "round_tables.csv",
            RoundTable,
            ["cycle", "number"],
            ["theme", "objectives", "note_by"],
            beside=["cross_cutting"],
        ),
        from_file("documents.csv", Document, ["key"], DOCUMENTS),
        from_file(
            "champions.csv", Champion, ["key"], ["country", "since", "until", "source", "note"]
        ),
    ]


def country_lines(_texts: Texts) -> list[Line]:
    """Member States, with the names and sort keys that data/make_country_names.py wrote."""
    lines = read_lines("member_states.csv", COUNTRIES)
    for language in LANGUAGES:
        file = f"country_names/{language}.csv"
        names = {line["iso3"].text: line for line in read_lines(file, ["iso3", "name", "sort_key"])}
        for line in lines:
            code = line["iso3"]
            if code.text not in names:
                raise code.refused(f"{file} has no name for {code.text}.")
            for field in ("name", "sort_key"):
                line[build_localized_fieldname(field, language)] = names[code.text][field]
    return lines


def action_lines(_texts: Texts) -> list[Line]:
    """Actions are named by number and letter; an objective says how many it has."""
    return [
        {"objective": line["number"], "letter": letter}
        for line in read_lines("objectives.csv", OBJECTIVES)
        for letter in letters(line["actions"])
    ]


def letters(count: Cell) -> list[Cell]:
    if not count.text.isdecimal() or not 1 <= int(count.text) <= len(ascii_lowercase):
        raise count.refused("a number of actions from 1 to 26 is wanted.")
    return [
        Cell(letter, count.file, count.line, count.column)
        for letter in ascii_lowercase[: int(count.text)]
    ]
