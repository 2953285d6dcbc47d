"""Automatic backups: when they are made, which stay, and that they are whole."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from reader.core.settings import Settings
from reader.core.state.changes import Edit, Field, Origin
from reader.core.values.document import Block, Document
from reader.core.values.issues import Issue, Item, Section
from reader.services.machine.backups import back_up_if_due, backup_folder, keep, list_backups, set_aside
from reader.store import open_library

START = datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def library(tmp_path):
    library = open_library(tmp_path / "mine.db")
    issue = Issue(
        None, 1, None, None, "W", None, None, (Section(None, None, "", (Item("One", "Body."),)),), "One\n\nBody."
    )
    library.store(Document("text", "a.txt", (Block("One"), Block("Body.")), original=b"One\n\nBody."), issue).result()
    yield library
    library.close()


def star(library, value):
    library.change([Edit(Field.STARRED, (1,), value)], origin=Origin.WINDOW, label="star").result()


def test_one_a_day_and_only_when_something_changed(library):
    first = back_up_if_due(library, now=START)
    assert first is not None
    star(library, True)
    assert back_up_if_due(library, now=START + timedelta(hours=3)) is None
    second = back_up_if_due(library, now=START + timedelta(days=1))
    assert second is not None
    assert back_up_if_due(library, now=START + timedelta(days=2)) is None
    assert [backup.path for backup in list_backups(library.path)] == [second, first]


def test_a_backup_is_a_library_of_its_moment(library):
    star(library, True)
    path = back_up_if_due(library, now=START)
    star(library, False)
    copy = open_library(shutil.copy(path, library.path.with_name("restored.db")), create=False)
    reader = copy.reader()
    assert reader.view_counts().starred == 1
    reader.close()
    assert copy.check() == []
    copy.close()
    assert [file.name for file in backup_folder(library.path).iterdir()] == [path.name]


def test_seven_days_four_weeks_and_six_months_stay():
    moments = [START - timedelta(hours=12 * place) for place in range(2 * 400)]
    kept = keep(moments)
    days = {moment.date() for moment in kept}
    assert {(START - timedelta(days=place)).date() for place in range(7)} <= days
    assert {(START - timedelta(days=7 * place)).isocalendar()[:2] for place in range(4)} <= {
        day.isocalendar()[:2] for day in days
    }
    assert len({(day.year, day.month) for day in days}) == 6
    assert len(kept) <= 7 + 4 + 6
    assert all(moment.hour == 12 for moment in kept), "the newest of each day"
    assert keep(kept) == kept
    assert keep([START]) == {START}


def test_so_many_stay_as_the_settings_say():
    moments = [START - timedelta(days=day) for day in range(400)]
    assert len(keep(moments, Settings(backups_daily=3, backups_weekly=0, backups_monthly=0))) == 3
    assert len(keep(moments, Settings(backups_daily=1, backups_weekly=20, backups_monthly=0))) == 20
    assert len(keep(moments, Settings(backups_daily=1, backups_weekly=0, backups_monthly=12))) == 12


def test_old_backups_go_and_other_files_stay(library):
    folder = backup_folder(library.path)
    folder.mkdir()
    for day in range(40):
        at = START - timedelta(days=day)
        (folder / f"mine-{at:%Y%m%d-%H%M%S}-1.db").write_bytes(b"old")
    for other in ("mine.db", "notes.txt", "mine-20240101-990000-1.db", "yours-20230101-120000-1.db"):
        (folder / other).write_bytes(b"not ours")
    star(library, True)
    assert back_up_if_due(library, now=START + timedelta(days=1)) is not None
    left = {path.name for path in folder.iterdir()}
    assert {"mine.db", "notes.txt", "mine-20240101-990000-1.db", "yours-20230101-120000-1.db"} <= left
    assert len(left) - 4 <= 17
    assert f"mine-{START:%Y%m%d-%H%M%S}-1.db" in left


def test_a_damaged_library_is_set_aside_with_what_waits_beside_it(tmp_path):
    for name in ("mine.db", "mine.db-wal", "mine.db-shm", "other.db"):
        (tmp_path / name).write_text(name)
    aside = set_aside(tmp_path / "mine.db")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [aside.name, aside.name + "-wal", aside.name + "-shm", "other.db"]
    )
    assert aside.read_text() == "mine.db"
