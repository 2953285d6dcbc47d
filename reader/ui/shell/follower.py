"""Keeps the screen in step with the library: rows, counts, and the row of the left pane that is listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject

from reader.core.fields import FIELDS, Touches
from reader.core.state.changes import Change, Field
from reader.core.state.tags import TagRow
from reader.core.values.ids import IssueId, PublicationId
from reader.ui.controllers.listed_items import ListedItems
from reader.ui.controllers.navigate.issue_view import Paging
from reader.ui.controllers.navigate.navigation import Navigation
from reader.ui.controllers.shown_item import ShownItem
from reader.ui.models.library_tree import Node, NodeKind
from reader.ui.models.places import Place, PlaceKind, issue_place
from reader.ui.panes.screen import Screen
from reader.ui.sessions.screen_queries import IssueFacts, Tally
from reader.ui.sessions.session import Session
from reader.ui.shell.window_state import WindowState

_EMPTY_LIBRARY = (
    "The library is empty.\nPress Ctrl+O to import newsletters, drop them here, or paste one with Ctrl+V.\n"
    "g w opens the welcome issue, which teaches the keys."
)


class Following(QObject):
    """Shows what changed, whoever changed it."""

    def __init__(
        self,
        screen: Screen,
        *,
        session: Session,
        listed: ListedItems,
        shown: ShownItem,
        goes: Navigation,
        page: Paging,
        is_writing: Callable[[], bool],
    ) -> None:
        super().__init__(screen)
        self._session, self._listed, self._shown, self._goes = session, listed, shown, goes
        self._page, self._is_writing = page, is_writing
        self._items, self._list, self._status = screen.items, screen.list, screen.status
        self._tree, self._model = screen.tree, screen.tree_model
        self.tags: list[TagRow] = []
        self._wanted_open: list[tuple[str, ...]] = []
        self._told_of: IssueFacts | None = None
        self._is_detail_stale = False
        screen.detail.note_editor.closed.connect(self._note_closed)
        self._model.wanted.connect(lambda _: self.recount())
        shown.item_shown.connect(lambda _: self._follow_in_tree())
        goes.listed.connect(self._place_listed)
        session.committed.connect(self._committed)
        session.imported.connect(self._imported)

    def begin(self, state: WindowState) -> None:
        """Begin, with the branches open that were open last time."""
        self._wanted_open = [tuple(key) for key in state.open_keys]
        self.recount()

    def _place_listed(self) -> None:
        self._list.show_empty("" if self._listed.item_count else self._why_empty())
        self._tell_of_issue(None)
        self._follow_in_tree()
        self.recount()

    def _tell_of_issue(self, facts: IssueFacts | None) -> None:
        """Show facts of the listed issue; its line is there before, so that no row moves."""
        place, head = self._listed.place, self._list.head
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
        place = self._listed.place
        if place is None:
            return ""
        if place.searched.has_words:
            return "Nothing found. Try fewer words."
        if not any(node.kind is NodeKind.PUBLICATION for node in self._model.root.children):
            return _EMPTY_LIBRARY
        return "No items here."

    def _committed(self, changes: tuple[Change, ...]) -> None:
        self._patch(changes)
        renamed = self._renamed(changes)
        if renamed:
            self._goes.narrow(**renamed)
        elif _loses_rows(changes) or self._loses_tag(changes) or self._brings_first(changes):
            self._goes.relist()
        self._show_rest(changes)

    def _imported(self, changes: tuple[Change, ...]) -> None:
        """Follow an import: the list that is open stays as it is but for names, an empty one is filled."""
        self._patch(changes)
        self._goes.rename(**self._renamed(changes))
        if self._brings_first(changes):
            self._goes.relist()
        elif _loses_rows(changes):
            self._goes.grow()
        self._show_rest(changes)

    def _patch(self, changes: tuple[Change, ...]) -> None:
        self._items.patch(changes)
        self._page.patch(changes)

    def _brings_first(self, changes: tuple[Change, ...]) -> bool:
        return not self._listed.item_count and any(change.field is Field.ISSUE_STORED for change in changes)

    def _show_rest(self, changes: tuple[Change, ...]) -> None:
        if self._shown.item is not None:
            self._refresh_detail(changes)
        self.recount()

    def _renamed(self, changes: tuple[Change, ...]) -> dict[str, object]:
        """The parts of the listed place that are other now: what it is called, or where it belongs."""
        place = self._listed.place
        if place is not None and place.kind is PlaceKind.ISSUE:
            return self._renamed_issue(place, changes)
        if place is not None and place.kind is PlaceKind.PUBLICATION:
            return self._renamed_publication(place, changes)
        if place is None or place.kind is not PlaceKind.TAG:
            return {}
        names = [str(c.new) for c in changes if c.field is Field.TAG_NAME and c.old == place.value]
        return {"value": names[-1], "title": names[-1]} if names else {}

    def _loses_tag(self, changes: tuple[Change, ...]) -> bool:
        """Whether a tag is listed that may be gone."""
        place = self._listed.place
        is_listed = place is not None and place.kind is PlaceKind.TAG
        return is_listed and any(change.field in (Field.TAG_NAME, Field.TAG_REMOVED) for change in changes)

    def _renamed_issue(self, place: Place, changes: tuple[Change, ...]) -> dict[str, object]:
        issue = int(place.value)
        if not any(Touches.NAME in FIELDS[change.field].touches and issue in change.targets for change in changes):
            return {}
        row = self._session.issue(IssueId(issue))
        named = issue_place(row.id, row.label, row.publication_id)
        return {"title": named.title, "publication": named.publication}

    def _renamed_publication(self, place: Place, changes: tuple[Change, ...]) -> dict[str, object]:
        """The new name of the listed publication, or the one that it was merged into."""
        mine = [change for change in changes if int(place.value) in change.targets]
        for change in mine:
            if change.field is Field.PUBLICATION_TITLE and change.new is not None:
                return {"title": str(change.new)}
            if change.field is Field.PUBLICATION_JOINED and change.new is not None:
                into = self._model.find((f"{NodeKind.PUBLICATION}:{change.new}",))
                if into is not None:
                    return {"value": into.value, "title": into.title}
        return {}

    def _refresh_detail(self, changes: tuple[Change, ...]) -> None:
        detail = self._shown.detail
        if detail is None:
            return
        mine = {detail.row.id, detail.row.work_id}
        if not any(
            Touches.DETAIL in FIELDS[change.field].touches or not mine.isdisjoint(change.targets) for change in changes
        ):
            return
        if self._is_writing():
            self._is_detail_stale = True
        else:
            self._shown.show()

    def _note_closed(self) -> None:
        """Show what changed while a note was written beside the text."""
        if self._is_detail_stale:
            self._is_detail_stale = False
            self._shown.show()

    def recount(self) -> None:
        """Count afresh what the screen shows, beside the window."""
        if self._session.is_open:
            publications = [PublicationId(number) for number in self._branches(NodeKind.PUBLICATION)]
            issues = [IssueId(number) for number in self._branches(NodeKind.ISSUE)]
            place, newest = self._listed.place, self._goes.newest
            self._session.tally(place, newest, publications, issues, self._show_tally)

    def _branches(self, kind: NodeKind) -> list[int]:
        """The branches whose children are shown, or about to be."""
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
        total, unread = self._listed.item_count, tally.listed_unread
        place = self._listed.place
        if place is not None:
            counts = [f"{unread} of {total} unread"] if total else []
            counts += [f"{tally.new} new"] if tally.new else []
            self._list.show_title(place.title, " · ".join(counts))
            self._status.show_progress(f"{place.title} · {total - unread} of {total} read", total - unread, total)
        self._tell_of_issue(tally.listed_issue)
        if not total and self._list.empty.text():
            self._list.show_empty(self._why_empty())
        if fresh or not self._tree.hasFocus():
            self._follow_in_tree()

    def _open_branches(self, fresh: list[Node]) -> None:
        """Open the branches that were open last time."""
        opened = False
        for node in fresh:
            if node.key in self._wanted_open:
                self._tree.expand(self._model.index_of(node))
                opened = opened or not node.is_fetched
        if opened:
            self.recount()

    def _follow_in_tree(self) -> None:
        """Select the row of the left pane that the list shows: the section of the item, where it is in sight."""
        place, detail = self._listed.place, self._shown.detail
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


def _loses_rows(changes: Iterable[Change]) -> bool:
    """Whether the list is no longer right: issues came, went, moved, were split again or headed otherwise."""
    return any(Touches.LIST in FIELDS[change.field].touches for change in changes)
