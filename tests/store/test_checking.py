"""``check`` finds what is wrong inside a whole file, and mends what can be mended."""

import sqlite3
from contextlib import closing

import pytest

from reader.core.state.changes import Field
from reader.core.values.errors import LibraryError

FAULTS = {
    "DELETE FROM item_fts": "search index",
    "UPDATE item SET is_starred = 1 WHERE id = 1": "wrong star",
    "UPDATE item SET has_note = 1 WHERE id = 1": "wrong note mark",
    "UPDATE item SET shown = 0 WHERE id = 1": "wrong visibility",
    "UPDATE item SET rank = 5 WHERE id = 1": "wrong place",
    "UPDATE item SET title = CAST(x'41ff42' AS TEXT) WHERE id = 1": "no text",
    "UPDATE work SET note = CAST(x'ff' AS TEXT) WHERE id = 1": "no text",
    "UPDATE tag SET fold = 'x' WHERE id = 1": "not found under their name",
    "UPDATE tag SET name = CAST(x'ff' AS TEXT) WHERE id = 1": "no text",
    "UPDATE tag SET removed_at = 'now' WHERE id = 1": "tag that is removed",
}
LOSSES = {
    "UPDATE tag SET name = 'Ml', fold = 'ml'": "Two tags are called “ml”",
    "DELETE FROM item_text WHERE id = 1": "lost their text",
    "UPDATE item SET section_id = 99 WHERE id = 1": "belong to nothing",
    "UPDATE original SET bytes = x'00'": "not what it was",
    "UPDATE issue SET original_id = NULL": "lost their original",
    "UPDATE item_text SET parts = '[[\"body\", 0, 99999]]' WHERE id = 1": "outside the text",
}


@pytest.fixture
def spoil(hand, many):
    """Changes the file behind the program's back."""
    hand.store(many(6))
    hand.tag(1, "ml", "cv")

    def spoil(sql):
        with closing(sqlite3.connect(hand.library.path, isolation_level=None)) as connection:
            connection.execute(sql if "item_fts" not in sql else "DELETE FROM item_fts_data WHERE id > 10")

    return spoil


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_is_said_and_mended(hand, spoil, fault):
    assert hand.library.check() == []
    spoil(fault)
    found = " ".join(hand.library.check())
    assert FAULTS[fault] in found
    assert "Mended" not in found
    assert "Mended" in " ".join(hand.library.check(repair=True))
    assert hand.library.check() == []
    assert len(hand.ids()) == 6
    assert len(hand.ids('"says"')) == 6


@pytest.mark.parametrize("loss", LOSSES)
def test_what_cannot_be_mended_is_said(hand, spoil, loss):
    spoil(loss)
    assert any(LOSSES[loss] in sentence for sentence in hand.library.check())
    assert any(LOSSES[loss] in sentence for sentence in hand.library.check(repair=True))
    hand.set(Field.READ, True, 2)


def test_a_text_that_is_none_is_reported_by_reading_it_too(hand, spoil):
    spoil("UPDATE item SET title = CAST(x'41ff42' AS TEXT), own_title = CAST(x'ff' AS TEXT) WHERE id = 1")
    with pytest.raises(LibraryError, match="check --repair"):
        hand.row(1)
    with pytest.raises(LibraryError, match="check --repair"):
        hand.set(Field.TITLE, "new", 1)
    hand.library.check(repair=True)
    assert hand.row(1).title == "\ufffd"
