"""Every component once, on one page: rendered by tests, looked at by axe and by people."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator

from compact.models import Region
from compact.pictures import Moment, Stop, Tile, TileMap, forum_line

WORDS = ("No review", "One review", "Two reviews", "Three reviews", "Four reviews")
LABELS = dict(enumerate(WORDS))
SOME = {1, 4, 5, 12, 15, 16, 18, 20, 23}
TODAY = date(2026, 11, 23)


class StyleguideForm(forms.Form):
    """One field of each kind, some of them wrong."""

    title = forms.CharField(help_text="As it should stand on the page.")
    email = forms.EmailField(label="E-mail address")
    priority = forms.ChoiceField(
        choices=[("high", "High"), ("low", "Low")],
        widget=forms.RadioSelect,
        help_text="Choose one.",
    )
    partners = forms.MultipleChoiceField(
        choices=[("un", "United Nations"), ("civil", "Civil society")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    region = forms.ChoiceField(choices=[("eca", "Africa"), ("eclac", "Latin America")])
    number = forms.IntegerField(label="People reached", required=False)
    day = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    file = forms.FileField(required=False, help_text="PDF, at most 25 MB.")
    text = forms.CharField(widget=forms.Textarea, required=False, label="Progress")
    agree = forms.BooleanField(label="I have completed this section", required=False)


def tile_map() -> TileMap:
    tiles = [tile(column, row) for row in range(1, 8) for column in range(1, 28, 1 + row % 3)]
    return TileMap("Reviews of each Member State", tiles, LABELS, "made up", TODAY)


def tile(column: int, row: int) -> Tile:
    level = (column * row) % len(LABELS)
    code = "eca" if column < 12 else "escap"
    region = Region(code=code, acronym=code.upper(), name=f"Region of {code.upper()}")
    name = f"State {row} of column {column}"
    return Tile(f"{row}{column}", name, "#", column, row, (region,), level, level, LABELS[level])


def stops() -> list[Stop]:
    moments = [
        Moment(date(2026, 9, 1), date(2026, 9, 1), "Call for reviews"),
        Moment(date(2026, 10, 14), date(2026, 10, 14), "Dialogue on Migration 1", "online"),
        Moment(date(2027, 1, 20), date(2027, 1, 20), "Report of the Secretary-General"),
        Moment(date(2027, 3, 1), date(2027, 3, 1), "Reviews due", "a preferred date"),
        Moment(date(2027, 3, 1), date(2027, 4, 30), "Regional round tables"),
        Moment(date(2030, 5, 6), date(2030, 5, 9), "Forum", "New York", "#"),
    ]
    return forum_line(moments, TODAY)


def context() -> dict[str, Any]:
    themes = (
        "Drivers of migration and regular routes",
        "Migration governance",
        "Inclusion",
        "Data",
    )
    return {
        "messages": [{"level_tag": "success", "message": "Saved."}],
        "form": StyleguideForm({"email": "not an address", "region": "eca"}),
        "due": datetime(2027, 3, 2, 4, 59, tzinfo=UTC),
        "some": SOME,
        "all": set(range(1, 24)),
        "themes": [{"number": n, "theme": theme} for n, theme in enumerate(themes, 1)],
        "stops": stops(),
        "tiles": tile_map(),
        "options": [
            {"value": "eca", "label": "Africa", "count": 58, "chosen": False},
            {
                "value": "eclac",
                "label": "Latin America and the Caribbean",
                "count": 66,
                "chosen": True,
            },
        ],
        "chips": [{"label": "Latin America and the Caribbean", "href": "?"}],
        "page": Paginator(range(300), 20).page(2),
    }
