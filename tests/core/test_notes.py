"""Notes: what links they hold, and that joining loses no words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.state.notes import folded_target, join_notes, link_targets, link_text, merge_notes


@pytest.mark.parametrize(
    ("note", "targets"),
    [
        ("See [[One]] and [[two|words]].", ("One", "two")),
        ("[[A [Re] study]] [[x]]]]", ("A [Re] study", "x")),
        ("[[ONE]] [[one]]", ("one",)),
        ("[[]] [[|]] [one] [[broken\nline]] [[open", ()),
        ("[[A study [Re]]] and [[[x]]", ("A study [Re]", "x")),
        ("[[" * 5_000 + "x]]", ("x",)),
    ],
)
def test_links_are_found(note: str, targets: tuple[str, ...]) -> None:
    assert link_targets(note) == targets


def test_targets_are_compared_without_case_spaces_and_ways_of_writing() -> None:
    assert folded_target("  E\u0301tude\n one\u200b") == folded_target("étude ONE")
    assert folded_target("one two") != folded_target("onetwo")


@given(st.text(min_size=1, max_size=40).filter(lambda title: title.split()), st.booleans())
def test_what_is_written_for_a_work_is_one_link(title: str, is_unique: bool) -> None:
    written = link_text(title, "the key", is_unique=is_unique)
    targets = link_targets(f"[[{written}]]")
    assert len(targets) == 1
    assert targets[0] == "the key" or folded_target(targets[0]) == folded_target(title)


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_no_words_are_lost_when_two_wrote(base: str, mine: str, theirs: str) -> None:
    merged = merge_notes(base=base, mine=mine, theirs=theirs)
    assert mine in merged or mine == base
    assert theirs in merged or theirs == base
    assert join_notes(mine, theirs).startswith((mine, theirs))
