"""Two notes on one work: nobody's words are lost."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.notes import DIVIDER, join_notes, merge_notes

texts = st.text(max_size=20)


def test_what_only_one_changed_is_theirs() -> None:
    assert merge_notes(base="a", mine="a b", theirs="a") == "a b"
    assert merge_notes(base="a", mine="a", theirs="a c") == "a c"


def test_what_both_changed_keeps_both() -> None:
    assert merge_notes(base="", mine="mine", theirs="theirs") == f"theirs{DIVIDER}mine"


@given(texts, texts)
def test_joining_keeps_every_word(first: str, second: str) -> None:
    joined = join_notes(first, second)
    assert first in joined
    assert second in joined
    assert join_notes(joined, second) == joined
