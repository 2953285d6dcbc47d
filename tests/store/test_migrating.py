"""From an old version of the schema to a newer: a copy first, all or nothing."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from reader.core.changes import Field
from reader.core.errors import NewerLibrary
from reader.core.subscriptions import Subscription
from reader.store.migrating import copy_path, run_script

STEP_2 = """
ALTER TABLE work ADD COLUMN colour TEXT;
CREATE TRIGGER work_coloured AFTER UPDATE OF colour ON work BEGIN
    UPDATE item SET is_later = 1 WHERE work_id = new.id;
END;
UPDATE work SET colour = 'red; or so' WHERE is_starred = 1;
"""
STEP_3 = "CREATE TABLE shelf (id INTEGER PRIMARY KEY) STRICT;\n"


@pytest.fixture
def old(open_hand, many, tmp_path):
    """The file of a version 1 library with a star."""
    hand = open_hand(tmp_path / "old.db", steps=())
    hand.store(many(4))
    hand.set(Field.STARRED, True, 1)
    hand.reader.close()
    hand.library.close()
    return hand.library.path


def version(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def test_an_old_library_is_copied_and_then_brought_forward(old, open_hand):
    hand = open_hand(old, steps=(STEP_2, STEP_3))
    assert version(old) == 3
    assert hand.reader._all("SELECT id, colour FROM work WHERE colour IS NOT NULL") == [(1, "red; or so")]
    assert len(hand.ids()) == 4
    assert hand.library.check() == []
    copy = copy_path(old, 1)
    assert version(copy) == 1
    assert copy.name == "old-before-version-2.db"
    assert len(open_hand(shutil.copy(copy, old.with_name("back.db"))).ids()) == 4


def test_a_step_that_fails_leaves_the_library_as_it_was(old, open_hand):
    with pytest.raises(sqlite3.OperationalError, match="NONSENSE"):
        open_hand(old, steps=(STEP_2, "NONSENSE INTO work VALUES (1);\n"))
    assert version(old) == 1
    assert len(open_hand(old, steps=()).ids()) == 4


def test_the_version_before_refuses_what_was_brought_forward(old, open_hand):
    hand = open_hand(old, steps=(STEP_2,))
    hand.reader.close()
    hand.library.close()
    with pytest.raises(NewerLibrary):
        open_hand(old, steps=())


def test_a_new_library_is_made_in_the_newest_version(open_hand, tmp_path):
    hand = open_hand(tmp_path / "new.db", steps=(STEP_2, STEP_3))
    assert version(hand.library.path) == 3
    assert not copy_path(hand.library.path, 1).exists()


def test_an_open_library_can_be_brought_forward_by_another_process(old, open_hand):
    first = open_hand(old, steps=())
    second = open_hand(old, steps=(STEP_2,))
    assert len(first.ids()) == len(second.ids()) == 4


def test_a_script_without_its_end_is_a_mistake(hand):
    with pytest.raises(ValueError, match="semicolon"):
        hand.library._writer.submit(lambda connection: run_script(connection, "SELECT 1")).result()


def test_a_library_of_version_1_holds_subscriptions_afterwards(old, open_hand):
    hand = open_hand(old)
    assert version(old) == 2
    feed = Subscription("Weekly", "https://weekly.example/feed", "News", (("category", "ml"),))
    assert hand.library.subscribe([feed]).result() == 1
    assert hand.library.check() == []
    assert len(hand.ids()) == 4
