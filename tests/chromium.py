"""The browser of the journeys: found, or installed where that is possible, or asked for."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-core", "fonts-noto-cjk")


def find() -> Path | None:
    """The one named by CHROMIUM, one on the path, or one that Playwright has fetched."""
    return next(candidates(), None)


def candidates() -> Iterator[Path]:
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        if name and (path := shutil.which(name)):
            yield Path(path)
    fetched = Path(
        os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright"
    )
    yield from fetched.glob("chromium-*/chrome-linux*/chrome")
    yield from fetched.glob("chromium-*/chrome-mac*/*.app/Contents/MacOS/*")


def install() -> None:
    """With apt-get, as root: on a machine of CI, nobody is there to do it."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Installing Chromium and its fonts ...", flush=True)  # noqa: T201
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *PACKAGES]):
        subprocess.run(["apt-get", "-qq", *arguments], env=env, check=False)


def main() -> None:
    if not find():
        install()
    if not find():
        sys.exit(
            "Chromium is needed for the journeys and was not found. Debian, Ubuntu: "
            f"apt-get install {' '.join(PACKAGES)}. Elsewhere, set CHROMIUM to its path."
        )


if __name__ == "__main__":
    main()
