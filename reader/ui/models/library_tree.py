"""The left pane's model: views, then publication > issue > section, fetched when a branch is opened."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from reader.core.state.rows import IssueRow, PublicationRow, SectionRow, View, ViewCounts
from reader.core.state.tags import TagRow, fold_tag
from reader.core.values.ids import IssueId
from reader.ui.models.places import GUESS_TOLD, VIEW_TITLES
from reader.ui.qt.guards import kept_inside

NODE_ROLE = Qt.ItemDataRole.UserRole + 1
# Publications with more issues than this group them by year (DESIGN, Screens).
ISSUES_WITHOUT_YEARS = 30
Index = QModelIndex | QPersistentModelIndex


class NodeKind(StrEnum):
    """The kinds of rows in the left pane."""

    ROOT = "root"
    VIEW = "view"
    CAPTION = "caption"
    TAG = "tag"
    PUBLICATION = "publication"
    YEAR = "year"
    ISSUE = "issue"
    SECTION = "section"


@dataclass(eq=False, slots=True)
class Node:
    """One row: its ``value`` (a view's or tag's name, an id, a year), its words and its count."""

    kind: NodeKind
    value: str
    title: str
    count: int = 0
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    is_fetched: bool = True
    is_deduced: bool = False
    is_guess: bool = False
    colour: str = ""
    row: int = 0
    """The place of the row among its siblings; kept by the model."""

    @property
    def key(self) -> tuple[str, ...]:
        """The way to the row from the root; the same over restarts."""
        above = self.parent.key if self.parent is not None else ()
        return above if self.kind is NodeKind.ROOT else (*above, f"{self.kind}:{self.value}")


def issue_of(node: Node | None) -> IssueId | None:
    """The issue that a row of the left pane is, or is in."""
    while node is not None and node.kind is NodeKind.SECTION:
        node = node.parent
    return IssueId(int(node.value)) if node is not None and node.kind is NodeKind.ISSUE else None


class TreeModel(QAbstractItemModel):
    """Rows of the left pane; branches ask for their children through ``wanted``."""

    wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.root = Node(NodeKind.ROOT, "", "")
        views = [Node(NodeKind.VIEW, view.value, title, parent=self.root) for view, title in VIEW_TITLES.items()]
        self._tags = Node(NodeKind.CAPTION, "tags", "Tags")
        self._caption = Node(NodeKind.CAPTION, "library", "Library", parent=self.root)
        self.root.children = [*views, self._caption]
        _number(self.root)

    # what is shown

    def set_counts(self, counts: ViewCounts) -> None:
        """Show how many items each view lists."""
        for node in self.root.children:
            if node.kind is NodeKind.VIEW:
                node.count = getattr(counts, View(node.value).value)
        self._tell(self.root)

    def set_tags(self, tags: list[TagRow]) -> None:
        """Show the tags below the views, nested, with how many items each holds; no heading if there are none."""
        outermost = _nest(tags)
        views = [node for node in self.root.children if node.kind is NodeKind.VIEW]
        rest = self.root.children[self._caption.row :]
        self._merge_tags(self.root, [*views, *([self._tags] if outermost else []), *outermost, *rest])

    def _merge_tags(self, branch: Node, fresh: list[Node]) -> None:
        inner = {node.value: node.children for node in fresh if node.kind is NodeKind.TAG}
        for node in fresh:
            if node.kind is NodeKind.TAG:
                node.children = []
        self._merge(branch, fresh)
        for node in list(branch.children):
            if node.kind is NodeKind.TAG:
                self._merge_tags(node, inner[node.value])

    def set_publications(self, publications: list[PublicationRow]) -> None:
        """Show the publications, keeping branches that are open."""
        nodes = [
            Node(NodeKind.PUBLICATION, str(row.id), row.title or "Unknown newsletter", row.unread, is_fetched=False)
            for row in publications
        ]
        self._merge(self.root, [node for node in self.root.children if node.kind is not NodeKind.PUBLICATION] + nodes)

    def set_issues(self, publication: int, issues: list[IssueRow]) -> None:
        """Show the issues of a publication; grouped by year when there are many."""
        branch = self.find((f"publication:{publication}",))
        if branch is None:
            return
        nodes = [
            Node(NodeKind.ISSUE, str(row.id), row.label, row.unread, is_fetched=False, is_guess=row.is_guess)
            for row in issues
        ]
        if len(issues) <= ISSUES_WITHOUT_YEARS:
            self._merge(branch, nodes)
            return
        years: dict[str, Node] = {}
        for row, node in zip(issues, nodes, strict=True):
            name = (row.date or "")[:4] or "No date"
            year = years.setdefault(name, Node(NodeKind.YEAR, name, name))
            year.children.append(node)
            year.count += node.count
        inner = {name: year.children for name, year in years.items()}
        for year in years.values():
            year.children = []
        self._merge(branch, list(years.values()))
        for node in list(branch.children):
            self._merge(node, inner[node.value])

    def set_sections(self, issue: int, sections: list[SectionRow]) -> None:
        """Show the named sections of an issue."""
        branch = self.find_issue(issue)
        if branch is not None:
            nodes = [
                Node(NodeKind.SECTION, str(row.id), row.title, row.unread, is_deduced=row.is_deduced)
                for row in sections
                if row.title
            ]
            self._merge(branch, nodes)

    # finding rows

    def find(self, key: tuple[str, ...]) -> Node | None:
        """The row with this key, if it is there and fetched."""
        node = self.root
        for part in key:
            found = next((child for child in node.children if f"{child.kind}:{child.value}" == part), None)
            if found is None:
                return None
            node = found
        return node

    def find_issue(self, issue: int) -> Node | None:
        """The row of an issue, if its publication is fetched."""
        return next((node for node in self.walk() if node.kind is NodeKind.ISSUE and node.value == str(issue)), None)

    def walk(self, node: Node | None = None) -> list[Node]:
        """All fetched rows in order."""
        rows: list[Node] = []
        for child in (node or self.root).children:
            rows.append(child)
            rows.extend(self.walk(child))
        return rows

    def index_of(self, node: Node) -> QModelIndex:
        """Qt's index of a row."""
        return QModelIndex() if node.parent is None else self.createIndex(node.row, 0, node)

    def node_of(self, index: Index) -> Node:
        """The row of Qt's index; the root for an invalid one."""
        node = index.internalPointer() if index.isValid() else self.root
        assert isinstance(node, Node)
        return node

    # Qt's side

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008, D102
        node = self.node_of(parent)
        if column != 0 or not 0 <= row < len(node.children):
            return QModelIndex()
        return self.createIndex(row, 0, node.children[row])

    def parent(self, child: Index = QModelIndex()) -> Any:  # noqa: B008, D102
        if not child.isValid():
            return QModelIndex()
        above = self.node_of(child).parent
        return self.index_of(above) if above is not None else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102
        return len(self.node_of(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 1

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008, D102
        node = self.node_of(parent)
        return bool(node.children) or not node.is_fetched

    def canFetchMore(self, parent: Index) -> bool:  # noqa: D102
        return not self.node_of(parent).is_fetched

    def fetchMore(self, parent: Index) -> None:  # noqa: D102
        self.wanted.emit(self.node_of(parent))

    def flags(self, index: Index) -> Qt.ItemFlag:  # noqa: D102
        if not index.isValid() or self.node_of(index).kind is NodeKind.CAPTION:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @kept_inside
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: D102
        if not index.isValid():
            return None
        node = self.node_of(index)
        if role == NODE_ROLE:
            return node
        if role == Qt.ItemDataRole.DisplayRole:
            return node.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (
                node.title,
                str(node.count) if node.count else "",
                "guessed" if node.is_deduced else "",
                GUESS_TOLD if node.is_guess else "",
            )
            return ", ".join(part for part in said if part)
        if role == Qt.ItemDataRole.ToolTipRole and node.is_deduced:
            return "This heading was lost in the newsletter; d accepts the guessed one, D rejects it."
        if role == Qt.ItemDataRole.ToolTipRole and node.is_guess:
            return GUESS_TOLD
        return None

    # keeping the tree in step

    def _merge(self, branch: Node, fresh: list[Node]) -> None:
        """Make the children of a branch equal ``fresh``, keeping rows (and what is open below them) that stay."""
        branch.is_fetched = True
        wanted = {(node.kind, node.value) for node in fresh}
        for node in [node for node in branch.children if (node.kind, node.value) not in wanted]:
            row = node.row
            self.beginRemoveRows(self.index_of(branch), row, row)
            branch.children.pop(row)
            _number(branch)
            self.endRemoveRows()
        order = {(node.kind, node.value): place for place, node in enumerate(fresh)}
        in_order = sorted(branch.children, key=lambda node: order[node.kind, node.value])
        if in_order != branch.children:
            self.layoutAboutToBeChanged.emit()
            before = self.persistentIndexList()
            nodes = [self.node_of(index) for index in before]
            branch.children[:] = in_order
            _number(branch)
            self.changePersistentIndexList(before, [self.index_of(node) for node in nodes])
            self.layoutChanged.emit()
        if not branch.children and fresh:
            self._insert(branch, 0, fresh)
        for row, node in enumerate(fresh):
            old = branch.children[row] if row < len(branch.children) else None
            if old is None or (old.kind, old.value) != (node.kind, node.value):
                self._insert(branch, row, [node])
            elif old is not node:
                old.title, old.count, old.colour = node.title, node.count, node.colour
                old.is_deduced, old.is_guess = node.is_deduced, node.is_guess
        self._tell(branch)

    def _insert(self, branch: Node, row: int, nodes: list[Node]) -> None:
        for node in nodes:
            node.parent = branch
        self.beginInsertRows(self.index_of(branch), row, row + len(nodes) - 1)
        branch.children[row:row] = nodes
        _number(branch)
        self.endInsertRows()

    def _tell(self, branch: Node) -> None:
        if branch.children:
            first, last = branch.children[0], branch.children[-1]
            self.dataChanged.emit(self.index_of(first), self.index_of(last))


def _nest(tags: list[TagRow]) -> list[Node]:
    """The outermost tags, each with those inside it as children."""
    outermost: list[Node] = []
    known: dict[str, Node] = {}
    for tag in tags:
        fold = fold_tag(tag.name)
        node = Node(NodeKind.TAG, tag.name, tag.name.rpartition("/")[2], tag.items, colour=tag.colour or "")
        known[fold] = node
        outer = known.get(fold.rpartition("/")[0])
        (outer.children if outer is not None else outermost).append(node)
    return outermost


def _number(branch: Node) -> None:
    for place, child in enumerate(branch.children):
        child.row = place
