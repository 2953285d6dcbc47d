"""What may be opened as a library, and that everything else stays as it was."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from sqlalchemy.exc import DBAPIError
from stored_rows import stored_rows

from reader.core.state.changes import Field
from reader.core.state.rows import Outcome
from reader.core.values.errors import (
    LibraryDamaged,
    LibraryError,
    LibraryLocked,
    LibraryReadOnly,
    NewerLibrary,
    NotALibrary,
    NotFound,
)
from reader.store import library_file, open_library
from reader.store.sql.connection import connect
from reader.store.sql.migrations import STEPS
from reader.store.sql.schema import APPLICATION_ID

NEWEST = len(STEPS) + 1


@pytest.fixture
def made(open_hand, many, tmp_path):
    """The file of a library with some items, closed."""
    path = tmp_path / "library.db"
    hand = open_hand(path)
    hand.store(many(8))
    hand.reader.close()
    hand.library.close()
    return path


def bytes_of(folder):
    """Every file of a folder with its bytes."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def foreign(path, application=0, version=0, mode="DELETE"):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
        connection.execute("CREATE TABLE precious (x)")
        connection.execute("INSERT INTO precious VALUES ('do not touch')")
        connection.execute(f"PRAGMA application_id = {application}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.commit()


def cut(path):
    path.write_bytes(path.read_bytes()[:5_000])


def scribble(path):
    data = bytearray(path.read_bytes())
    data[100:4_000] = os.urandom(3_900)
    path.write_bytes(data)


REFUSED = {
    "a text": (lambda path: path.write_text("Dear reader,\n" * 50), NotALibrary),
    "an empty file": (lambda path: path.write_bytes(b""), NotALibrary),
    "a photograph": (lambda path: path.write_bytes(b"\x89PNG" + os.urandom(5_000)), NotALibrary),
    "another program's database": (foreign, NotALibrary),
    "another one in write-ahead mode": (lambda path: foreign(path, mode="WAL"), NotALibrary),
    "another mark": (lambda path: foreign(path, 0x42424242, 1), NotALibrary),
    "our mark, version nought": (lambda path: foreign(path, APPLICATION_ID, 0), NotALibrary),
    "a newer library": (lambda path: foreign(path, APPLICATION_ID, NEWEST + 1), NewerLibrary),
    "our mark on other tables": (lambda path: foreign(path, APPLICATION_ID, 1), LibraryDamaged),
    "a beginning only": (lambda path: path.write_bytes(b"SQLite format 3\0"), LibraryDamaged),
    "a folder": (lambda path: path.mkdir(), NotALibrary),
    "a cut library": (cut, LibraryDamaged),
    "a scribbled library": (scribble, LibraryDamaged),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_library_is_refused_and_left_alone(what, made, tmp_path):
    spoil, error = REFUSED[what]
    folder = tmp_path / "there"
    folder.mkdir()
    path = folder / "library.db"
    if what in ("a cut library", "a scribbled library"):
        shutil.copy(made, path)
    spoil(path)
    before = None if path.is_dir() else bytes_of(folder)
    with pytest.raises(error) as told:
        open_library(path)
    assert type(told.value) is error
    assert str(path) in str(told.value)
    assert "SQL" not in str(told.value)
    assert len(str(told.value).split(". ")) >= 2, "says what, and what to do"
    assert path.is_dir() or bytes_of(folder) == before


def test_no_library_is_made_where_none_is_wanted(tmp_path):
    with pytest.raises(NotFound, match="There is no library at"):
        open_library(tmp_path / "none.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_new_library_is_marked_in_its_first_bytes_and_folders_are_made(tmp_path):
    path = tmp_path / "a" / "b ü #?%" / "library.db"
    open_library(path).close()
    header = path.read_bytes()[:100]
    assert header.startswith(b"SQLite format 3\0")
    assert (int.from_bytes(header[68:72]), int.from_bytes(header[60:64])) == (APPLICATION_ID, NEWEST)
    with closing(connect(path)) as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema")
        assert [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas] == ["wal", 2, 1, 30_000, 0]
        tables = connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        ).fetchall()
        loose = connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
        ).fetchall()
    assert len(tables) > 8
    assert {name for (name,) in loose} <= {"sqlite_schema", "sqlite_sequence"}


def test_a_folder_that_is_a_file(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="file"):
        open_library(tmp_path / "file" / "library.db")
    assert (tmp_path / "file").read_text() == "x"


def test_a_library_newer_only_in_what_waits_beside_it_is_refused(made, tmp_path):
    with closing(connect(made)) as connection:
        connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
        connection.execute("SELECT count(*) FROM item").fetchone()
        folder = tmp_path / "crashed"
        folder.mkdir()
        for ending in ("", "-wal"):
            shutil.copy(f"{made}{ending}", folder)
    before = (folder / made.name).read_bytes()
    with pytest.raises(NewerLibrary):
        open_library(folder / made.name)
    assert (folder / made.name).read_bytes() == before


def test_a_read_only_library_can_be_read_and_refuses_changes(made, open_hand, build):
    made.chmod(0o444)
    before = bytes_of(made.parent)
    hand = open_hand(made)
    assert hand.library.is_read_only
    assert len(hand.ids("item")) == 8
    assert hand.library.check() == []
    for attempt in (lambda: hand.set(Field.READ, True, 1), lambda: hand.store(build(5)), hand.undo):
        with pytest.raises(LibraryReadOnly, match=r"cannot be written.*Make it writable"):
            attempt()
    assert bytes_of(made.parent) == before


def test_a_folder_without_rights(made, tmp_path):
    made.parent.chmod(0o555)
    try:
        library = open_library(made)
        assert library.is_read_only
        library.close()
        with pytest.raises(LibraryReadOnly):
            open_library(tmp_path / "new.db")
        assert not (tmp_path / "new.db").exists()
    finally:
        made.parent.chmod(0o755)


def test_a_locked_library_says_so(made, open_hand, many):
    with closing(sqlite3.connect(made, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        hand = open_hand(made, patience_ms=100)
        with pytest.raises(LibraryLocked, match=r"in use by another program.*Close"):
            hand.set(Field.READ, True, 1)
        with pytest.raises(LibraryLocked):
            hand.store(many(4, number=2))
        other.execute("ROLLBACK")
        hand.set(Field.READ, True, 1)
    hand.reader.close()
    hand.library.close()
    with closing(sqlite3.connect(made, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LibraryLocked):
            open_library(made, patience_ms=100)


def test_damage_found_while_open_stops_writing_and_keeps_reading_what_can_be_read(made, open_hand):
    with closing(connect(made)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'item_unread'").fetchone()
    with made.open("r+b") as file:
        file.seek((page - 1) * 4_096)
        file.write(b"\xff" * 64)
    hand = open_hand(made)
    assert len(hand.ids("")) == 8
    assert "damaged" in hand.library.check_integrity()[0]
    assert hand.library.check()
    with pytest.raises(LibraryDamaged, match=r"is damaged.*backup"):
        hand.set(Field.READ, True, 1)


def test_damage_met_by_a_change_stops_writing(made, open_hand):
    with closing(connect(made)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'item_unread'").fetchone()
    with made.open("r+b") as file:
        file.seek((page - 1) * 4_096)
        file.write(b"\xff" * 64)
    hand = open_hand(made)
    with pytest.raises(LibraryDamaged):
        hand.set(Field.READ, True, 1)
    with pytest.raises(LibraryDamaged):
        hand.library.save_draft(Field.NOTE, 1, "text", base="", process="1-a").result()
    assert len(hand.ids()) == 8


@pytest.mark.parametrize(
    "spoil",
    [
        "DROP TABLE draft",
        "ALTER TABLE original DROP COLUMN name",
        "ALTER TABLE work RENAME COLUMN note TO remark",
        "DROP VIEW searchable",
        "DROP TABLE item_fts",
    ],
)
def test_a_library_whose_tables_or_columns_are_gone_is_refused_at_once(spoil, made):
    with closing(connect(made)) as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        if spoil.startswith("ALTER TABLE work"):
            connection.execute("DROP VIEW searchable")
        connection.execute(spoil)
    before = bytes_of(made.parent)
    with pytest.raises(LibraryDamaged, match=r"is damaged.*backup"):
        open_library(made)
    assert bytes_of(made.parent) == before


def test_what_others_added_to_a_library_does_not_matter(made, open_hand):
    with closing(connect(made)) as connection:
        connection.executescript("CREATE TABLE mine (x); ALTER TABLE work ADD COLUMN colour TEXT; ANALYZE;")
    assert len(open_hand(made).ids()) == 8


def test_wrong_words_of_ours_are_a_bug_and_stop_no_writing(made, open_hand):
    hand = open_hand(made)
    for wrong in ("SELECT nonsense FROM item", "SELECT * FROM nonsense"):
        with pytest.raises(DBAPIError, match="no such"):
            stored_rows(hand.reader, wrong)
        with pytest.raises(DBAPIError, match="no such"):
            hand.library._writer.submit(lambda connection, sql=wrong: connection.exec_driver_sql(sql)).result()
    assert hand.set(Field.READ, True, 1).changes


def test_a_library_that_another_holds_open_was_not_left_by_a_crash(made, open_hand, many):
    hand = open_hand(made)
    hand.store(many(4, number=2))
    assert made.with_name("library.db-wal").stat().st_size
    ask = "import sys, pathlib, reader.store as s; print(s.open_library(pathlib.Path(sys.argv[1])).was_unclean)"
    told = subprocess.run([sys.executable, "-c", ask, str(made)], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
    assert not open_hand(made).library.was_unclean, "it is this process"
    hand.set(Field.READ, True, 1)
    assert len(hand.ids()) == 12


def test_two_programs_may_ask_at_the_same_moment_who_holds_the_library(made):
    """Each takes the file for itself to ask; the one that comes second must see that, not fail."""
    hold = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA locking_mode = EXCLUSIVE")
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(made)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        assert library_file._is_held(made)
        holder.stdin.close()
    assert not library_file._is_held(made)


def test_what_sqlalchemy_logs_is_not_written_between_our_own_words():
    """Ctrl+C inside its closing of a connection would else show a traceback."""
    log = "import logging, reader.store; logging.getLogger('sqlalchemy.pool.impl.NullPool').error('closing')"
    assert subprocess.run([sys.executable, "-c", log], capture_output=True, check=True).stderr == b""


def test_a_clean_end_is_told_from_a_crash(made, open_hand, many):
    hand = open_hand(made)
    assert not hand.library.was_unclean
    hand.store(many(4, number=2))
    crashed = made.parent / "crashed"
    crashed.mkdir()
    for ending in ("", "-wal"):
        shutil.copy(f"{made}{ending}", crashed)
    again = open_hand(crashed / made.name)
    assert again.library.was_unclean
    assert again.library.check_integrity(is_quick=True) == []
    assert again.store(many(4, number=2)).outcome is Outcome.ALREADY_THERE
    hand.reader.close()
    hand.library.close()
    assert not open_hand(made).library.was_unclean
