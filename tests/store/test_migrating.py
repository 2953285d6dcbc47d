"""From an old version of the schema to a newer: a copy first, all or nothing."""

import gzip
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from stored_rows import stored_rows

from reader.core.state.changes import Field, Origin
from reader.core.state.highlights import MarkPassage
from reader.core.state.joins import JoinWorks
from reader.core.state.rows import Draft
from reader.core.state.tags import TagWorks
from reader.core.text.anchors import anchor_of
from reader.core.values.errors import NewerLibrary
from reader.core.values.ids import ItemId, PublicationId, WorkId
from reader.core.values.own_facts import own_fact, write_own_facts
from reader.core.values.publications import ForgetProfile
from reader.core.values.subscriptions import Subscription
from reader.store.sql.migrations import STEPS, copy_path, run_script

NOW = len(STEPS) + 1
"""The newest version."""
NEXT = """
ALTER TABLE work ADD COLUMN colour TEXT;
CREATE TRIGGER work_coloured AFTER UPDATE OF colour ON work BEGIN
    UPDATE item SET is_later = 1 WHERE work_id = new.id;
END;
UPDATE work SET colour = 'red; or so' WHERE is_starred = 1;
"""
LATER = "CREATE TABLE shelf (id INTEGER PRIMARY KEY) STRICT;\n"


@pytest.fixture
def old(open_hand, many, tmp_path):
    """The file of a library of the newest version with a star."""
    return starred(open_hand(tmp_path / "old.db"), many)


def starred(hand, many):
    hand.store(many(4))
    hand.set(Field.STARRED, True, 1)
    hand.reader.close()
    hand.library.close()
    return hand.library.path


def version(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def test_an_old_library_is_copied_and_then_brought_forward(old, open_hand):
    hand = open_hand(old, steps=(*STEPS, NEXT, LATER))
    assert version(old) == NOW + 2
    assert stored_rows(hand.reader, "SELECT id, colour FROM work WHERE colour IS NOT NULL") == [(1, "red; or so")]
    assert len(hand.ids()) == 4
    assert hand.library.check() == []
    copy = copy_path(old, NOW)
    assert version(copy) == NOW
    assert copy.name == f"old-before-version-{NOW + 1}.db"
    assert len(open_hand(shutil.copy(copy, old.with_name("back.db"))).ids()) == 4


def test_a_step_that_fails_leaves_the_library_as_it_was(old, open_hand):
    with pytest.raises(sqlite3.OperationalError, match="NONSENSE"):
        open_hand(old, steps=(*STEPS, NEXT, "NONSENSE INTO work VALUES (1);\n"))
    assert version(old) == NOW
    assert len(open_hand(old).ids()) == 4


def test_the_version_before_refuses_what_was_brought_forward(old, open_hand):
    hand = open_hand(old, steps=(*STEPS, NEXT))
    hand.reader.close()
    hand.library.close()
    with pytest.raises(NewerLibrary):
        open_hand(old)


def test_a_new_library_is_made_in_the_newest_version(open_hand, tmp_path):
    hand = open_hand(tmp_path / "new.db", steps=(*STEPS, NEXT, LATER))
    assert version(hand.library.path) == NOW + 2
    assert not copy_path(hand.library.path, NOW).exists()


def test_an_open_library_can_be_brought_forward_by_another_process(old, open_hand):
    first = open_hand(old)
    second = open_hand(old, steps=(*STEPS, NEXT))
    assert len(first.ids()) == len(second.ids()) == 4


def test_a_script_without_its_end_is_a_mistake(hand):
    with pytest.raises(ValueError, match="semicolon"):
        hand.library._writer.submit(lambda connection: run_script(connection, "SELECT 1")).result()


@pytest.fixture(params=range(1, NOW), ids=lambda number: f"version {number}")
def older(request, tmp_path):
    """A library that the reader of that version wrote: four items, a star, a note and a draft of it."""
    packed = Path(__file__).parent / "libraries" / f"version-{request.param}.db.gz"
    path = tmp_path / "older.db"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    return path


def test_an_older_library_keeps_all_and_holds_what_is_new_afterwards(older, open_hand):
    hand = open_hand(older)
    assert version(older) == NOW
    assert (hand.titles("is:starred"), hand.titles("is:annotated")) == (["item 1-0"], ["item 1-1"])
    assert hand.titles("twice") == ["item 1-1"]
    assert hand.library.drafts() == [
        Draft(Field.NOTE, 2, "Read this thrice.", "Read this twice.", "4194305:1:none"),
    ]
    feed = Subscription("Weekly", "https://weekly.example/feed", "News", (("category", "ml"),))
    assert hand.library.subscribe([feed]).result() == 1
    hand.wish(TagWorks((WorkId(1),), ("new",)))
    assert len(hand.ids("tag:new")) == 1
    body = hand.reader.detail(ItemId(3)).body
    hand.wish(MarkPassage(ItemId(3), anchor_of(body, 0, 4), "green"))
    assert hand.titles("is:annotated") == ["item 1-1", "item 1-2"]
    hand.set(Field.PUBLICATION_FACTS, write_own_facts([own_fact("heading", "News")]), 1, origin=Origin.CLI)
    hand.wish(ForgetProfile(PublicationId(1)), origin=Origin.CLI)
    assert (hand.reader.own_facts(1), hand.reader.observations(1, "1")) == ((), ())
    hand.wish(JoinWorks((WorkId(1), WorkId(4))))
    assert hand.titles("is:starred") == ["item 1-0", "item 1-3"]
    assert hand.library.check() == []
    for _ in range(3):
        hand.undo()
    assert hand.undo().label == "Star: item 1-0"
    assert hand.undo().label == "Note"
    assert (hand.ids("tag:new"), hand.ids("is:annotated"), hand.ids("is:starred")) == ([], [], [])
    assert len(hand.ids()) == 4
    assert hand.library.check() == []
