"""An open library as the window uses it: other processes are followed, and what is said of saving is true."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from driving import carry_out
from pytestqt.qtbot import QtBot

from reader.core.state.changes import Changes, Edit, Field, Origin
from reader.core.state.queries import Query
from reader.core.state.rows import View
from reader.core.values.errors import CommandError, LibraryFull, LibraryLocked
from reader.core.values.ids import ItemId
from reader.services.items import triage
from reader.services.items.triage import Act
from reader.services.machine.user_library import open_library
from reader.store import Library
from reader.ui.models.places import view_place
from reader.ui.qt.jobs import Jobs
from reader.ui.sessions.session import Session


@pytest.fixture
def library(library_path: Path) -> Iterator[Library]:
    library = open_library(library_path)
    yield library
    library.close()


@pytest.fixture
def session(qtbot: QtBot, library: Library) -> Iterator[Session]:
    jobs = Jobs()
    session = Session(jobs)
    session.open(library)
    yield session
    session.close()
    session.deleteLater()
    jobs.deleteLater()


def first_item(session: Session) -> ItemId:
    return session.reader.listing(Query(), limit=1).ids[0]


def star(item: ItemId, session: Session, *, value: bool = True) -> Act:
    (row,) = session.rows([item])
    return Act("Star", (Edit(Field.STARRED, (row.work_id,), value),))


def words_of(session: Session) -> list[str]:
    words: list[str] = []
    session.saved_changed.connect(words.append)
    return words


def test_another_process_is_followed(qtbot: QtBot, session: Session, library_path: Path) -> None:
    item = first_item(session)
    news: list[Changes] = []
    session.committed.connect(news.append)
    run = subprocess.run(
        [sys.executable, "-m", "reader", "mark", str(item), "--star", "--done", "--library", str(library_path)],
        env={**os.environ},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    qtbot.waitUntil(lambda: bool(news), timeout=10_000)
    session.poll()
    qtbot.waitUntil(lambda: session.jobs.is_idle)
    (changes,) = news
    assert {change.field for change in changes} >= {Field.STARRED, Field.DONE}
    assert session.rows([item])[0].is_starred


def test_what_the_window_did_itself_is_told_once(qtbot: QtBot, session: Session) -> None:
    news: list[Changes] = []
    session.committed.connect(news.append)
    session.carry_out(star(first_item(session), session), Origin.WINDOW, lambda _: None, pytest.fail)
    qtbot.waitUntil(lambda: bool(news))
    session.poll()
    qtbot.waitUntil(lambda: session.jobs.is_idle)
    session.poll()
    qtbot.waitUntil(lambda: session.jobs.is_idle)
    assert len(news) == 1


def test_what_a_poll_finds_before_the_window_hears_of_its_own_write_is_told_once(
    qtbot: QtBot, session: Session
) -> None:
    news: list[Changes] = []
    session.committed.connect(news.append)
    act, on_its_way = star(first_item(session), session), Future[Changes]()
    session.track(on_its_way, lambda _: None, pytest.fail)
    changes = session.library.change(act.wishes, origin=Origin.WINDOW, label=act.label).result()
    session.poll()
    qtbot.waitUntil(lambda: not session.jobs.lane("counts").is_busy)
    qtbot.wait(30)
    assert news == []
    on_its_way.set_result(changes)
    qtbot.waitUntil(lambda: session.jobs.is_idle)
    assert len(news) == 1


def test_several_changes_of_others_come_in_their_order(qtbot: QtBot, session: Session, library_path: Path) -> None:
    other = open_library(library_path)
    try:
        item = first_item(session)
        for value in (True, False, True):
            act = star(item, session, value=value)
            other.change(act.edits, origin=Origin.CLI, label=act.label).result()
    finally:
        other.close()
    news: list[Any] = []
    session.committed.connect(lambda changes: news.append([change.new for change in changes]))
    session.poll()
    qtbot.waitUntil(lambda: bool(news))
    assert news == [[True, False, True]], "told at once, so that the screen is painted once"


def test_saving_then_saved(qtbot: QtBot, session: Session) -> None:
    words = words_of(session)
    for value in (True, False):
        act = star(first_item(session), session, value=value)
        session.carry_out(act, Origin.WINDOW, lambda _: None, pytest.fail)
    assert words[0] == "Saving…"
    qtbot.waitUntil(lambda: words[-1] == "Saved")
    assert "Saved" not in words[:-1], "not before all is on disk"
    assert session.wait_until_saved() == ""


@pytest.mark.parametrize("error", [LibraryFull("The disk is full."), LibraryLocked("Another program holds it.")])
def test_a_write_that_fails_is_told_and_not_called_saved(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    words, told = words_of(session), []
    refused: Future[Changes] = Future()
    refused.set_exception(error)
    monkeypatch.setattr(session.library, "change", lambda *_, **__: refused)
    session.carry_out(star(first_item(session), session), Origin.WINDOW, pytest.fail, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [error]
    assert words[-1] == "Not saved"
    assert session.wait_until_saved() == str(error)


def test_waiting_until_saved_waits(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtCore import QTimer

    slow: Future[None] = Future()
    session.track(slow, lambda _: None, pytest.fail)
    QTimer.singleShot(80, lambda: slow.set_result(None))
    since = monotonic()
    assert session.wait_until_saved() == ""
    assert monotonic() - since > 0.05


def test_a_superseded_list_is_not_shown(qtbot: QtBot, session: Session) -> None:
    shown: list[int] = []
    for view in (View.ALL, View.PAPERS, View.DONE):
        session.list_place(view_place(view), lambda arranged, *_: shown.append(arranged.item_count), pytest.fail)
    qtbot.waitUntil(lambda: session.jobs.is_idle and bool(shown))
    assert shown[-1] == 0, "the last one that was asked for"
    assert len(shown) < 3


def test_rows_that_cannot_be_read_are_told(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(ids: object) -> None:
        raise LibraryLocked("Another program holds it.")

    monkeypatch.setattr(session.reader, "rows", refuse)
    with qtbot.waitSignal(session.failed) as told:
        assert session.rows([ItemId(1)]) == []
    assert told.args == ["Another program holds it."]


def test_a_poll_that_fails_is_made_up_for_by_the_next(
    qtbot: QtBot, session: Session, library_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_library(library_path)
    try:
        act = star(first_item(session), session)
        other.change(act.edits, origin=Origin.CLI, label=act.label).result()
    finally:
        other.close()
    news: list[Changes] = []
    session.committed.connect(news.append)

    def refuse(change: object) -> None:
        raise LibraryLocked("busy")

    with monkeypatch.context() as patch:
        patch.setattr("reader.store.reads.questions.Reader.changes_since", lambda self, change: refuse(change))
        session.poll()
        qtbot.waitUntil(lambda: session.jobs.is_idle)
    assert news == []
    session.poll()
    qtbot.waitUntil(lambda: bool(news))
    assert len(news) == 1


def test_a_wish_that_was_refused_leaves_nothing_unsaved(qtbot: QtBot, session: Session) -> None:
    words = words_of(session)
    (row,) = session.rows([first_item(session)])
    refused: list[BaseException] = []
    session.carry_out(triage.part_item(row), Origin.WINDOW, lambda _: pytest.fail("parted"), refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert isinstance(refused[0], CommandError)
    assert words == ["Saving…", "Saved"]
    assert session.wait_until_saved() == ""


def test_splits_are_shown_once_when_they_are_deferred_and_all_else_at_once(
    qtbot: QtBot, session: Session, library_path: Path
) -> None:
    news: list[set[Field]] = []
    session.committed.connect(lambda changes: news.append({change.field for change in changes}))
    item = first_item(session)
    issue = str(session.rows([item])[0].issue_id)
    split = json.dumps({"act": "kind", "text": session.reader.detail(item).row.title, "value": "dataset"}).encode()

    def elsewhere(*words: str, stdin: bytes = b"") -> None:
        carry_out(library_path, *words, stdin=stdin)
        session.poll()
        qtbot.waitUntil(lambda: session.jobs.is_idle, timeout=10_000)

    session.defer_splits(True)
    elsewhere("correct", issue, "-", stdin=split)
    assert not news
    elsewhere("mark", str(item), "--star")
    assert news == [{Field.STARRED}]
    session.defer_splits(False)
    assert Field.ISSUE_SPLIT in news[-1]
    assert len(news) == 2
