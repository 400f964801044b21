"""Video hosts: what an address of theirs means, and the frame in which it can play here.

Nothing of a host is loaded before a reader asks for it, and only that answer lets its frame in.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

YOUTUBE_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com"}
YOUTUBE_PATH = re.compile(r"/(?:embed|live|shorts)/([\w-]{11})/?")
YOUTUBE_NUMBER = re.compile(r"[\w-]{11}")
VIMEO_PATH = re.compile(r"/(?:video/)?(\d+)(?:/(\w+))?/?")
UN_PATH = re.compile(r"/(?:[a-z]{2}/)?asset/(\w+)/(\w+)/?")


@dataclass(frozen=True)
class Video:
    """A video on a host; without `frame` it can only be watched there."""

    host: str
    frame: str = ""
    # How the host is told at which second to begin.
    starting: str = ""

    @property
    def origin(self) -> str:
        """What the security policy of the page lets in."""
        scheme, host, *_rest = urlsplit(self.frame)
        return f"{scheme}://{host}"

    def frame_at(self, second: int) -> str:
        return self.frame + (self.starting.format(second) if second else "")


def video_at(address: str) -> Video | None:
    """What the address leads to; None if it is of no host that is known here."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
        if parts.scheme != "https" or parts.port not in {None, 443}:
            return None
    except ValueError:
        return None
    if host in YOUTUBE_HOSTS or host == "youtu.be":
        return _youtube(host, parts.path, parts.query)
    if host in {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}:
        return _vimeo(parts.path, parts.query)
    if host in {"webtv.un.org", "media.un.org"} and UN_PATH.fullmatch(parts.path):
        return Video("UN Web TV")
    return None


def _youtube(host: str, path: str, query: str) -> Video | None:
    if host == "youtu.be":
        number = path.strip("/")
    elif found := YOUTUBE_PATH.fullmatch(path):
        number = found.group(1)
    else:
        number = parse_qs(query).get("v", [""])[0] if path == "/watch" else ""
    if not YOUTUBE_NUMBER.fullmatch(number):
        return None
    frame = f"https://www.youtube-nocookie.com/embed/{number}?rel=0&autoplay=1"
    return Video("YouTube", frame, "&start={}")


def _vimeo(path: str, query: str) -> Video | None:
    found = VIMEO_PATH.fullmatch(path)
    if found is None:
        return None
    # A video that is not listed has a second part of its address, which the player asks for as `h`.
    unlisted = found.group(2) or parse_qs(query).get("h", [""])[0]
    more = f"&h={unlisted}" if re.fullmatch(r"\w+", unlisted) else ""
    frame = f"https://player.vimeo.com/video/{found.group(1)}?dnt=1&autoplay=1{more}"
    return Video("Vimeo", frame, "#t={}s")
