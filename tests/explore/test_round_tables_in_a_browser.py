"""The pages of debates and packs in a real browser: WCAG 2.2 AA, nothing wider than the screen."""

import shutil
from datetime import timedelta
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from desk.models import Pack
from desk.packs.making import make
from dialogues.models import Debate, DebateModerator
from tests.desk.access import signed_in
from tests.desk.packs.gathering import asked_for
from tests.explore.test_axe import QuietHandler
from tests.factories.compact import CycleFactory, ObjectiveFactory
from tests.factories.dialogues import (
    announced,
    co_chair,
    debate,
    published_post,
    recording,
    series,
    space,
)
from tests.factories.pledges import published as published_pledge
from tests.factories.publication import examiner
from tests.in_browser import launched
from tests.inspection import inspect

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

PAGES = {
    "list": "roundtables/2022/",
    "table": "roundtables/2022/2/",
    "policy": "roundtables/2022/policy-debate/",
    "desk-debates": "desk/dialogues/debates/",
    "desk-debate": "desk/dialogues/debates/2022/2/",
    "packs": "desk/packs/2022/",
}


@pytest.fixture
def forum() -> Debate:
    """Round table 2 with all that a page shows of one."""
    cycle = CycleFactory(year=2022)
    for number in range(1, 24):
        ObjectiveFactory(number=number, short_label=f"Objective with a long label {number}")
    debate(1, lists=[2, 5], cycle=cycle)
    debate(None, cycle=cycle)
    second = debate(2, lists=[4, 8, 9, 10], cycle=cycle)
    assert second.round_table is not None
    second.round_table.objective_links.create(objective_id=23, cross_cutting=True)
    co_chair(second, "CRI")
    named = {"name": "Moderator of an agency (demonstration)", "affiliation": "An entity"}
    DebateModerator.objects.create(debate=second, order=1, **named)
    now = timezone.now()
    held = announced(
        series=series(cycle=cycle),
        starts_at=now - timedelta(days=3),
        ends_at=now - timedelta(days=2),
    )
    held.debates.add(second)
    recording(held)
    published_post(space(second))
    for number in (4, 8):
        published_pledge(year=2022, objectives=[number], title=f"Rooms for all {number}")
    _packs(second)
    return second


def _packs(of: Debate) -> None:
    """One that is made, one in the making, one that failed."""
    make(asked_for(of).pk)
    Pack.objects.filter(pk=asked_for(of, language="fr").pk).update(step=3, steps=8)
    Pack.objects.filter(pk=asked_for(of, language="es").pk).update(error="No font")


def _written(folder: Path) -> None:
    """Every page in two languages, served with its style sheets and scripts."""
    shutil.copytree(settings.BASE_DIR / "static", folder / "static")
    for language in ("en", "ar"):
        for name, address in PAGES.items():
            client = signed_in(examiner()) if "desk" in address else Client()
            response = client.get(f"/{language}/{address}")
            assert response.status_code == 200
            place = folder / language / name
            place.mkdir(parents=True)
            (place / "index.html").write_bytes(response.content)


def test_nothing_is_amiss(forum: Debate, tmp_path: Path) -> None:
    _written(tmp_path)
    handler = partial(QuietHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, launched() as browser:
        Thread(target=server.serve_forever, daemon=True).start()
        site = f"http://127.0.0.1:{server.server_port}"
        page = browser.new_page()
        for language in ("en", "ar"):
            for name in PAGES:
                page.goto(f"{site}/{language}/{name}/")
                inspect(page)
        server.shutdown()
