"""The words of the made-up dialogues, as they stand in their files."""

import tomllib
from functools import cache
from typing import Any

from imrf_portal.demonstration.words import DIRECTORY

HERE = DIRECTORY / "dialogues"


@cache
def read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
