"""`manage.py load_reference`: everything in order, told in words, all of it or nothing."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from compact.models import Country, Objective
from compact.reference import files
from reviews.models import Questionnaire
from stakeholders.models import Organisation

pytestmark = pytest.mark.django_db


def load_reference() -> list[str]:
    out = StringIO()
    call_command("load_reference", stdout=out)
    return out.getvalue().splitlines()


def test_it_loads_everything_and_a_second_time_nothing() -> None:
    first = load_reference()
    assert "Member States: 193 created" in first
    assert Organisation.objects.count() == 193
    assert Questionnaire.objects.count() == 3

    second = load_reference()
    assert second[-1] == "Nothing changed."
    assert all(line.endswith(" unchanged") for line in second[:-1])


def test_it_tells_what_it_left_alone() -> None:
    load_reference()
    Objective.objects.filter(number=5).update(short_label_fr="Filières")
    told = load_reference()
    assert "Objectives: 1 kept, 22 unchanged" in told
    assert "  kept as edited here, 5: short_label_fr" in told
    assert told[-1] == "Nothing changed."


def test_a_wrong_file_is_an_error_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "DATA", tmp_path)
    with pytest.raises(CommandError, match=r"^texts/ar\.csv: there is no such data file\.$"):
        load_reference()
    assert not Country.objects.exists()
