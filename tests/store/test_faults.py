"""What SQLite reports, told as what a person can do about it."""

import shutil
import sqlite3
from collections import namedtuple

import pytest

from reader.core.values.errors import LibraryError, LibraryFull
from reader.store.sql.faults import translate

Usage = namedtuple("Usage", "total used free")
FAILED = (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE)


def failure(code):
    """What SQLite raises with this code."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize("code", FAILED)
def test_a_write_that_failed_is_a_full_disk_only_where_the_disk_is_full(code, monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(1 << 40, 1 << 39, 1 << 39))
    told = translate(failure(code), tmp_path / "library.db")
    assert type(told) is LibraryError
    assert "full" not in str(told)
    assert "could not be used: disk I/O error. Check the disk" in str(told)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(1 << 40, 1 << 40, 5_000))
    assert type(translate(failure(code), tmp_path / "library.db")) is LibraryFull


def test_sqlite_s_own_word_for_a_full_disk_stands(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(1 << 40, 1 << 39, 1 << 39))
    assert type(translate(failure(sqlite3.SQLITE_FULL), tmp_path / "library.db")) is LibraryFull
