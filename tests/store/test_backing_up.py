"""A backup is one verified state of the library, whatever is written meanwhile."""

import threading
from contextlib import closing

import pytest

from reader.core.state.changes import Edit, Field, Origin
from reader.core.values.errors import LibraryDamaged, LibraryError
from reader.store.sql import file_copy
from reader.store.sql.connection import connect
from reader.store.sql.file_copy import verify


def test_a_backup_while_others_write_ends_and_is_one_whole_state(open_hand, many, tmp_path, monkeypatch):
    monkeypatch.setattr(file_copy, "_STEP", 16)
    hand = open_hand()
    for number in range(1, 30):
        hand.store(many(40, number=number))
    stop = threading.Event()
    ids = hand.ids()

    def write():
        place = 0
        while not stop.is_set():
            edits = [Edit(Field.READ, tuple(ids), place % 2 == 0), Edit(Field.LATER, tuple(ids), place % 2 == 0)]
            hand.library.change(edits, origin=Origin.CLI, label="x").result()
            place += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(3):
            hand.library.backup(tmp_path / "copy.db")
    finally:
        stop.set()
        writer.join()
    copy = open_hand(tmp_path / "copy.db")
    assert copy.ids() == ids
    with closing(connect(tmp_path / "copy.db", mode="ro")) as connection:
        states = connection.execute("SELECT DISTINCT is_read, is_later FROM item").fetchall()
    assert states in ([(0, 0)], [(1, 1)])
    assert copy.library.check() == []


def test_a_backup_replaces_the_last_and_leaves_nothing_else(open_hand, many, tmp_path):
    hand = open_hand(tmp_path / "a" / "library.db")
    target = tmp_path / "b" / "deep" / "copy.db"
    hand.library.backup(target)
    hand.store(many(4))
    hand.library.backup(target)
    assert [path.name for path in target.parent.iterdir()] == ["copy.db"]
    assert len(open_hand(target).ids()) == 4


def test_a_backup_never_goes_over_the_library_or_where_it_cannot(hand, tmp_path):
    with pytest.raises(LibraryError, match="is the library itself"):
        hand.library.backup(hand.library.path)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(LibraryError):
        hand.library.backup(tmp_path / "file" / "copy.db")
    assert (tmp_path / "file").read_text() == "mine"


def test_an_unsound_copy_is_noticed(hand, many, tmp_path):
    hand.store(many(20))
    hand.library.backup(tmp_path / "copy.db")
    data = bytearray((tmp_path / "copy.db").read_bytes())
    data[4_096 * 10 : 4_096 * 20] = b"\xff" * 4_096 * 10
    (tmp_path / "copy.db").write_bytes(data)
    with pytest.raises(LibraryDamaged):
        verify(tmp_path / "copy.db")
