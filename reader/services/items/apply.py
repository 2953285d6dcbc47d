"""Changes from other programs: fields of items set as one act, or a stream of JSON lines answered in their order."""

import json
import math
import queue
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.core.fields import TOLD
from reader.core.state.changes import Changes, Edit, Field, Origin
from reader.core.state.rows import ItemRow
from reader.core.text.clean import clean_line
from reader.core.values.errors import CommandError, NotFound, ReaderError
from reader.core.values.ids import ItemId
from reader.services.items import triage
from reader.services.machine.reports import report_unexpected

if TYPE_CHECKING:
    from reader.store import Library, Reader

PIPELINED = 1_000
"""Changes that may wait for the disk at once."""

_ACTS: Mapping[Field, Callable[[Sequence[ItemRow], bool], triage.Act]] = {
    Field.READ: triage.set_read,
    Field.STARRED: triage.set_star,
    Field.LATER: triage.set_later,
    Field.DONE: triage.set_done,
}
"""The acts of flags from which something else follows, or that are named otherwise; others only set their field."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One line: set these fields of this item, by their names in `core.fields.TOLD`."""

    item: ItemId
    values: Mapping[str, bool | str]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one line: done and on disk, or the ``error``. ``seq`` is the line's own, whatever it is."""

    seq: Any
    error: str | None = None


def act_on(
    rows: Sequence[ItemRow],
    values: Mapping[str, bool | str],
    *,
    tags: Sequence[str] = (),
    untags: Sequence[str] = (),
) -> triage.Act:
    """Make one act of several fields and tags of items. What is asked for goes before what follows (done: read)."""
    asked: dict[Field, Edit] = {}
    followed: dict[Field, Edit] = {}
    labels = []
    for name, value in values.items():
        act = _act(rows, name, value)
        labels.append(act.label)
        for edit in act.edits:
            (asked if edit.field is TOLD[name].field else followed)[edit.field] = edit
    tagging = [triage.set_tags(rows, names, on) for names, on in ((tags, True), (untags, False)) if names]
    labels += [act.label for act in tagging]
    verbs = [label.partition(":")[0] for label in labels[:-1]]
    wishes = tuple(wish for act in tagging for wish in act.more)
    return triage.Act(", ".join([*verbs, *labels[-1:]]), tuple((followed | asked).values()), wishes)


def find_rows(reader: "Reader", ids: Sequence[ItemId]) -> list[ItemRow]:
    """The rows of these items. NotFound names those that do not exist."""
    rows = reader.rows(list(dict.fromkeys(ids)))
    missing = sorted(set(ids) - {row.id for row in rows})
    if missing:
        named = ", ".join(map(str, missing[:10]))
        raise NotFound(f"There is no item {named}{' …' if len(missing) > 10 else ''} in this library.")
    return rows


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits} is too large")
    return number


def read_wish(line: bytes) -> tuple[Any, Wish | CommandError]:
    """The ``seq`` of one JSON line and its wish, or the reason why it is none."""
    try:
        data = json.loads(line.decode("utf-8"), parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError):
        return None, CommandError("This line is not JSON.")
    if not isinstance(data, dict):
        return None, CommandError("This line is not a JSON object.")
    seq = data.get("seq")
    try:
        return seq, _wish(data)
    except CommandError as error:
        return seq, error


def apply_lines(library: "Library", lines: Iterable[bytes], answer: Callable[[Answer], None]) -> int:
    """Carry out a stream of changes, each an act of its own, and return how many failed.

    ``answer`` is called on another thread, once a line and in their order, as soon as the change is on disk: the next
    lines are read and carried out meanwhile. An error that ``answer`` raises ends the stream.
    """
    answers = _Answers(answer)
    reader = library.reader()
    try:
        for line in lines:
            if answers.broken is not None:
                break
            if line.strip():
                seq, wish = read_wish(line)
                answers.put(seq, _start(library, reader, wish))
    finally:
        answers.finish()
        reader.close()
    if answers.broken is not None:
        raise answers.broken
    return answers.failures


def _start(library: "Library", reader: "Reader", wish: Wish | CommandError) -> "Future[Changes] | ReaderError":
    if isinstance(wish, CommandError):
        return wish
    try:
        act = act_on(find_rows(reader, [wish.item]), wish.values)
        return library.change(act.wishes, origin=Origin.CLI, label=act.label)
    except ReaderError as error:
        return error


def _wish(data: Mapping[str, Any]) -> Wish:
    item, values = data.get("item"), data.get("set")
    if isinstance(item, bool) or not isinstance(item, int) or not 0 < item < 2**63:
        raise CommandError('"item" must be the number of an item.')
    if not isinstance(values, dict) or not values:
        raise CommandError('"set" must be an object with fields to set.')
    for name, value in values.items():
        if name not in TOLD:
            raise CommandError(f'"{clean_line(name, cap=40)}" cannot be set; {", ".join(TOLD)} can.')
        if not isinstance(value, bool if TOLD[name].is_flag else str):
            raise CommandError(f'"{name}" must be {"true or false" if TOLD[name].is_flag else "a text"}.')
    return Wish(ItemId(item), values)


def _act(rows: Sequence[ItemRow], name: str, value: bool | str) -> triage.Act:
    """The act that sets one field: its own, if it has one, else an edit of the items or works by the field's row."""
    row = TOLD[name]
    if isinstance(value, bool) and row.field in _ACTS:
        return _ACTS[row.field](rows, value)
    targets = tuple(dict.fromkeys(one.work_id if row.table == "work" else one.id for one in rows))
    verb = f"not {name}" if value is False else name
    named = clean_line(rows[0].title or rows[0].excerpt, cap=60)
    return triage.Act(f"{verb.capitalize()}: {named}", (Edit(row.field, targets, value),))


class _Answers:
    """Waits on a thread of its own for each change in turn, and answers its line."""

    def __init__(self, answer: Callable[[Answer], None]) -> None:
        self.failures = 0
        self.broken: BaseException | None = None
        self._answer = answer
        self._waiting: queue.Queue[tuple[Any, Future[Changes] | ReaderError] | None] = queue.Queue(PIPELINED)
        self._thread = threading.Thread(target=self._run, name="answers")
        self._thread.start()

    def put(self, seq: Any, started: "Future[Changes] | ReaderError") -> None:
        self._waiting.put((seq, started))

    def finish(self) -> None:
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (waiting := self._waiting.get()) is not None:
            seq, started = waiting
            error = _error_of(started)
            self.failures += error is not None
            if self.broken is None:
                try:
                    self._answer(Answer(seq, error))
                except BaseException as problem:  # told to whoever reads the stream, which ends it
                    self.broken = problem


def _error_of(started: "Future[Changes] | ReaderError") -> str | None:
    error = started if isinstance(started, ReaderError) else started.exception()
    if error is None or isinstance(error, ReaderError):
        return None if error is None else clean_line(str(error))
    return report_unexpected(error)
