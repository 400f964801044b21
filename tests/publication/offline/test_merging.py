"""What comes back meets what the portal has now, answer by answer."""

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from publication.offline import Change, Conflict, Merge, Returned, merge

TEXTS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["", "x", "y", "z"]))


def one(base: str, mine: str, theirs: str) -> Merge:
    return merge({"a": base}, {"a": mine}, {"a": theirs})


UNTOUCHED = Merge(["a"], [], [], [], [])


class TestOneAnswer:
    def test_untouched_on_both_sides(self) -> None:
        assert one("x", "x", "x") == UNTOUCHED

    def test_untouched_in_the_document_stays_as_the_portal_has_it(self) -> None:
        assert one("x", "y", "x") == UNTOUCHED

    def test_changed_in_the_document_alone_is_clean(self) -> None:
        assert one("x", "x", "y") == Merge([], [Change("a", "x", "y")], [], [], [])

    def test_changed_alike_on_both_sides_is_no_news(self) -> None:
        assert one("x", "y", "y") == UNTOUCHED

    def test_changed_differently_is_a_conflict_with_all_three_texts(self) -> None:
        assert one("x", "y", "z") == Merge([], [], [Conflict("a", "x", "y", "z")], [], [])

    def test_emptied_in_the_document_is_a_change_that_says_so(self) -> None:
        [change] = one("x", "x", " \n").clean
        assert change.is_cleared
        assert not one("x", "x", "y").clean[0].is_cleared

    def test_emptied_here_and_changed_there_is_a_conflict(self) -> None:
        assert one("x", "", "y").conflicts == [Conflict("a", "x", "", "y")]

    @pytest.mark.parametrize(
        "theirs",
        ["a\nb", "a\r\nb", "a \nb\n\n", "a\nb\n", "\na\nb"],
    )
    def test_what_a_word_processor_changes_by_itself_is_no_change(self, theirs: str) -> None:
        assert one("a\r\nb", "a\r\nb", theirs) == UNTOUCHED

    def test_composed_letters_are_the_same_as_uncomposed_ones(self) -> None:
        assert one("é", "other", "e\u0301") == UNTOUCHED

    @pytest.mark.parametrize("theirs", ["a\n\nb", " a\nb", "a\tb", "A\nb", "ab"])
    def test_whatever_else_is_different_is_a_change(self, theirs: str) -> None:
        assert one("a\nb", "a\nb", theirs).clean == [Change("a", "a\nb", theirs)]


class TestSeveral:
    def test_each_answer_goes_its_own_way(self) -> None:
        base = {"a": "1", "b": "1", "c": "1", "d": "1"}
        mine = {"a": "1", "b": "2", "c": "2", "d": "1"}
        merged = merge(base, mine, {"a": "3", "b": "1", "c": "3", "x": "?"})
        assert merged == Merge(
            untouched=["b"],
            clean=[Change("a", "1", "3")],
            conflicts=[Conflict("c", "1", "2", "3")],
            missing=["d"],
            unknown=["x"],
        )
        assert merged.has_news

    def test_an_answer_that_was_asked_for_later_starts_from_nothing(self) -> None:
        assert merge({}, {"a": ""}, {"a": "x"}).clean == [Change("a", "", "x")]
        assert merge({}, {"a": "y"}, {"a": "x"}).conflicts == [Conflict("a", "", "y", "x")]

    def test_without_a_base_whatever_differs_is_for_a_person_to_decide(self) -> None:
        merged = merge(None, {"a": "x", "b": "x", "c": ""}, {"a": "x", "b": "y", "c": "z"})
        assert merged.untouched == ["a"]
        assert merged.conflicts == [Conflict("b", "", "x", "y"), Conflict("c", "", "", "z")]
        assert merged.clean == []

    @given(TEXTS, TEXTS, TEXTS)
    def test_every_answer_is_accounted_for_once_and_none_is_lost(
        self, base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
    ) -> None:
        merged = merge(base, mine, theirs)
        keys = [
            *merged.untouched,
            *(change.key for change in merged.clean),
            *(conflict.key for conflict in merged.conflicts),
            *merged.missing,
        ]
        assert sorted(keys) == sorted(mine)
        assert set(merged.unknown) == set(theirs) - set(mine)
        for change in merged.clean:
            assert change.mine == mine[change.key] == base.get(change.key, "")
            assert change.theirs == theirs[change.key]
        for key in merged.untouched:
            assert theirs[key] in (mine[key], base.get(key, ""))
        after = {**mine, **{change.key: change.theirs for change in merged.clean}}
        again = merge(base, after, theirs)
        assert (again.clean, again.conflicts) == ([], merged.conflicts), "taking over twice is once"


class TestBetweenPreviewAndTakingOver:
    RETURNED = Returned("PRA-2022-0031", 4, {"a": "مرحبا\n\t中文", "b": ""})

    def test_it_is_carried_whole(self) -> None:
        assert Returned.unpacked(self.RETURNED.packed()) == self.RETURNED

    def test_a_long_one_stays_short_enough_for_a_form(self) -> None:
        long = Returned("C", 1, {f"key-{n}": "Some words of an answer. " * 400 for n in range(50)})
        assert len(long.packed()) < 100_000

    @pytest.mark.parametrize("packed", ["", "x", "a:b:c"])
    def test_what_the_portal_did_not_write_is_refused(self, packed: str) -> None:
        with pytest.raises(signing.BadSignature):
            Returned.unpacked(packed)

    def test_so_is_one_that_was_changed_on_the_way(self) -> None:
        packed = self.RETURNED.packed()
        with pytest.raises(signing.BadSignature):
            Returned.unpacked("x" + packed[1:] if packed[0] != "x" else "y" + packed[1:])
