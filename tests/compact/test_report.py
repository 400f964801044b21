"""What `load_reference` prints."""

from compact.reference import Report


def test_counts_and_names_of_what_changed() -> None:
    report = Report()
    report.row("Cycles", "2030", created=True)
    report.row("Cycles", "2022", updated=["place_en", "place_fr"])
    report.row("Cycles", "2026", kept=["reviews_due_at"])
    report.row("Cycles", "2018")
    assert list(report.lines()) == [
        "Cycles: 1 created, 1 updated, 1 kept, 1 unchanged",
        "  created 2030",
        "  updated 2022: place_en, place_fr",
        "  kept as edited here, 2026: reviews_due_at",
    ]


def test_a_row_may_be_updated_in_one_field_and_kept_in_another() -> None:
    report = Report()
    report.row("Objectives", "5", updated=["title_es"], kept=["title_fr"])
    assert next(report.lines()) == "Objectives: 1 updated, 1 kept"


def test_many_names_are_shortened() -> None:
    report = Report()
    for number in range(187):
        report.row("Actions", str(number), created=True)
    assert list(report.lines())[1] == "  created 0, 1, 2, 3, 4, 5, 6, 7 and 179 more"


def test_keeping_is_no_change() -> None:
    report = Report()
    report.row("Objectives", "5", kept=["title_fr"])
    report.row("Objectives", "6")
    assert not report.changed
    report.row("Objectives", "7", updated=["title_fr"])
    assert report.changed
