"""Changes from other programs: what a line means, and answers in order."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.fields import TOLD, FieldRow, Holds
from reader.core.paths import samples
from reader.core.state.changes import Edit, Field
from reader.core.values.errors import CommandError, LibraryFull, NotFound
from reader.core.values.ids import ItemId
from reader.services.imports.intake import import_paths
from reader.services.items.apply import Answer, Wish, act_on, apply_lines, find_rows, read_wish
from reader.services.machine.user_library import open_library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Any]:
    opened = open_library(tmp_path / "library.db")
    folder = samples()
    assert folder
    import_paths(opened, [folder / "link-digest-performance.txt"])
    yield opened
    opened.close()


@pytest.fixture
def rows(library: Any) -> Any:
    reader = library.reader()
    yield find_rows(reader, [1, 2])
    reader.close()


def test_a_line_is_a_wish() -> None:
    assert read_wish(b'{"seq": "a", "item": 3, "set": {"read": true}}') == ("a", Wish(3, {"read": True}))  # type: ignore[arg-type]


MADE_UP = {
    "refused": FieldRow(Field.TITLE_REFUSED, "item", "is_title_refused", Holds.FLAG, told="refused"),
    "venue": FieldRow(Field.WORK_VENUE, "work", "own_venue", told="venue"),
}
"""Rows of fields that no act is written for, as one more that is told would be."""


def test_a_further_field_that_is_told_needs_its_row_alone(library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, row in MADE_UP.items():
        monkeypatch.setitem(TOLD, name, row)  # type: ignore[arg-type]
    lines = [b'{"seq": 1, "item": 1, "set": {"refused": true}}', b'{"seq": 2, "item": 1, "set": {"venue": "ICML"}}']
    answers: list[Answer] = []
    assert apply_lines(library, lines, answers.append) == 0
    assert answers == [Answer(1), Answer(2)]
    reader = library.reader()
    row = reader.rows([ItemId(1)])[0]
    assert reader.detail(row.id).typed.venue == "ICML"
    assert act_on([row], {"refused": True}).edits == (Edit(Field.TITLE_REFUSED, (row.id,), True),)
    assert act_on([row], {"venue": "ICML"}).edits == (Edit(Field.WORK_VENUE, (row.work_id,), "ICML"),)
    reader.close()


@given(st.one_of(st.binary(), st.text().map(str.encode), st.integers().map(lambda n: b'{"item":%d,"set":{}}' % n)))
def test_no_line_breaks_the_stream(line: bytes) -> None:
    _, wish = read_wish(line)
    assert isinstance(wish, Wish | CommandError)


@pytest.mark.parametrize("seq", [b"NaN", b"Infinity", b"1e999"])
def test_numbers_that_are_no_json_are_refused(seq: bytes) -> None:
    echoed, wish = read_wish(b'{"seq":' + seq + b',"item":1,"set":{"read":true}}')
    assert echoed is None
    assert isinstance(wish, CommandError)


def test_what_is_asked_for_goes_before_what_follows(rows: Any) -> None:
    ids = tuple(row.id for row in rows)
    for values in ({"done": True, "read": False}, {"read": False, "done": True}):
        edits = act_on(rows, values).edits
        assert {edit.field: edit.value for edit in edits} == {Field.DONE: True, Field.READ: False, Field.LATER: False}
        assert all(edit.targets == ids for edit in edits)


def test_a_note_goes_to_the_work(rows: Any) -> None:
    assert act_on(rows[:1], {"note": "x"}).edits == (Edit(Field.NOTE, (rows[0].work_id,), "x"),)


def test_items_that_do_not_exist_are_named(library: Any) -> None:
    reader = library.reader()
    with pytest.raises(NotFound, match="98, 99"):
        find_rows(reader, [1, 99, 98, 2])
    assert [row.id for row in find_rows(reader, [2, 1, 2])] == [2, 1]
    reader.close()


def test_answers_keep_the_order_of_the_lines(library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[Future[Any]] = []
    release = threading.Event()
    change = library.change

    def slow(edits: Any, **options: Any) -> Any:
        future = change(edits, **options)
        if held:
            return future
        waiting: Future[Any] = Future()
        held.append(waiting)
        threading.Thread(target=lambda: (release.wait(), waiting.set_result(future.result()))).start()
        return waiting

    def stream() -> Iterator[bytes]:
        for number in (1, 2, 3):
            yield b'{"seq": %d, "item": %d, "set": {"starred": true}}' % (number, number)
        yield b"bad"
        early.extend(answers)
        release.set()

    monkeypatch.setattr(library, "change", slow)
    answers: list[Answer] = []
    early: list[Answer] = []
    assert apply_lines(library, stream(), answers.append) == 1
    assert early == []
    assert answers == [Answer(1), Answer(2), Answer(3), Answer(None, "This line is not JSON.")]


def test_a_change_that_fails_is_answered(library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    failed: Future[Any] = Future()
    failed.set_exception(LibraryFull("The disk is full."))
    monkeypatch.setattr(library, "change", lambda edits, **options: failed)
    answers: list[Answer] = []
    assert apply_lines(library, [b'{"seq": 1, "item": 1, "set": {"read": true}}'], answers.append) == 1
    assert answers == [Answer(1, "The disk is full.")]


def test_when_answers_cannot_be_given_the_stream_ends(library: Any) -> None:
    def answer(_: Answer) -> None:
        broken.set()
        raise BrokenPipeError

    def stream() -> Iterator[bytes]:
        for number in range(10_000):
            read.append(number)
            yield b'{"seq": 1, "item": 1, "set": {"read": true}}'
            broken.wait(5)

    broken = threading.Event()
    read: list[int] = []
    with pytest.raises(BrokenPipeError):
        apply_lines(library, stream(), answer)
    assert len(read) < 10_000
