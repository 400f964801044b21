"""SubRip as common tools write it."""

import pytest

from dialogues.recordings.captioning.subrip import read_subrip

PLAIN = """1
00:00:01,000 --> 00:00:04,000
Good morning to all.

2
00:00:05,500 --> 00:00:08,250
We begin with
regular pathways.
"""


def payloads(text: str) -> list[str]:
    return [cue.payload for cue in read_subrip(text)[0]]


def test_the_plain_kind() -> None:
    cues, problems = read_subrip(PLAIN)
    assert [(cue.line, cue.starts_ms, cue.ends_ms) for cue in cues] == [
        (2, 1000, 4000),
        (6, 5500, 8250),
    ]
    assert cues[1].payload == "We begin with\nregular pathways."
    assert problems == []


@pytest.mark.parametrize(
    "times",
    [
        "00:00:01,000 --> 00:00:04,000",
        "00:00:01.000 --> 00:00:04.000",
        "0:0:1,0 --> 0:0:4,0",
        "00:00:01 --> 00:00:04",
        "00:00:01,000-->00:00:04,000",
        "00:00:01,000 --> 00:00:04,000  X1:10 X2:20 Y1:1 Y2:2",
        "  00:00:01,000 --> 00:00:04,000  ",
    ],
)
def test_the_times_of_common_tools(times: str) -> None:
    (cue,), problems = read_subrip(f"1\n{times}\nwords\n")
    assert (cue.starts_ms, cue.ends_ms, problems) == (1000, 4000, [])


def test_a_fraction_is_one_of_a_second() -> None:
    (cue,), _problems = read_subrip("00:00:01,5 --> 00:00:02,25\nwords")
    assert (cue.starts_ms, cue.ends_ms) == (1500, 2250)


def test_numbers_may_be_missing_or_wrong() -> None:
    text = "00:00:01,000 --> 00:00:02,000\nfirst\n\n7\n00:00:02,000 --> 00:00:03,000\nsecond\n"
    assert payloads(text) == ["first", "second"]


def test_a_figure_that_is_said_is_no_number_of_a_cue() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nHow many?\n2018\n00:00:02,000 --> 00:00:03,000\nYes.\n"
    )
    assert payloads(text) == ["How many?\n2018", "Yes."]


def test_blank_lines_within_a_text_and_between_cues() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nfirst\n\nhalf\n\n\n\n2\n"
        "00:00:02,000 --> 00:00:03,000\n\nlate\n"
    )
    assert payloads(text) == ["first\nhalf", "late"]


def test_times_that_cannot_be_read_are_told_with_their_line() -> None:
    text = PLAIN.replace("00:00:05,500", "00:00:5x")
    cues, problems = read_subrip(text)
    assert len(cues) == 1
    assert [(one.line, one.is_error) for one in problems] == [(6, True)]


def test_words_before_the_first_times_are_told_once() -> None:
    _cues, problems = read_subrip("Subtitles by nobody\nand others\n\n" + PLAIN)
    assert [(one.line, one.is_error) for one in problems] == [(1, True)]


def test_figures_of_another_script_are_no_times() -> None:
    cues, problems = read_subrip("1\n٠٠:٠٠:٠١,٠٠٠ --> ٠٠:٠٠:٠٤,٠٠٠\nwords\n")
    assert (cues, len(problems)) == ([], 1)
