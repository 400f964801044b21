"""A whole file of captions: what is kept, and what its sender is told, by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.models import Cue
from dialogues.recordings.captioning.cue_text import tidy
from dialogues.recordings.captioning.problems import Reading
from dialogues.recordings.captioning.reading import read_captions
from dialogues.recordings.captioning.writing import as_webvtt

HEAD = "WEBVTT\n\n"


def read(text: str | bytes, *, name: str = "a.vtt", language: str = "en", **more: int) -> Reading:
    data = text.encode() if isinstance(text, str) else text
    return read_captions(data, name=name, language=language, **more)


def vtt(*cues: tuple[str, str, str]) -> str:
    return HEAD + "\n\n".join(f"{start} --> {end}\n{text}" for start, end, text in cues)


def told(reading: Reading) -> list[tuple[int, bool]]:
    return [(problem.line, problem.is_error) for problem in reading.problems]


def test_a_good_file_has_no_problems() -> None:
    reading = read(
        vtt(("00:01.000", "00:04.000", "<v Chair>Yes"), ("00:04.000", "00:05.000", "No"))
    )
    assert [(one.starts_ms, one.speaker, one.text) for one in reading.lines] == [
        (1000, "Chair", "Yes"),
        (4000, "", "No"),
    ]
    assert reading.problems == []


@pytest.mark.parametrize("end", ["00:01.000", "00:00.500"])
def test_a_backward_or_empty_cue_is_lost_and_told(end: str) -> None:
    reading = read(vtt(("00:01.000", end, "Yes"), ("00:04.000", "00:05.000", "No")))
    assert [one.text for one in reading.lines] == ["No"]
    assert told(reading) == [(3, True)]
    assert "00:00:01.000" in str(reading.problems[0].words)


def test_overlapping_cues_are_kept_and_told_with_both_lines() -> None:
    reading = read(vtt(("00:01.000", "00:05.000", "Yes"), ("00:04.000", "00:06.000", "No")))
    assert len(reading.lines) == 2
    assert told(reading) == [(6, False)]
    assert "line 3" in str(reading.problems[0].words)


def test_two_voices_of_one_cue_do_not_overlap() -> None:
    reading = read(vtt(("00:01.000", "00:05.000", "<v A>Yes <v B>No")))
    assert [one.speaker for one in reading.lines] == ["A", "B"]
    assert reading.problems == []


def test_a_long_cue_is_compared_with_all_that_follow() -> None:
    reading = read(
        vtt(
            ("00:01.000", "01:00.000", "Music"),
            ("00:04.000", "00:06.000", "Yes"),
            ("00:08.000", "00:09.000", "No"),
        )
    )
    assert told(reading) == [(6, False), (9, False)]


def test_cues_out_of_order_are_put_in_order_and_told() -> None:
    reading = read(vtt(("00:08.000", "00:09.000", "last"), ("00:01.000", "00:02.000", "first")))
    assert [one.text for one in reading.lines] == ["first", "last"]
    assert told(reading) == [(6, False)]


def test_what_begins_after_the_end_of_the_recording_is_told_once() -> None:
    late = vtt(*[(f"00:{n:02}.000", f"00:{n:02}.900", "words") for n in range(1, 9)])
    reading = read(late, milliseconds=5000)
    assert told(reading) == [(15, False)]
    assert "4 lines" in str(reading.problems[0].words)


def test_times_beyond_any_recording_are_lost() -> None:
    reading = read(vtt(("00:01.000", "200:00:00.000", "Yes"), ("00:02.000", "00:03.000", "No")))
    assert told(reading) == [(3, True)]


def test_an_empty_cue_script_and_a_lost_character_are_told() -> None:
    reading = read(
        vtt(
            ("00:01.000", "00:02.000", ""),
            ("00:03.000", "00:04.000", "<script>x</script>"),
            ("00:05.000", "00:06.000", "a\0b"),
        )
    )
    assert [one.text for one in reading.lines] == ["x", "a\ufffdb"]
    assert told(reading) == [(3, False), (6, False), (9, False)]
    assert "<script>" in str(reading.problems[1].words)


def test_letters_of_another_language_are_told() -> None:
    assert told(read(vtt(("00:01.000", "00:02.000", "English")), language="ar")) == [(0, False)]


def test_all_line_ends_are_one() -> None:
    text = vtt(("00:01.000", "00:02.000", "one"), ("00:03.000", "00:04.000", "two"))
    for end in ("\r\n", "\r"):
        assert read(text.replace("\n", end)).lines == read(text).lines


def test_a_subrip_file_is_known_by_what_is_in_it() -> None:
    reading = read("1\n00:00:01,000 --> 00:00:02,000\nYes\n", name="a.txt")
    assert [one.text for one in reading.lines] == ["Yes"]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.vtt", "empty"),
        (b" \n\n", "a.srt", "empty"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nYes", "a.vtt", "WEBVTT"),
        (b"Just words.", "a.srt", "neither"),
        (b"[Script Info]\nTitle: x", "a.ass", "SubStation"),
        (b'<?xml version="1.0"?>\n<tt xmlns="http://www.w3.org/ns/ttml">', "a.ttml", "TTML"),
        (b"0:00:01.000,0:00:02.000\nYes", "a.sbv", "SubViewer"),
        (b"WEBVTT", "a.vtt", "no captions"),
        (b"\xff\xfe\x00", "a.srt", "UTF-8"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)), "a.srt", "neither"),
    ],
)
def test_what_holds_no_captions_says_so(data: bytes, name: str, words: str) -> None:
    reading = read(data, name=name)
    assert reading.lines == []
    assert [problem.line for problem in reading.errors] == [0]
    assert words in str(reading.errors[0].words)


def test_more_lines_than_any_session_has_are_refused() -> None:
    reading = read(HEAD + "00:01.000 --> 00:02.000\nx\n\n" * 20_001)
    assert reading.lines == []
    assert "20000" in str(reading.errors[0].words)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 10**7),
            st.integers(1, 10**5),
            st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20),
            st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60),
        ),
        max_size=8,
    )
)
def test_what_is_written_reads_the_same(drawn: list[tuple[int, int, str, str]]) -> None:
    """Whatever is in a line: an arrow, a tag, the name of a block."""
    cues = [
        Cue(number=n, starts_ms=start, ends_ms=start + long, speaker=who, text=text)
        for n, (start, long, speaker, said) in enumerate(sorted(drawn), start=1)
        if (text := tidy(said.replace("\0", "")))
        and (who := " ".join(tidy(speaker).split())) != "\0"
    ]
    reading = read(as_webvtt(cues))
    assert [(one.starts_ms, one.ends_ms, one.speaker, one.text) for one in reading.lines] == [
        (cue.starts_ms, cue.ends_ms, cue.speaker, cue.text) for cue in cues
    ]
