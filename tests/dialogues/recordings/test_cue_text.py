"""What stands in a cue, without its markup."""

from time import process_time

import pytest

from dialogues.recordings.captioning.cue_text import Voice, read_text


def said(payload: str) -> str:
    (voice,) = read_text(payload).voices
    return voice.text


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ("plain", "plain"),
        ("<i>slanted</i> and <b>bold</b>", "slanted and bold"),
        ('<c.loud>loud</c> <u>under</u> <font color="red">red</font>', "loud under red"),
        ("<00:00:01.000>one <00:00:02.000>by one", "one by one"),
        ("<lang es>hola</lang>", "hola"),
        ("<ruby>漢<rt>han</rt></ruby>", "漢han"),
        ("{\\an8}above", "above"),
        ("three &lt; four &amp; five &gt; two", "three < four & five > two"),
        ("&copy; &#32; &quot; &amp &", "&copy; &#32; &quot; &amp &"),
        ("&amp;lt;", "&lt;"),
        ("a&nbsp;b&lrm;c", "a b\u200ec"),
        ("  two   blanks \n\n and lines ", "two blanks\nand lines"),
        ("ends in <", "ends in <"),
        ("ends in <i", "ends in <i"),
        ("fewer than <5 of them, said by <b>all</b>", "fewer than <5 of them, said by all"),
        ("a < b and c > d", "a < b and c > d"),
        ("<noir, is it?", "<noir, is it?"),
        ("<i>one <two</i>", "one <two"),
        ("<><i>x</i>", "x"),
        ("<!-- said -->", "<!-- said -->"),
        ("bell\x07 and \x85 stop", "bell and stop"),
    ],
)
def test_markup_is_taken_off_and_nothing_else(payload: str, text: str) -> None:
    assert said(payload) == text


class TestVoices:
    def test_a_voice_is_a_speaker(self) -> None:
        assert read_text("<v Chair of the session>Good morning</v>").voices == [
            Voice("Chair of the session", "Good morning")
        ]

    def test_its_end_may_be_missing_and_it_may_have_a_class(self) -> None:
        assert read_text("<v.first.loud  A &amp; B>Yes").voices == [Voice("A & B", "Yes")]

    def test_several_speak_one_after_the_other(self) -> None:
        assert read_text("<v A>Yes</v> <v B>No</v> and all").voices == [
            Voice("A", "Yes"),
            Voice("B", "No"),
            Voice("", "and all"),
        ]

    def test_a_name_is_one_line_and_not_longer_than_a_name(self) -> None:
        (voice,) = read_text(f"<v {'Long ' * 100}\nname>Yes").voices
        assert "\n" not in voice.speaker
        assert len(voice.speaker) <= 200

    def test_a_voice_that_says_nothing_is_none(self) -> None:
        assert read_text("<v A></v> ").voices == []


class TestScript:
    def test_is_text_and_told(self) -> None:
        read = read_text("<script>alert(1)</script>")
        assert read.voices == [Voice("", "alert(1)")]
        assert read.foreign == ["script", "/script"]

    def test_in_an_attribute_goes_with_its_tag(self) -> None:
        read = read_text('<img src=x onerror="alert(1)">look')
        assert read.voices == [Voice("", "look")]
        assert read.foreign == ["img"]

    def test_that_is_escaped_stays_text(self) -> None:
        assert said("&lt;script&gt;alert(1)&lt;/script&gt;") == "<script>alert(1)</script>"

    def test_in_the_name_of_a_speaker_is_a_name(self) -> None:
        (voice,) = read_text("<v &lt;script&gt;>Yes").voices
        assert voice.speaker == "<script>"


def seconds_for(payload: str) -> float:
    begun = process_time()
    read_text(payload)
    return process_time() - begun


@pytest.mark.parametrize("piece", ["{\\", "{\\{", "<", "<v ", "<i", "&"])
def test_eight_times_the_text_takes_no_more_than_some_eight_times_as_long(piece: str) -> None:
    most = 200_000 // len(piece)
    # The best of three, for a collection of garbage may fall into any of them.
    short, long = (
        min(seconds_for(piece * length) for _n in range(3)) for length in (most // 8, most)
    )
    assert long < 32 * (short + 0.01)
