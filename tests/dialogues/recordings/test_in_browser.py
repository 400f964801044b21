"""Recordings in a real browser: a file that comes in parts, and a transcript that follows."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as portal
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from dialogues.models import Recording, Upload
from dialogues.recordings.captioning.keeping import keep_chapters
from dialogues.recordings.keeping import Facts, publish
from dialogues.recordings.uploading import append, begin, finish
from imrf_portal.demonstration.dialogues.recordings import FILMS
from tests.dialogues.recordings.setting import captioned
from tests.factories.dialogues import announced, recording
from tests.factories.publication import examiner
from tests.in_browser import page_of, sign_in
from tests.inspection import inspect

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# A machine may be busy with other things.
expect.set_options(timeout=20_000)
FILM = FILMS / "film.webm"
PART = 50_000
IN_VIEW = """
() => {
  const frame = document.getElementById("lines").getBoundingClientRect();
  const line = document.querySelector("#lines [aria-current]").getBoundingClientRect();
  return line.top >= frame.top && line.bottom <= frame.bottom;
}
"""
SAID = tuple((n * 4, f"Chair: This is line {n} of what is said here.") for n in range(40))


@pytest.fixture(autouse=True)
def _small_parts(settings: Settings) -> None:
    settings.RECORDING_PART_BYTES = PART


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with page_of(browser) as page:
        page.set_default_timeout(20_000)
        yield page


@pytest.fixture
def film() -> Recording:
    """The film of the demonstration, with captions, chapters and everything."""
    session, by = announced(), examiner()
    data = FILM.read_bytes()
    upload = append(
        upload=begin(session=session, name="film.webm", size=len(data), by=by), offset=0, part=data
    )
    made = finish(upload=upload, facts=Facts("", "en"), by=by)
    captioned(made, *SAID)
    captioned(made, *((at, f"Esto es la línea {at}.") for at, _words in SAID), language="es")
    keep_chapters(recording=made, chapters={0: {"en": "Opening"}, 100_000: {"en": "End"}}, by=by)
    return publish(recording=made, by=by)


def transcript(film: Recording, rest: str = "") -> str:
    return f"/en/dialogues/{film.session.code}/recordings/1/transcript/en/{rest}"


def until(page: Page, script: str) -> None:
    """Playwright's own way of waiting is what the Content-Security-Policy forbids."""
    for _n in range(100):
        if page.evaluate(script):
            return
        page.wait_for_timeout(200)
    raise AssertionError(script)


def seconds(page: Page) -> float:
    return float(page.evaluate("document.getElementById('player').currentTime"))


class TestTranscript:
    def test_a_hit_opens_the_video_at_its_second(
        self, page: Page, live_server: LiveServer, film: Recording
    ) -> None:
        page.goto(live_server.url + transcript(film, "?q=line+30"))
        address = page.locator(".hits a").get_attribute("href") or ""
        page.goto(live_server.url + transcript(film, address))
        expect(page.locator("#now")).to_contain_text("This is line 30")
        until(page, "document.getElementById('player').currentTime >= 119.9")
        assert seconds(page) < 121

    def test_a_line_plays_from_its_second_and_the_transcript_follows(
        self, page: Page, live_server: LiveServer, film: Recording
    ) -> None:
        page.goto(live_server.url + transcript(film))
        until(page, "document.getElementById('player').readyState >= 1")
        page.evaluate("document.getElementById('player').muted = true")
        page.locator("#lines a").nth(10).click()
        current = page.locator("#lines [aria-current=true]")
        expect(current).to_contain_text("This is line 10")
        assert "t=40" in page.url
        page.evaluate("document.getElementById('player').currentTime = 85")
        expect(current).to_contain_text("This is line 21")
        expect(current).to_have_count(1)
        page.evaluate("document.getElementById('player').currentTime = 150")
        expect(current).to_contain_text("This is line 37")
        until(page, IN_VIEW)

    def test_it_follows_into_the_next_part(
        self, page: Page, live_server: LiveServer, film: Recording, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("dialogues.recordings.transcripts.LINES", 10)
        page.goto(live_server.url + transcript(film))
        until(page, "document.getElementById('player').readyState >= 1")
        expect(page.locator("#lines")).to_contain_text("Part 1 of 4")
        page.evaluate("document.getElementById('player').currentTime = 125")
        expect(page.locator("#lines")).to_contain_text("Part 4 of 4")
        expect(page.locator("#lines [aria-current=true]")).to_contain_text("This is line 31")
        page.evaluate("document.getElementById('player').currentTime = 41")
        expect(page.locator("#lines")).to_contain_text("Part 2 of 4")

    def test_it_waits_through_a_pause_between_two_parts(
        self, page: Page, live_server: LiveServer, film: Recording, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("dialogues.recordings.transcripts.LINES", 3)
        captioned(film, (0, "One."), (4, "Two."), (8, "Three."), (150, "Four."))
        page.goto(live_server.url + transcript(film))
        until(page, "document.getElementById('player').readyState >= 1")
        asked: list[str] = []
        page.on("request", lambda one: asked.append(one.url) if "?t=" in one.url else None)
        for second in (20, 60, 100, 149):
            page.evaluate(f"document.getElementById('player').currentTime = {second}")
            until(page, "!document.getElementById('player').seeking")
            page.wait_for_timeout(300)
        assert asked == []
        page.evaluate("document.getElementById('player').currentTime = 151")
        expect(page.locator("#lines [aria-current=true]")).to_contain_text("Four.")
        assert [address.split("?")[1] for address in asked] == ["t=151"]

    def test_captions_are_those_of_the_transcript(
        self, page: Page, live_server: LiveServer, film: Recording
    ) -> None:
        page.goto(live_server.url + transcript(film))
        until(page, "document.getElementById('player').textTracks[0].cues?.length === 40")
        modes = page.evaluate(
            "[...document.getElementById('player').textTracks].map((t) => [t.language, t.mode])"
        )
        assert modes == [["en", "showing"], ["es", "disabled"]]

    @pytest.mark.parametrize("language", ["en", "ar"])
    def test_reads_on_every_screen_and_for_everybody(
        self, page: Page, live_server: LiveServer, film: Recording, language: str
    ) -> None:
        address = transcript(film, "?q=line&t=8").replace("/en/d", f"/{language}/d")
        page.goto(live_server.url + address)
        inspect(page)


class TestVideoHost:
    def test_nothing_leaves_before_the_click(self, page: Page, live_server: LiveServer) -> None:
        captioned(recording(), *SAID)
        asked: list[str] = []

        def note(route: Route) -> None:
            asked.append(route.request.url)
            route.abort()

        page.route(re.compile("youtube"), note)
        page.goto(live_server.url + transcript(Recording.objects.get()))
        page.wait_for_load_state("networkidle")
        assert asked == []
        page.get_by_role("link", name="Play the video from YouTube").click()
        page.wait_for_selector("iframe")
        assert [address.split("?")[0] for address in asked] == [
            "https://www.youtube-nocookie.com/embed/abcdefghijk"
        ]


class TestUpload:
    def place(self, live_server: LiveServer) -> str:
        return f"{live_server.url}/en/desk/dialogues/{announced().code}/recordings/"

    def choose(self, page: Page, path: Path = FILM) -> None:
        page.locator("#id_file-file").set_input_files(path)
        page.locator("#add-file").get_by_role("button", name="Upload").click()

    def test_in_parts_to_the_page_of_the_recording(
        self, page: Page, live_server: LiveServer
    ) -> None:
        sign_in(page.context, examiner(), live_server.url)
        page.goto(self.place(live_server))
        page.locator("#id_file-title").fill("Morning")
        self.choose(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Morning")
        made = Recording.objects.get()
        with made.file.open("rb") as file:
            assert file.read() == FILM.read_bytes()
        assert made.milliseconds == 160_000

    def test_a_line_that_breaks_is_taken_up_again(
        self, page: Page, live_server: LiveServer
    ) -> None:
        parts: list[int] = []

        def break_some(route: Route) -> None:
            if route.request.method == "PATCH":
                parts.append(1)
                if len(parts) in {2, 3}:
                    route.abort("connectionreset")
                    return
            route.continue_()

        sign_in(page.context, examiner(), live_server.url)
        page.route(re.compile("/uploads/"), break_some)
        page.goto(self.place(live_server))
        self.choose(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Recording 1")
        assert len(parts) == 5 + 2
        assert Recording.objects.get().size == FILM.stat().st_size

    def test_a_window_that_was_closed_goes_on_where_it_was(
        self, page: Page, live_server: LiveServer
    ) -> None:
        address = self.place(live_server)
        sign_in(page.context, examiner(), live_server.url)
        parts: list[int] = []

        def one_part_alone(route: Route) -> None:
            parts.append(1)
            if len(parts) > 1:
                route.abort()
            else:
                route.continue_()

        page.route(re.compile("/uploads/.+"), one_part_alone)
        page.goto(address)
        self.choose(page)
        expect(page.locator(".sending [role=status]")).to_contain_text("The line is down")
        page.unroute_all()
        page.goto(address)
        expect(page.locator("main")).to_contain_text("film.webm")
        received = Upload.objects.get().received
        assert received >= PART
        sent: list[str] = []
        page.on(
            "request",
            lambda asked: (
                sent.append(asked.headers["upload-offset"]) if asked.method == "PATCH" else None
            ),
        )
        self.choose(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Recording 1")
        assert sent[0] == str(received)

    def test_what_is_too_large_is_told_before_anything_is_sent(
        self, page: Page, live_server: LiveServer, settings: Settings
    ) -> None:
        settings.RECORDING_MAX_BYTES = 100_000
        sign_in(page.context, examiner(), live_server.url)
        asked: list[str] = []
        page.on("request", lambda one: asked.append(one.method))
        page.goto(self.place(live_server))
        self.choose(page)
        expect(page.locator("#add-file [role=alert]")).to_contain_text("larger than")
        assert "POST" not in asked

    def test_what_is_no_film_is_told_after_its_first_part(
        self, page: Page, live_server: LiveServer, tmp_path: Path
    ) -> None:
        path = tmp_path / "film.mp4"
        path.write_bytes(b"PK\x03\x04" + bytes(4 * PART))
        sign_in(page.context, examiner(), live_server.url)
        page.goto(self.place(live_server))
        self.choose(page, path)
        expect(page.locator("#add-file [role=alert]")).to_contain_text("no video or sound")
        assert not Upload.objects.exists()
        assert list(Path(portal.UPLOADS_DIR).iterdir()) == []
