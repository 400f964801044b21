"""Addresses of video hosts, and what is made of them."""

import pytest

from dialogues.recordings.hosts import video_at

YOUTUBE = "https://www.youtube-nocookie.com/embed/abc-EFG_hij?rel=0&autoplay=1"
VIMEO = "https://player.vimeo.com/video/123456?dnt=1&autoplay=1"


@pytest.mark.parametrize(
    ("address", "host", "frame"),
    [
        ("https://www.youtube.com/watch?v=abc-EFG_hij", "YouTube", YOUTUBE),
        ("https://youtube.com/watch?list=x&v=abc-EFG_hij&t=9", "YouTube", YOUTUBE),
        ("https://m.youtube.com/watch?v=abc-EFG_hij", "YouTube", YOUTUBE),
        ("https://youtu.be/abc-EFG_hij?si=x", "YouTube", YOUTUBE),
        ("https://www.youtube.com/live/abc-EFG_hij", "YouTube", YOUTUBE),
        ("https://www.youtube.com/embed/abc-EFG_hij", "YouTube", YOUTUBE),
        ("https://WWW.YouTube.com:443/shorts/abc-EFG_hij", "YouTube", YOUTUBE),
        ("https://vimeo.com/123456", "Vimeo", VIMEO),
        ("https://player.vimeo.com/video/123456", "Vimeo", VIMEO),
        ("https://vimeo.com/123456/ab12", "Vimeo", VIMEO + "&h=ab12"),
        ("https://player.vimeo.com/video/123456?h=ab12", "Vimeo", VIMEO + "&h=ab12"),
        ("https://webtv.un.org/en/asset/k1x/k1xabcdefg", "UN Web TV", ""),
        ("https://media.un.org/asset/k1x/k1xabcdefg", "UN Web TV", ""),
    ],
)
def test_what_is_known(address: str, host: str, frame: str) -> None:
    video = video_at(address)
    assert video is not None
    assert (video.host, video.frame) == (host, frame)


@pytest.mark.parametrize(
    "address",
    [
        "http://www.youtube.com/watch?v=abc-EFG_hij",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/watch?v=abc-EFG_hij%22%3E",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com:8443/watch?v=abc-EFG_hij",
        "https://youtube.com.example.org/watch?v=abc-EFG_hij",
        "https://example.org/?https://youtu.be/abc-EFG_hij",
        "https://vimeo.com/channels/x",
        "https://vimeo.com/123456?h=%22onload",
        "https://webtv.un.org/en/schedule",
        "javascript:alert(1)//youtu.be/abc-EFG_hij",
        "https://[::1",
        "https://youtu.be:x/abc-EFG_hij",
        "",
    ],
)
def test_what_is_not_known_or_not_safe(address: str) -> None:
    video = video_at(address)
    assert video is None or (video.frame == VIMEO and "onload" not in video.frame)


def test_a_frame_begins_at_the_second() -> None:
    youtube, vimeo = video_at("https://youtu.be/abc-EFG_hij"), video_at("https://vimeo.com/123456")
    assert youtube is not None
    assert vimeo is not None
    assert youtube.frame_at(754) == f"{YOUTUBE}&start=754"
    assert vimeo.frame_at(754) == f"{VIMEO}#t=754s"
    assert youtube.frame_at(0) == YOUTUBE
    assert youtube.origin == "https://www.youtube-nocookie.com"
