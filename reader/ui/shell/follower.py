"""Keeps the screen in step with the library: rows, counts, and the row of the left pane that is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.core.state.changes import HIGHLIGHT_FIELDS, PRINTED, TAG_FIELDS, Change, Field
from reader.core.state.tags import TagRow
from reader.core.values.ids import IssueId, PublicationId
from reader.ui.models.library_tree import Node, NodeKind
from reader.ui.models.places import Place, PlaceKind, issue_place
from reader.ui.sessions.session import IssueFacts, Session, Tally, loses_rows
from reader.ui.shell.window_state import WindowState

if TYPE_CHECKING:
    from reader.ui.shell.window import Window


_EMPTY_LIBRARY = (
    "The library is empty.\nCtrl+O imports newsletters; or drop them here, or paste one with Ctrl+V.\n"
    "g w brings the welcome issue, which teaches the keys."
)
_OF_TWINS = {Field.WORK_JOINED, Field.ITEM_WORK, Field.TITLE, Field.ISSUE_STORED}
_ON_OTHERS = TAG_FIELDS | HIGHLIGHT_FIELDS | _OF_TWINS | {Field.ISSUE_SPLIT, Field.NAME_REFUSED}
"""What may change the item that is shown without naming it or its work."""


class Following(QObject):
    """Shows what changed, whoever changed it."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._tree = window.tree
        self._model = window.tree_model
        self.tags: list[TagRow] = []
        self._wanted_open: list[tuple[str, ...]] = []
        self._told_of: IssueFacts | None = None
        self._is_detail_stale = False
        window.detail.note_editor.closed.connect(self._note_closed)
        self._model.wanted.connect(lambda _: self.recount())
        window.navigation.item_shown.connect(lambda _: self._follow_in_tree())
        window.navigation.listed.connect(self._listed)

    def follow(self, session: Session, state: WindowState) -> None:
        """Begin, with the branches open that were open last time."""
        self._wanted_open = [tuple(key) for key in state.open_keys]
        session.committed.connect(self._committed)
        self.recount()

    def _listed(self) -> None:
        self._window.list.show_empty("" if self._window.items.shown.item_count else self._why_empty())
        self._tell_of_issue(None)
        self._follow_in_tree()
        self.recount()

    def _tell_of_issue(self, facts: IssueFacts | None) -> None:
        """Tell what is known of the issue that is listed; its line is there before, so that no row moves."""
        place, head = self._window.navigation.place, self._window.list.head
        if place is None or place.kind is not PlaceKind.ISSUE:
            self._told_of = None
            head.hide_issue()
        elif facts is not None and place.value == str(facts.issue):
            self._told_of = facts
            head.show_issue(is_guess=facts.is_guess, has_remarks=facts.has_remarks, set_aside=facts.set_aside)
        elif self._told_of is None or place.value != str(self._told_of.issue):
            self._told_of = None
            head.show_issue()

    def _why_empty(self) -> str:
        place = self._window.navigation.place
        if place is None:
            return ""
        if place.searched.has_words:
            return "Nothing found. Words must all occur; try fewer."
        if not any(node.kind is NodeKind.PUBLICATION for node in self._model.root.children):
            return _EMPTY_LIBRARY
        return "Nothing here."

    def _committed(self, changes: tuple[Change, ...]) -> None:
        self._window.items.patch(changes)
        self._window.paging.patch(changes)
        brings_first = not self._window.items.shown.item_count and any(c.field is Field.ISSUE_STORED for c in changes)
        if not self._renames_place(changes) and (loses_rows(changes) or brings_first):
            self._window.navigation.relist()
        if self._window.navigation.item is not None:
            self._refresh_detail(changes)
        self.recount()

    def _renames_place(self, changes: tuple[Change, ...]) -> bool:
        """List the tag that is listed under its new name, or afresh where it may be gone; whether that was so."""
        place = self._window.navigation.place
        if place is not None and place.kind is PlaceKind.ISSUE:
            return self._renames_issue(place, changes)
        if place is not None and place.kind is PlaceKind.PUBLICATION:
            return self._renames_publication(place, changes)
        if place is None or place.kind is not PlaceKind.TAG:
            return False
        names = [str(c.new) for c in changes if c.field is Field.TAG_NAME and c.old == place.value]
        if names:
            self._window.navigation.narrow(value=names[-1], title=names[-1])
        elif any(change.field in (Field.TAG_NAME, Field.TAG_REMOVED) for change in changes):
            self._window.navigation.relist()
        else:
            return False
        return True

    def _renames_issue(self, place: Place, changes: tuple[Change, ...]) -> bool:
        """List the issue that is listed under its new name, or where it belongs now."""
        fields, issue = {*PRINTED, Field.ISSUE_PUBLICATION, Field.ISSUE_SPLIT}, int(place.value)
        if not any(change.field in fields and issue in change.targets for change in changes):
            return False
        row = self._window.session.reader.issue(IssueId(issue))
        named = issue_place(row.id, row.label, row.publication_id)
        self._window.navigation.narrow(title=named.title, publication=named.publication)
        return True

    def _renames_publication(self, place: Place, changes: tuple[Change, ...]) -> bool:
        """List the publication that is listed under its new name, or the one that it was merged into."""
        mine = [change for change in changes if int(place.value) in change.targets]
        for change in mine:
            if change.field is Field.PUBLICATION_TITLE and change.new is not None:
                self._window.navigation.narrow(title=str(change.new))
                return True
            if change.field is Field.PUBLICATION_JOINED and change.new is not None:
                into = self._model.find((f"{NodeKind.PUBLICATION}:{change.new}",))
                if into is not None:
                    self._window.navigation.narrow(value=into.value, title=into.title)
                    return True
        return False

    def _refresh_detail(self, changes: tuple[Change, ...]) -> None:
        detail = self._window.detail.detail
        if detail is None:
            return
        mine = {detail.row.id, detail.row.work_id}
        if not any(change.field in _ON_OTHERS or not mine.isdisjoint(change.targets) for change in changes):
            return
        if self._window.noting.is_writing:
            self._is_detail_stale = True
        else:
            self._window.navigation.show_item()

    def _note_closed(self) -> None:
        """Show what changed while a note was written beside the text."""
        if self._is_detail_stale:
            self._is_detail_stale = False
            self._window.navigation.show_item()

    def recount(self) -> None:
        """Count afresh what the screen shows, beside the window."""
        if self._window.is_ready:
            publications = [PublicationId(number) for number in self._branches(NodeKind.PUBLICATION)]
            issues = [IssueId(number) for number in self._branches(NodeKind.ISSUE)]
            place, newest = self._window.navigation.place, self._window.navigation.newest
            self._window.session.tally(place, newest, publications, issues, self._show_tally)

    def _branches(self, kind: NodeKind) -> list[int]:
        """Branches whose children are shown, or about to be."""
        nodes = [node for node in self._model.walk() if node.kind is kind]
        return [
            int(node.value)
            for node in nodes
            if node.is_fetched or self._tree.isExpanded(self._model.index_of(node)) or node.key in self._wanted_open
        ]

    def _show_tally(self, tally: Tally) -> None:
        model = self._model
        known = {node.key for node in model.walk()}
        self.tags = tally.tags
        model.set_counts(tally.views)
        model.set_tags(tally.tags)
        model.set_publications(tally.publications)
        for publication, issues in tally.issues.items():
            model.set_issues(publication, issues)
        for issue, sections in tally.sections.items():
            model.set_sections(issue, sections)
        fresh = [node for node in model.walk() if node.key not in known]
        self._open_branches(fresh)
        total, unread = self._window.items.shown.item_count, tally.listed_unread
        place = self._window.navigation.place
        if place is not None:
            counts = [f"{unread} of {total} unread"] if total else []
            counts += [f"{tally.new} new"] if tally.new else []
            self._window.list.show_title(place.title, " · ".join(counts))
            self._window.status.show_progress(
                f"{place.title} · {total - unread} of {total} read", total - unread, total
            )
        self._tell_of_issue(tally.listed_issue)
        if not total and self._window.list.empty.text():
            self._window.list.show_empty(self._why_empty())
        if fresh or not self._tree.hasFocus():
            self._follow_in_tree()

    def _open_branches(self, fresh: list[Node]) -> None:
        """Open what was open last time."""
        opened = False
        for node in fresh:
            if node.key in self._wanted_open:
                self._tree.expand(self._model.index_of(node))
                opened = opened or not node.is_fetched
        if opened:
            self.recount()

    def _follow_in_tree(self) -> None:
        """Select the row of the left pane that the list shows: the section of the item, where it is in sight."""
        place, detail = self._window.navigation.place, self._window.detail.detail
        if place is None:
            return
        node = next((n for n in self._model.walk() if (n.kind.value, n.value) == (place.kind.value, place.value)), None)
        if node is None and place.publication:
            node = self._open_publication(place.publication)
        if node is not None and node.kind is NodeKind.ISSUE and detail is not None:
            is_open = self._tree.isExpanded(self._model.index_of(node))
            section = next((n for n in node.children if n.value == str(detail.row.section_id)), None)
            node = section if section is not None and is_open else node
        while node is not None and not self._is_in_sight(node):
            node = node.parent
        if node is not None:
            self._tree.show_current(node)

    def _is_in_sight(self, node: Node) -> bool:
        """Whether all branches above are open: one that the user closed stays closed."""
        above = node.parent
        while above is not None and above.kind is not NodeKind.ROOT:
            if not self._tree.isExpanded(self._model.index_of(above)):
                return False
            above = above.parent
        return True

    def _open_publication(self, publication: int) -> Node | None:
        """Open the publication of the issue that is listed; its issues come with the next count."""
        node = self._model.find((f"{NodeKind.PUBLICATION}:{publication}",))
        if node is not None and not node.is_fetched:
            self._tree.expand(self._model.index_of(node))
        return node
