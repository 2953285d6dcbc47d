"""The overlays of tags: one to give and take tags by typing, one to choose the colour of a tag."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from reader.commands.rank import rank
from reader.core.state.tags import COLOURS, TagRow, clean_tag, fold_tag, split_tags, unique
from reader.core.values.errors import CommandError
from reader.ui.cards.choice.picker import Picker, PickRow
from reader.ui.models.places import items_told

_NEW = ","
"""The row that makes a tag; no tag is called that."""


class TagPicker(Picker):
    """Tags to give or take away; it stays open until Esc, or Enter with nothing typed.

    ``held`` are the tags of the items: True where all of them have a tag, False where only some. ``change`` is called
    with the names to set or take away.
    """

    def __init__(
        self,
        parent: QWidget,
        *,
        heading: str,
        tags: Sequence[TagRow],
        held: Iterable[tuple[str, bool]],
        change: Callable[[tuple[str, ...], bool], None],
    ) -> None:
        super().__init__(
            parent,
            "Tags",
            heading=heading,
            prompt="Type tags, separated by commas",
            nothing="No tags yet. Type one and press Enter.",
        )
        self._uses = {tag.name: tag.items for tag in sorted(tags, key=lambda tag: -tag.items) if tag.colour}
        self._held = dict(held)
        self._uses |= {name: 0 for name in self._held if name not in self._uses}  # not counted yet
        self._change = change
        self.line.textChanged.connect(lambda _: self._refresh())
        self._refresh()

    @property
    def _typed(self) -> tuple[list[str], str]:
        """The tags that are typed in full, and the one after the last comma."""
        *before, last = self.line.text().split(",")
        return before, " ".join(last.split())

    def pick(self, number: int) -> None:
        """Carry out what is typed, or the row: a tag is set where it was not, else taken away."""
        before, last = self._typed
        row = self.rows.rows[number] if 0 <= number < len(self.rows.rows) else None
        if row is not None and row.why_not:
            return
        try:
            names = split_tags(",".join(before))
        except CommandError as error:
            self._say(str(error))
            return
        if row is None and not names:
            if not last:
                self.dismiss()
            return
        if row is not None and not names:
            self._put((row.title if row.id != _NEW else clean_tag(last),), on=not self._held.get(row.id, False))
        else:
            chosen = [] if row is None else [clean_tag(last) if row.id == _NEW else row.id]
            self._put(unique([*names, *chosen]), on=True)
        self.line.clear()
        self._refresh()

    def _put(self, names: tuple[str, ...], *, on: bool) -> None:
        known = {fold_tag(name): name for name in self._uses}
        names = tuple(known.get(fold_tag(name), name) for name in names)
        for name in names:
            self._uses.setdefault(name, 0)
            self._held.pop(name, None)
            if on:
                self._held[name] = True
        self._change(names, on)

    def _say(self, sentence: str) -> None:
        self.show_rows([PickRow("", self.line.text()[:60], why_not=sentence)])

    def _refresh(self) -> None:
        _, last = self._typed
        if not last:
            held = [name for name in self._uses if name in self._held]
            self.show_rows([self._row(name) for name in [*held, *(n for n in self._uses if n not in self._held)]])
            self.list.setCurrentIndex(QModelIndex())  # Enter alone ends it
            return
        found = rank(last, [(name, name) for name in self._uses])
        rows = [self._row(name, match.places) for name, match in found]
        fold = fold_tag(last)
        if fold not in map(fold_tag, self._uses):
            is_begun = bool(found) and f"/{fold}" in f"/{fold_tag(found[0][0])}"
            rows.insert(int(is_begun), _new_row(last))  # Enter completes what is begun, else makes a new one
        else:
            rows.sort(key=lambda row: fold_tag(row.id) != fold)
        self.show_rows(rows)

    def _row(self, name: str, places: frozenset[int] = frozenset()) -> PickRow:
        items = self._uses[name]
        told = {True: "set", False: "on some", None: ""}[self._held.get(name)]
        count = items_told(items) if items else ""
        mark = ("✓",) if self._held.get(name) else ()
        return PickRow(name, name, detail=" · ".join(filter(None, (told, count))), keys=mark, places=places)


def _new_row(typed: str) -> PickRow:
    shown = typed if len(typed) <= 60 else f"{typed[:59]}…"
    try:
        clean_tag(typed)
    except CommandError as error:
        return PickRow(_NEW, shown, why_not=str(error))
    return PickRow(_NEW, f"New tag “{shown}”")


class ColourPicker(Picker):
    """The colours that a tag can have."""

    def __init__(self, parent: QWidget, *, heading: str, choose: Callable[[str], None]) -> None:
        super().__init__(parent, "Colour of the tag", heading=heading, nothing="")
        self._choose = choose
        self.show_rows([PickRow(colour, colour.capitalize()) for colour in COLOURS])

    def choose(self, row: PickRow) -> None:  # noqa: D102
        self._choose(row.id)
