"""What a log says, and what it keeps to itself."""

import logging

import pytest

from imrf_portal.logs import configure_logs, hide_tokens

TOKEN = "q3Jk-0_zXw9vYtR5pLmN8bHsD2fGcA7eKiUoWxQyZ1T"


@pytest.mark.parametrize(
    "path",
    [
        f"/en/desk/reviews/link/{TOKEN}/methodology/",
        f"/en/desk/practices/invitation/WzEsMV0:1tX9aB:{TOKEN}/",
        f"/en/desk/invitation/{TOKEN}/",
    ],
)
def test_a_token_in_an_address_is_not_said(path: str) -> None:
    event = hide_tokens(None, "warning", {"event": f"Conflict: {path}", "status_code": 409})
    assert TOKEN not in str(event)
    assert event["event"].startswith("Conflict: /en/desk/")
    assert event["status_code"] == 409


@pytest.mark.parametrize(
    "path", ["/en/reviews/REV-2030-CRI/", "/en/desk/reviews/REV-2030-CRI/links/7/", "/link/short/"]
)
def test_other_addresses_are(path: str) -> None:
    assert hide_tokens(None, "info", {"event": path})["event"] == path


def test_what_a_library_logs_goes_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    before = logging.getLogger().handlers[:], logging.getLogger().level
    try:
        configure_logs(level="WARNING", readable=False)
        logging.getLogger("django.request").warning("Conflict: %s", f"/en/link/{TOKEN}/")
    finally:
        logging.getLogger().handlers[:], logging.getLogger().level = before
    said = capsys.readouterr().err
    assert "Conflict: /en/link/" in said
    assert TOKEN not in said
