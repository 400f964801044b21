"""Makes film.webm: a clock that runs, so that one sees at which second a recording was opened.

`python make_film.py film.webm` with Playwright and Chromium. The browser draws and encodes each
second; the file is written here, because what a browser records by itself cannot be sought in.
"""

import base64
import struct
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SECONDS, GROUP = 160, 10
WIDTH, HEIGHT = 640, 360
LONG = 127
CHROMIUM = "/usr/bin/chromium"
DRAW = """
async ({seconds, group, width, height}) => {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  const frames = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      const data = btoa(String.fromCharCode(...bytes));
      frames.push([chunk.timestamp / 1e6, chunk.type === "key", data]);
    },
    error: (error) => { throw error; },
  });
  encoder.configure({codec: "vp09.00.21.08", width, height, bitrate: 12000, framerate: 1});
  for (let second = 0; second < seconds; second += 1) {
    context.fillStyle = "#10222e";
    context.fillRect(0, 0, width, height);
    context.fillStyle = "#fff";
    context.textAlign = "center";
    context.font = "600 96px sans-serif";
    const clock = `${Math.floor(second / 60)}:${String(second % 60).padStart(2, "0")}`;
    context.fillText(clock, width / 2, 190);
    context.font = "26px sans-serif";
    context.fillText("Demonstration · Demostración · عرض توضيحي", width / 2, 90);
    for (let square = 0; square < 23; square += 1) {
      context.fillStyle = square < (second / seconds) * 23 ? "#ffbf47" : "#47596a";
      context.fillRect(44 + square * 24, 250, 18, 18);
    }
    const frame = new VideoFrame(canvas, {timestamp: second * 1e6, duration: 1e6});
    encoder.encode(frame, {keyFrame: second % group === 0});
    frame.close();
    await encoder.flush();
  }
  return frames;
}
"""
Frame = tuple[float, bool, bytes]


def drawn() -> list[Frame]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        # Browsers encode for pages of a secure origin alone.
        page.route("https://film.example/", lambda route: route.fulfill(body="<canvas>"))
        page.goto("https://film.example/")
        size = {"seconds": SECONDS, "group": GROUP, "width": WIDTH, "height": HEIGHT}
        frames = page.evaluate(DRAW, size)
        browser.close()
    return [(at, is_key, base64.b64decode(data)) for at, is_key, data in frames]


def element(name: int, content: bytes) -> bytes:
    """An element of EBML; its length takes one byte where it can, else eight."""
    size = len(content)
    length = bytes([0x80 | size]) if size < LONG else ((1 << 56) | size).to_bytes(8)
    return name.to_bytes((name.bit_length() + 7) // 8) + length + content


def number(name: int, value: int) -> bytes:
    return element(name, value.to_bytes(4))


def head() -> bytes:
    kind = element(0x4282, b"webm") + number(0x4287, 4) + number(0x4285, 2)
    versions = number(0x4286, 1) + number(0x42F7, 1) + number(0x42F2, 4) + number(0x42F3, 8)
    return element(0x1A45DFA3, versions + kind)


def info() -> bytes:
    duration = element(0x4489, struct.pack(">d", SECONDS * 1000))
    apps = element(0x4D80, b"imrf-portal") + element(0x5741, b"make_film.py")
    return element(0x1549A966, number(0x2AD7B1, 1_000_000) + duration + apps)


def track() -> bytes:
    video = element(0xE0, number(0xB0, WIDTH) + number(0xBA, HEIGHT))
    entry = number(0xD7, 1) + number(0x73C5, 1) + number(0x83, 1) + element(0x86, b"V_VP9")
    return element(0x1654AE6B, element(0xAE, entry + video))


def cluster(frames: list[Frame]) -> bytes:
    start = round(frames[0][0] * 1000)
    blocks = b"".join(
        element(
            0xA3,
            b"\x81"
            + struct.pack(">h", round(at * 1000) - start)
            + (b"\x80" if is_key else b"\x00")
            + data,
        )
        for at, is_key, data in frames
    )
    return element(0x1F43B675, number(0xE7, start) + blocks)


def cues(starts: list[int], places: list[int]) -> bytes:
    """Where to find each group: before the groups, so that a player reads it first."""
    points = (
        number(0xB3, start) + element(0xB7, number(0xF7, 1) + number(0xF1, place))
        for start, place in zip(starts, places, strict=True)
    )
    return element(0x1C53BB6B, b"".join(element(0xBB, point) for point in points))


def film(frames: list[Frame]) -> bytes:
    groups = [frames[start : start + GROUP] for start in range(0, len(frames), GROUP)]
    clusters = [cluster(group) for group in groups]
    starts = [round(group[0][0] * 1000) for group in groups]
    before = info() + track()
    place = len(before) + len(cues(starts, [0] * len(starts)))
    places = []
    for one in clusters:
        places.append(place)
        place += len(one)
    return head() + element(0x18538067, before + cues(starts, places) + b"".join(clusters))


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(film(drawn()))
