"""What the benchmarks found, kept beside them: each writes its own part."""

import json
from pathlib import Path

RESULTS = Path(__file__).with_name("results.json")


def note(**parts: object) -> None:
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    RESULTS.write_text(json.dumps({**known, **parts}, indent=2) + "\n")
