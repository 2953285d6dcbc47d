"""Tags items: by typing, from topics; and renames, merges, colours and deletes tags in the left pane."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from reader.core.state.changes import Changes
from reader.core.state.rows import ItemRow
from reader.core.state.tags import clean_tag, fold_tag, tag_of_topic, unique
from reader.core.values.errors import CommandError
from reader.services.items import triage
from reader.ui.controllers.library_needs import Reads
from reader.ui.controllers.needs import CarriesOut, Goes, Handlers, KnowsTags, Listed, Says, Shown, Tree
from reader.ui.models.library_tree import NodeKind
from reader.ui.models.places import PlaceKind


class Tagging(QObject):
    """The controller of tags: acts on the works of the selected items, or on the tag chosen in the left pane."""

    def __init__(
        self,
        screen: QWidget,
        *,
        listed: Listed,
        shown: Shown,
        goes: Goes,
        reads: Reads,
        acts: CarriesOut,
        says: Says,
        tree: Tree,
        known: KnowsTags,
    ) -> None:
        super().__init__(screen)
        self._screen, self._listed, self._shown, self._goes = screen, listed, shown, goes
        self._reads, self._acts, self._says = reads, acts, says
        self._tree, self._known = tree, known

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "item.tags": self.pick_tags,
            "item.adopt": lambda _: self.adopt_topics(),
            "tags.colour": lambda _: self.pick_colour(),
        }

    # of items

    def pick_tags(self, count: int) -> None:
        """Open the overlay of tags over the selected items."""
        from reader.ui.cards.choice.tag_pickers import TagPicker

        rows = self._listed.these(count)
        works = {row.work_id for row in rows}
        held: dict[str, int] = {}
        for tags in self._reads.tags_of(works).values():
            for tag in tags:
                held[tag.name] = held.get(tag.name, 0) + 1
        name = rows[0].title or rows[0].excerpt
        name = name if len(name) <= 60 else f"{name[:59]}…"
        TagPicker(
            self._screen,
            heading=f"Tags of {name}" if len(rows) == 1 else f"Tags of {len(rows)} items",
            tags=self._known.tags,
            held=[(name, times == len(works)) for name, times in held.items()],
            change=partial(self._put, rows),
        ).open()

    def _put(self, rows: Sequence[ItemRow], names: tuple[str, ...], on: bool) -> None:
        self._acts.carry_out(triage.set_tags(rows, names, on), rows, is_told=True)

    def adopt_topics(self) -> None:
        """Add the topics that the source printed as tags of the selected item's work."""
        detail = self._shown.detail
        if detail is None or not detail.topics:
            raise CommandError("The newsletter printed no topics for this item.")
        names = unique(name for topic in detail.topics if (name := tag_of_topic(topic)))
        if not names:
            raise CommandError("None of its topics can be a tag.")
        self._acts.carry_out(triage.set_tags([detail.row], names, True), [detail.row], is_told=True)

    # of the left pane

    def chosen(self) -> str | None:
        """The chosen tag: the one that is listed, which may be inside a closed branch of the left pane."""
        node, place = self._tree.current(), self._listed.place
        if node is None or node.kind is not NodeKind.TAG:
            return None
        return place.value if place is not None and place.kind is PlaceKind.TAG else node.value

    def _chosen(self) -> str:
        name = self.chosen()
        if name is None:
            raise CommandError("Select a tag in the left pane first.")
        return name

    def delete(self, name: str) -> None:
        """Delete a tag and all inside it."""
        self._acts.carry_out(triage.delete_tag(name), [])
        self._says.say(f"Deleted the tag {name}. u brings it back.")

    def rename(self) -> None:
        """Ask for the tag's new name; one that is taken makes one tag of two."""
        name = self._chosen()
        dialog = QInputDialog(self._screen)
        dialog.setWindowTitle("Rename the tag")
        dialog.setLabelText("New name (another tag's name merges the two)")
        dialog.setTextValue(name)
        dialog.textValueSelected.connect(lambda text: self._says.attempt(self._renamed, name, text))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _renamed(self, name: str, text: str) -> None:
        to = clean_tag(text)
        taken = {fold_tag(tag.name) for tag in self._known.tags if tag.colour} - {fold_tag(name)}
        act = triage.rename_tag(name, to, is_taken=fold_tag(to) in taken)
        self._acts.carry_out(act, [], on_done=partial(self._list_renamed, name, to), is_told=True)

    def _list_renamed(self, name: str, to: str, _: Changes) -> None:
        place = self._listed.place
        if place is not None and place.root == (PlaceKind.TAG, name):
            self._goes.narrow(value=to, title=to)

    def pick_colour(self) -> None:
        """Show the colours that the tag can have."""
        from reader.ui.cards.choice.tag_pickers import ColourPicker

        name = self._chosen()

        def choose(colour: str) -> None:
            self._says.attempt(self._acts.carry_out, triage.colour_tag(name, colour), (), is_told=True)

        ColourPicker(self._screen, heading=f"Colour of {name}", choose=choose).open()
