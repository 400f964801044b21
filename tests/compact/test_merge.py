"""The three-way merge of a value: written by the loader, standing there, coming in."""

from hypothesis import given
from hypothesis import strategies as st

from compact.reference.merge import Plain, Verdict, judge

# Few values, so that they coincide often.
VALUES: st.SearchStrategy[Plain] = st.sampled_from(["", "a", "b", "c"]) | st.lists(
    st.sampled_from(["eca", "ece"]), unique=True
)


def after(seeded: Plain, present: Plain, incoming: Plain) -> tuple[Plain, Plain]:
    """What was written last and what stands there, once the verdict is carried out."""
    if judge(seeded, present, incoming) is Verdict.WRITE:
        return incoming, incoming
    return seeded, present


@given(VALUES, VALUES)
def test_what_nobody_touched_follows_the_data_file(seeded: Plain, incoming: Plain) -> None:
    assert after(seeded, seeded, incoming)[1] == incoming


@given(VALUES, VALUES, VALUES)
def test_what_a_person_wrote_is_never_overwritten(
    seeded: Plain, edited: Plain, incoming: Plain
) -> None:
    if edited != seeded:
        assert after(seeded, edited, incoming)[1] == edited


@given(VALUES, VALUES, VALUES)
def test_a_second_load_of_the_same_file_changes_nothing(
    seeded: Plain, present: Plain, incoming: Plain
) -> None:
    once = after(seeded, present, incoming)
    assert after(*once, incoming) == once


@given(VALUES, VALUES, st.lists(VALUES, min_size=1))
def test_an_edit_survives_any_number_of_releases(
    seeded: Plain, edited: Plain, releases: list[Plain]
) -> None:
    if edited == seeded:
        return
    state = (seeded, edited)
    for incoming in releases:
        state = after(*state, incoming)
    assert state[1] == edited


@given(VALUES, VALUES)
def test_kept_means_that_file_and_person_differ(seeded: Plain, present: Plain) -> None:
    assert judge(seeded, present, present) is Verdict.SAME
