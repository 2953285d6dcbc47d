"""Controllers alone, without a window: what they ask of those around them, who are stood in for here."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from showing import item

from reader.core.settings import Settings
from reader.core.state.changes import Field
from reader.core.state.queries import Query
from reader.core.state.rows import ItemRow
from reader.core.values.errors import CommandError
from reader.core.values.ids import ItemId
from reader.services.exports.formats.export_formats import FORMATS
from reader.services.items.triage import Act
from reader.services.machine.user_library import open_library
from reader.store import Library
from reader.ui.cards.program.export_card import Selection
from reader.ui.controllers.annotate.decisions import Deciding
from reader.ui.controllers.transfer.export_job import Exporting
from reader.ui.look.appearance import Look
from reader.ui.look.icons import Icons
from reader.ui.look.live_settings import LiveSettings
from reader.ui.panes.job_bar import JobBar
from reader.ui.shell.job_slot import JobSlot


class Says:
    """Hears what is said."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def say(self, sentence: str, *, is_warning: bool = False) -> None:
        self.heard.append(sentence)

    def tell_failure(self, error: BaseException) -> None:
        self.heard.append(str(error))

    def attempt(self, act: Callable[..., object], *args: Any, **kwargs: Any) -> None:
        act(*args, **kwargs)


class Listed:
    """A list of rows without a table."""

    place = None
    section_starts: tuple[int, ...] = ()

    def __init__(self, rows: Sequence[ItemRow]) -> None:
        self.rows = list(rows)
        self.current_row = 0

    @property
    def row_count(self) -> int:
        return len(self.rows)

    def ids(self) -> list[ItemId]:
        return [row.id for row in self.rows]

    def cached(self) -> list[ItemRow]:
        return self.rows

    def current(self) -> ItemRow:
        return self.rows[self.current_row]

    def current_or_none(self) -> ItemRow | None:
        return self.current()

    def these(self, count: int) -> list[ItemRow]:
        return self.rows[self.current_row : self.current_row + count]

    def step(self, row: int, step: int) -> int:
        return row + step if 0 <= row + step < len(self.rows) else -1

    def position_of(self, wanted: ItemId) -> int:
        return next((place for place, row in enumerate(self.rows) if row.id == wanted), -1)

    def select_row(self, row: int) -> None:
        self.current_row = row if row >= 0 else self.current_row

    def seek(self, step: int, matches: Any, terms: object, found: Any, **_: object) -> None:
        places = range(self.current_row + 1, len(self.rows))
        found(next((place for place in places if matches(self.rows[place])), -1))


class Acts:
    """Notes what is carried out, and does it to the rows of a list."""

    def __init__(self, listed: Listed) -> None:
        self._listed = listed
        self.done: list[Act] = []

    def carry_out(self, act: Act, rows: Sequence[ItemRow], **_: object) -> None:
        self.done.append(act)
        named = {edit.field: edit.value for edit in act.edits}
        changed = {"is_done": named.get(Field.DONE), "is_starred": named.get(Field.STARRED)}
        values = {name: bool(value) for name, value in changed.items() if value is not None}
        ids = {row.id for row in rows}
        self._listed.rows = [replace(row, **values) if row.id in ids else row for row in self._listed.rows]


class Works:
    """Does at once, on this thread, what is to be done beside the window."""

    is_open, is_read_only = True, False

    def __init__(self, library: Library) -> None:
        self.library = library
        self.waiting: list[Callable[[], None]] = []

    def poll(self) -> None: ...

    def ask(self, lane: str, key: str, work: Any, on_done: Any, on_failed: Any = None) -> None:
        raise AssertionError("nothing is asked for here")

    def work(self, lane: str, key: str, work: Any, on_done: Any, on_failed: Any = None) -> None:
        self.waiting.append(lambda: on_done(work(self.library)))


@pytest.fixture
def screen(qtbot: QtBot) -> QWidget:
    screen = QWidget()
    qtbot.addWidget(screen)
    return screen


@pytest.fixture
def slot(screen: QWidget, qapp: QApplication) -> JobSlot:
    look = Look(qapp, Icons(None), LiveSettings(Settings(theme="light")), screen)
    return JobSlot(JobBar(look, screen), screen)


class OtherJob:
    """A job that runs until it is stopped."""

    verb = "wait"
    is_one_act = True

    def __init__(self, slot: JobSlot) -> None:
        self._slot = slot

    def told(self, done: int, of: int) -> str:
        return f"Waiting: {done} of {of}"

    def stop(self) -> None:
        self._slot.end()


def deciding(screen: QWidget, listed: Listed, slot: JobSlot, **others: Any) -> tuple[Deciding, Acts, Says]:
    acts, says, nobody = Acts(listed), Says(), SimpleNamespace()
    needs = {"shown": nobody, "goes": nobody, "writes": nobody, "tree": nobody, "tags": nobody} | others
    return Deciding(screen, listed=listed, acts=acts, says=says, slot=slot, **needs), acts, says


def rows(count: int) -> list[ItemRow]:
    return [replace(item().row, id=ItemId(number + 1), title=f"Item {number + 1}") for number in range(count)]


def test_done_goes_on_to_the_next_undecided_row_and_star_stays(screen: QWidget, slot: JobSlot) -> None:
    listed = Listed(rows(4))
    listed.rows[1] = replace(listed.rows[1], is_done=True)
    decided, acts, says = deciding(screen, listed, slot)
    decided.handlers()["item.done"](1)
    assert listed.rows[0].is_done
    assert listed.current_row == 2
    decided.handlers()["item.star"](2)
    assert [row.is_starred for row in listed.rows] == [False, False, True, True]
    assert listed.current_row == 2
    assert len(acts.done) == 2
    assert says.heard == []


def test_nothing_is_undone_while_a_job_writes_one_act(screen: QWidget, slot: JobSlot) -> None:
    undone: list[object] = []
    writes = SimpleNamespace(undo=lambda on_done, on_failed: undone.append(on_done), redo=None)
    decided, _, says = deciding(screen, Listed(rows(1)), slot, writes=writes)
    other = OtherJob(slot)
    slot.begin(other)
    with pytest.raises(CommandError, match="split again"):
        decided.handlers()["edit.undo"](1)
    slot.stop()
    decided.handlers()["edit.undo"](1)
    (told,) = undone
    assert callable(told)
    told(None)
    assert says.heard == ["Nothing to undo."]


@pytest.fixture
def library(library_path: Path) -> Iterator[Library]:
    library = open_library(library_path)
    yield library
    library.close()


def exporting(screen: QWidget, library: Library, slot: JobSlot) -> tuple[Exporting, Works, Says]:
    works, says, nobody = Works(library), Says(), SimpleNamespace()
    made = Exporting(screen, listed=Listed([]), shown=nobody, goes=nobody, works=works, says=says, slot=slot)
    return made, works, says


def selection(library: Library) -> Selection:
    with closing(library.reader()) as reader:
        return Selection("two", reader.listing(Query(), limit=2).ids)


def test_an_export_holds_the_slot_until_it_is_written(
    screen: QWidget, library: Library, slot: JobSlot, tmp_path: Path
) -> None:
    exports, works, says = exporting(screen, library, slot)
    exports.export(FORMATS["ris"], selection(library), str(tmp_path / "two.ris"))
    assert exports.is_running
    with pytest.raises(CommandError, match="Another job is running; wait when it is done"):
        slot.begin(OtherJob(slot))
    (work,) = works.waiting
    work()
    assert not exports.is_running
    assert (tmp_path / "two.ris").read_text().count("TY  - ") == 2
    assert "two.ris" in says.heard[-1]


def test_an_export_is_refused_while_another_job_runs_and_stopped_it_leaves_nothing(
    screen: QWidget, library: Library, slot: JobSlot, tmp_path: Path
) -> None:
    exports, works, says = exporting(screen, library, slot)
    slot.begin(OtherJob(slot))
    with pytest.raises(CommandError, match="Another job is running; export when it is done"):
        exports.export(FORMATS["ris"], selection(library), str(tmp_path / "two.ris"))
    assert works.waiting == []
    slot.stop()
    exports.export(FORMATS["ris"], selection(library), str(tmp_path / "two.ris"))
    slot.stop()
    works.waiting[0]()
    assert says.heard == ["Export stopped. Nothing was written."]
    assert list(tmp_path.glob("*.ris*")) == []
    assert not slot.is_taken
