"""WebVTT as the standard says. The W3C's own tests were run too: docs/decisions/0076."""

import pytest

from dialogues.recordings.captioning.problems import Problem, Timed
from dialogues.recordings.captioning.webvtt import is_webvtt, read_webvtt

TIMES = "00:00:01.000 --> 00:00:04.000"


def cues(body: str) -> list[Timed]:
    return read_webvtt(f"WEBVTT\n\n{body}")[0]


def problems(body: str) -> list[Problem]:
    return read_webvtt(f"WEBVTT\n\n{body}")[1]


class TestSignature:
    @pytest.mark.parametrize(
        "text", ["WEBVTT", "WEBVTT\n", "WEBVTT title\n\n", "WEBVTT\ttitle\n", "WEBVTT \n"]
    )
    def test_is_taken(self, text: str) -> None:
        assert is_webvtt(text)

    @pytest.mark.parametrize(
        "text", ["", "WEB", "WEBVT", " WEBVTT", "WEBVTTx", "webvtt", "\nWEBVTT"]
    )
    def test_is_another_files(self, text: str) -> None:
        assert not is_webvtt(text)

    def test_a_file_may_end_after_it(self) -> None:
        assert read_webvtt("WEBVTT") == ([], [])

    def test_what_follows_it_without_a_blank_line_is_its_head(self) -> None:
        assert read_webvtt(f"WEBVTT\nKind: captions\n\n{TIMES}\nfirst")[0][0].payload == "first"

    def test_times_in_the_head_begin_a_cue_all_the_same(self) -> None:
        assert [cue.payload for cue in read_webvtt(f"WEBVTT\n{TIMES}\nfirst")[0]] == ["first"]


class TestTimes:
    @pytest.mark.parametrize(
        ("written", "milliseconds"),
        [
            ("00:00.000", 0),
            ("00:01.500", 1500),
            ("59:59.999", 3_599_999),
            ("0:00:01.000", 1000),
            ("01:00:00.000", 3_600_000),
            ("100:00:00.007", 360_000_007),
        ],
    )
    def test_are_read(self, written: str, milliseconds: int) -> None:
        (cue,) = cues(f"{written} --> 999:00:00.000\nwords")
        assert cue.starts_ms == milliseconds

    @pytest.mark.parametrize(
        "written",
        [
            *("0:00.000", "000:00.000", "00:60.000", "60:00.000", "00:00:60.000", "00:60:00.000"),
            *("00:00", "00:00.00", "00:00.0000", "00:00,000", "00:00:00", "00:0:00.000"),
            *("", ".", ":00.000", "00:00:00:00.000", "-00:01.000", "٠٠:٠١.٠٠٠", "00:01.000x"),
            *("1234567:00:00.000",),
        ],
    )
    def test_that_are_none_are_told_with_their_line(self, written: str) -> None:
        body = f"{written} --> 00:00:09.000\nwords"
        assert cues(body) == []
        assert [(one.line, one.is_error) for one in problems(body)] == [(3, True)]

    def test_any_blanks_stand_around_them_and_settings_after(self) -> None:
        (cue,) = cues(" \t00:01.000\t-->\f00:04.000 align:start line:90%\nwords")
        assert (cue.starts_ms, cue.ends_ms, cue.payload) == (1000, 4000, "words")

    def test_no_blank_need_stand_around_the_arrow(self) -> None:
        assert len(cues("00:01.000-->00:04.000\nwords")) == 1

    def test_backward_ones_are_read_and_judged_later(self) -> None:
        (cue,) = cues("00:04.000 --> 00:01.000\nwords")
        assert (cue.starts_ms, cue.ends_ms) == (4000, 1000)


class TestBlocks:
    def test_a_cue_knows_its_line(self) -> None:
        found = cues(f"one\n{TIMES}\nwords\n\n\n{TIMES}\nmore\nwords")
        assert [(cue.line, cue.payload) for cue in found] == [(4, "words"), (8, "more\nwords")]

    def test_a_name_may_be_anything_but_an_arrow(self) -> None:
        assert len(cues(f" \n{TIMES}\na\n\n-- >\n{TIMES}\nb\n\nNOTE it\n{TIMES}\nc")) == 3

    def test_an_arrow_begins_the_next_cue_without_a_blank_line(self) -> None:
        found = cues(f"{TIMES}\nfirst\n{TIMES}\nsecond")
        assert [cue.payload for cue in found] == ["first", "second"]

    def test_an_arrow_that_is_no_time_costs_only_its_own_cue(self) -> None:
        body = f"a --> b\nlost\n\n{TIMES}\nkept"
        assert [cue.payload for cue in cues(body)] == ["kept"]
        assert [one.line for one in problems(body)] == [3]

    @pytest.mark.parametrize(
        "block",
        ["NOTE a remark\nof two lines", "STYLE\n::cue { color: red }", "REGION\nid:left", "NOTE"],
    )
    def test_what_is_no_cue_is_passed_over_without_a_word(self, block: str) -> None:
        body = f"{block}\n\n{TIMES}\nwords"
        assert len(cues(body)) == 1
        assert problems(body) == []

    def test_words_without_times_are_told(self) -> None:
        body = f"lost words\n\n{TIMES}\nwords"
        assert [(one.line, one.is_error) for one in problems(body)] == [(3, True)]

    def test_a_cue_may_be_empty(self) -> None:
        assert [cue.payload for cue in cues(TIMES)] == [""]

    def test_nothing_is_read_twice_or_for_ever(self) -> None:
        body = "\n".join(["-->"] * 500 + [TIMES, "words"] * 500)
        assert len(cues(body)) == 500
