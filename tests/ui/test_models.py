"""The models of list and tree: sound for Qt whatever comes, and fast with a hundred thousand items."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from time import process_time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, qInstallMessageHandler
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shares import examples

from reader.core.settings import Settings
from reader.core.state.changes import Change, Field
from reader.core.state.rows import IssueRow, ItemRow, Listing, PublicationRow, SectionRow, ViewCounts
from reader.core.state.tags import TagRow, fold_tag, outer_names
from reader.core.values.ids import IssueId, ItemId, PublicationId, SectionId, WorkId
from reader.core.values.issues import Kind
from reader.ui.look.appearance import Look
from reader.ui.look.icons import Icons
from reader.ui.look.live_settings import LiveSettings
from reader.ui.models.item_list import PLACE_ROLE, Arranged, Header, ItemListModel, arrange
from reader.ui.models.library_tree import ISSUES_WITHOUT_YEARS, Node, NodeKind, TreeModel
from reader.ui.panes.list_pane import ItemTable
from reader.ui.panes.tree_pane import TreePane

A_FEW_SCREENS = 300
FEW = settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def item_row(number: int, **changes: Any) -> ItemRow:
    row = ItemRow(
        id=ItemId(number),
        work_id=WorkId(number + 5000),
        issue_id=IssueId(1),
        section_id=SectionId(1),
        publication_id=PublicationId(1),
        title=f"Item {number}",
        is_own_title=False,
        excerpt="Words.",
        kind=Kind.ARTICLE,
        url=None,
        identity=None,
        is_read=False,
        is_later=False,
        is_done=False,
        is_starred=False,
        has_note=False,
    )
    return replace(row, **changes)


class Source:
    """Rows by primary key, counting how often and for how many it was asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, ids: Sequence[ItemId]) -> list[ItemRow]:
        self.asked.append(len(ids))
        return [item_row(item) for item in ids]


def arranged(sections: Sequence[tuple[int, int]], *, is_grouped: bool = True) -> Arranged:
    """A list of runs: (section, how many items)."""
    ids, where, names = [], [], {}
    for section, count in sections:
        names[SectionId(section)] = Header(f"Section {section}", 0)
        for _ in range(count):
            ids.append(ItemId(len(ids) + 1))
            where.append(SectionId(section))
    return arrange(Listing(tuple(ids), tuple(where)), names, is_grouped=is_grouped)


@contextmanager
def checked(model: Any) -> Iterator[None]:
    """Fails when Qt's own tester finds the model unsound."""
    said: list[str] = []
    before = qInstallMessageHandler(lambda kind, context, text: said.append(text))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
        tester.deleteLater()
    assert said == []


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    look = Look(qapp, Icons(None), LiveSettings(Settings(theme="light")), qapp)
    yield look
    look.deleteLater()


RUNS = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 5)), max_size=6)
CHANGES = st.builds(
    Change,
    field=st.sampled_from([Field.READ, Field.LATER, Field.DONE, Field.STARRED, Field.NOTE, Field.TITLE]),
    old=st.none(),
    new=st.sampled_from([True, False, "words", ""]),
    targets=st.lists(st.integers(1, 20) | st.integers(5001, 5020), max_size=4).map(tuple),
)


# the list


@FEW
@given(st.lists(st.tuples(RUNS, st.booleans()) | st.lists(CHANGES, min_size=1, max_size=3), max_size=8))
def test_the_list_is_sound_for_qt_whatever_is_shown_and_changed(qtbot: QtBot, acts: list[Any]) -> None:
    model = ItemListModel()
    with checked(model):
        for act in acts:
            if isinstance(act, tuple):
                model.show(arranged(act[0], is_grouped=act[1]), Source())
            else:
                before = model.ids()
                model.patch(act)
                assert model.ids() == before, "a change of state neither brings nor takes rows"
            for row in range(model.rowCount()):
                assert model.index(row, 0).data() is not None
                is_header = model.header_at(row) is not None
                assert is_header != (model.row_at(row) is not None)
                assert bool(model.flags(model.index(row, 0)) & Qt.ItemFlag.ItemIsSelectable) != is_header


def test_positions_and_headers(qtbot: QtBot) -> None:
    model = ItemListModel()
    model.show(arranged([(1, 2), (2, 1), (1, 3)]), Source())
    assert [header.title if (header := model.header_at(row)) else model.id_at(row) for row in range(9)] == [
        "Section 1",
        1,
        2,
        "Section 2",
        3,
        "Section 1",
        4,
        5,
        6,
    ]
    assert [header.count for row in range(9) if (header := model.header_at(row))] == [2, 1, 3]
    assert [model.position_of(ItemId(item)) for item in (1, 3, 6, 7)] == [1, 4, 8, -1]
    assert (model.row_at(-1), model.row_at(9), model.header_at(-1), model.id_at(99)) == (None, None, None, None)


@pytest.mark.parametrize(
    ("field", "target", "shows"),
    [
        (Field.READ, 1, {"is_read": True}),
        (Field.LATER, 1, {"is_later": True}),
        (Field.DONE, 1, {"is_done": True}),
        (Field.STARRED, 5001, {"is_starred": True}),
        (Field.NOTE, 5001, {"has_note": True}),
    ],
)
def test_a_change_is_shown_at_once_in_its_rows_only(qtbot: QtBot, field: Field, target: int, shows: dict) -> None:  # type: ignore[type-arg]
    model, source = ItemListModel(), Source()
    model.show(arranged([(1, 5)]), source)
    assert model.row_at(1) == item_row(1)
    asked = list(source.asked)
    with qtbot.waitSignal(model.dataChanged) as told:
        model.patch([Change(field, False, True, (target,))])
    assert [index.row() for index in told.args[:2]] == [1, 1]
    assert model.row_at(1) == item_row(1, **shows)
    assert model.row_at(2) == item_row(2)
    assert source.asked == asked, "nothing is asked of the library for it"


def test_a_hundred_thousand_items(qtbot: QtBot, look: Look) -> None:
    """Only what is painted is fetched, wherever the list is scrolled to."""
    runs = [(number % 50 + 1, 20) for number in range(5000)]
    model, source = ItemListModel(), Source()
    table = ItemTable(look, model)
    qtbot.addWidget(table)
    table.resize(400, 800)
    table.show()
    shown = arranged(runs)
    start = process_time()
    model.show(shown, source)
    assert process_time() - start < 3
    assert model.rowCount() == 105_000
    assert model.position_of(ItemId(100_000)) == 104_999
    table.viewport().repaint()
    assert sum(source.asked) <= A_FEW_SCREENS
    for row in (50_000, 104_999, 7):
        before = sum(source.asked)
        table.select(row if model.id_at(row) is not None else row + 1)
        table.viewport().repaint()
        assert sum(source.asked) - before <= 2 * A_FEW_SCREENS
        assert table.visualRect(table.currentIndex()).intersects(table.viewport().rect())
    for row in (0, 21, 104_979):
        assert model.header_at(row) is not None
        assert table.rowHeight(row) == table.painter.header_height
        assert table.rowHeight(row + 1) == table.painter.item_height


def test_memory_stays_bounded_while_all_of_it_is_scrolled_through(qtbot: QtBot) -> None:
    model, source = ItemListModel(), Source()
    model.show(arranged([(1, 60_000)]), source)
    for row in range(1, 60_001, 50):
        model.row_at(row)
    assert len(list(model.cached())) <= 21_000


def test_a_title_that_is_taken_back_is_fetched_again(qtbot: QtBot) -> None:
    model, source = ItemListModel(), Source()
    model.show(arranged([(1, 3)]), source)
    model.row_at(1)
    model.patch([Change(Field.TITLE, None, "Mine", (1,))])
    assert model.row_at(1) == item_row(1, title="Mine", is_own_title=True)
    with qtbot.waitSignal(model.dataChanged):
        model.patch([Change(Field.TITLE, "Mine", None, (1,))])
    assert model.row_at(1) == item_row(1)
    assert model.rowCount() == 4


def test_rows_have_their_own_heights_again_when_another_list_is_shown(qtbot: QtBot, look: Look) -> None:
    model = ItemListModel()
    table = ItemTable(look, model)
    qtbot.addWidget(table)
    for runs in ([(1, 2), (2, 2)], [(1, 6)], [(1, 1), (2, 1), (3, 1)], []):
        model.show(arranged(runs), Source())
        for row in range(model.rowCount()):
            is_header = model.header_at(row) is not None
            assert table.rowHeight(row) == (table.painter.header_height if is_header else table.painter.item_height)


# the tree


def publication(number: int, unread: int = 0) -> PublicationRow:
    return PublicationRow(PublicationId(number), f"Publication {number}", None, 1, 1, unread)


def issue(number: int, of: int = 1, date: str | None = "2021-03-01", unread: int = 0) -> IssueRow:
    return IssueRow(IssueId(number), PublicationId(of), f"#{number}", None, number, date, False, 1, unread)


def section(number: int, of: int = 1, title: str | None = "Section", unread: int = 0) -> SectionRow:
    return SectionRow(SectionId(number), IssueId(of), title and f"{title} {number}", False, 1, unread)


IDS = st.lists(st.integers(1, 5), unique=True, max_size=5)
TAGS = ["a", "a/x", "a/x/y", "A/z", "b/c", "Bc", "d"]
TREE_ACTS = st.lists(
    st.tuples(st.just("publications"), st.just(0), IDS)
    | st.tuples(st.just("issues"), st.integers(1, 5), IDS)
    | st.tuples(st.just("many"), st.integers(1, 5), st.integers(28, 34))
    | st.tuples(st.just("sections"), st.integers(101, 105), IDS)
    | st.tuples(st.just("tags"), st.integers(0, 9), st.lists(st.sampled_from(TAGS), unique=True))
    | st.tuples(st.just("counts"), st.integers(0, 99), st.just([])),
    max_size=12,
)


def tag_rows(names: Sequence[str], items: int = 1) -> list[TagRow]:
    """Tags as the library lists them: by name, with the outer ones of those that are nested."""
    named = {fold_tag(outer): outer for name in reversed(names) for outer in outer_names(name)}
    named |= {fold_tag(name): name for name in names}
    return [TagRow(named[fold], "blue", items, items) for fold in sorted(named)]


def do(model: TreeModel, kind: str, of: int, ids: Any) -> None:
    if kind == "publications":
        model.set_publications([publication(number) for number in ids])
    elif kind == "issues":
        model.set_issues(of, [issue(100 * of + number, of) for number in ids])
    elif kind == "many":
        dates = [None if n % 7 == 0 else f"{2015 + n % 5}-01-01" for n in range(ids)]
        model.set_issues(of, [issue(1000 * of + n, of, date) for n, date in enumerate(dates)])
    elif kind == "sections":
        model.set_sections(of, [section(10 * of + number, of) for number in ids])
    elif kind == "tags":
        model.set_tags(tag_rows(ids, of))
    else:
        model.set_counts(ViewCounts(of, of, of, of, of, of, of))


@FEW
@given(TREE_ACTS)
def test_the_tree_is_sound_for_qt_whatever_comes(qtbot: QtBot, acts: list[tuple[str, int, Any]]) -> None:
    model = TreeModel()
    with checked(model):
        for act in acts:
            do(model, *act)
            for node in model.walk():
                index = model.index_of(node)
                assert model.node_of(index) is node
                assert index.row() == node.row
                assert model.find(node.key) is node, "keys are unique, so that a place is found again"


@FEW
@given(TREE_ACTS)
def test_rows_that_stay_keep_their_indexes(qtbot: QtBot, acts: list[tuple[str, int, Any]]) -> None:
    model = TreeModel()
    do(model, "publications", 0, [1, 2, 3])
    do(model, "issues", 1, [1, 2, 3])
    held = {node.key: QPersistentModelIndex(model.index_of(node)) for node in model.walk()}
    for act in acts:
        do(model, *act)
        there = {node.key: node for node in model.walk()}
        for key in list(held):
            if key not in there:
                del held[key]
            elif held[key].isValid():
                assert model.node_of(held[key]).key == key


def test_tags_stand_nested_between_the_views_and_the_library(qtbot: QtBot, look: Look) -> None:
    model, pane = opened(look, qtbot)
    model.set_tags(tag_rows(["a/x/y", "A/z", "b"], 7))
    titles = [(node.title, node.count) for node in model.root.children[7:]]
    assert titles == [("Tags", 0), ("a", 7), ("b", 7), ("Library", 0), ("Publication 1", 0), ("Publication 2", 0)]
    assert [node.value for node in model.walk() if node.kind is NodeKind.TAG] == ["a", "a/x", "a/x/y", "A/z", "b"]
    assert is_open(model, pane, "publication:1", "issue:2")
    pane.expand(model.index_of(model.root.children[8]))
    model.set_tags(tag_rows(["a/x", "c"], 8))
    assert is_open(model, pane, "tag:a")
    assert [node.value for node in model.walk() if node.kind is NodeKind.TAG] == ["a", "a/x", "c"]
    model.set_tags([])
    assert [node.title for node in model.root.children[7:]] == ["Library", "Publication 1", "Publication 2"]
    assert is_open(model, pane, "publication:1", "issue:2")


def test_many_tags_are_kept_in_step_quickly(qtbot: QtBot, look: Look) -> None:
    model, _ = opened(look, qtbot)
    tags = tag_rows([f"{n % 50}/tag {n}" for n in range(1_000)])
    model.set_tags(tags)
    started = process_time()
    model.set_tags(tags)
    assert process_time() - started < 0.05


def opened(look: Look, qtbot: QtBot) -> tuple[TreeModel, TreePane]:
    model = TreeModel()
    pane = TreePane(look, model)
    qtbot.addWidget(pane)
    pane.resize(240, 700)
    pane.show()
    model.set_publications([publication(1), publication(2)])
    model.set_issues(1, [issue(1), issue(2), issue(3)])
    model.set_sections(2, [section(21, 2), section(22, 2)])
    for key in (("publication:1",), ("publication:1", "issue:2")):
        node = model.find(key)
        assert node is not None
        pane.expand(model.index_of(node))
    return model, pane


def is_open(model: TreeModel, pane: TreePane, *key: str) -> bool:
    node = model.find(key)
    return node is not None and pane.isExpanded(model.index_of(node))


def test_open_branches_and_selection_stay_when_counts_change(qtbot: QtBot, look: Look) -> None:
    model, pane = opened(look, qtbot)
    chosen = next(node for node in model.walk() if (node.kind, node.value) == (NodeKind.SECTION, "22"))
    pane.show_current(chosen)
    model.set_counts(ViewCounts(9, 8, 7, 6, 5, 4, 3))
    model.set_publications([publication(1, 5), publication(2, 6)])
    model.set_issues(1, [issue(1, unread=1), issue(2, unread=2), issue(3, unread=3)])
    model.set_sections(2, [section(21, 2, unread=4), section(22, 2, unread=5)])
    assert is_open(model, pane, "publication:1")
    assert is_open(model, pane, "publication:1", "issue:2")
    assert pane.current() is chosen
    assert chosen.count == 5


def test_they_stay_when_rows_come_go_and_change_places(qtbot: QtBot, look: Look) -> None:
    model, pane = opened(look, qtbot)
    chosen = next(node for node in model.walk() if (node.kind, node.value) == (NodeKind.SECTION, "22"))
    pane.show_current(chosen)
    told: list[Node] = []
    pane.chosen.connect(told.append)
    model.set_publications([publication(7), publication(2), publication(1)])
    model.set_issues(1, [issue(9), issue(3), issue(2)])
    assert is_open(model, pane, "publication:1", "issue:2")
    assert pane.current() is chosen
    assert told == [], "nothing was chosen by a person"


def test_branches_say_when_they_are_opened_for_the_first_time(qtbot: QtBot) -> None:
    model = TreeModel()
    model.set_publications([publication(1)])
    node = model.find(("publication:1",))
    assert node is not None
    index = model.index_of(node)
    assert model.hasChildren(index)
    assert model.canFetchMore(index)
    with qtbot.waitSignal(model.wanted) as wanted:
        model.fetchMore(index)
    assert wanted.args == [node]
    model.set_issues(1, [])
    assert not model.canFetchMore(index)
    assert not model.hasChildren(index)


@pytest.mark.parametrize("count", [ISSUES_WITHOUT_YEARS, ISSUES_WITHOUT_YEARS + 1])
def test_many_issues_are_grouped_by_year(qtbot: QtBot, count: int) -> None:
    model = TreeModel()
    model.set_publications([publication(1)])
    dates = ["2021-05-01", "2020-05-01", None]
    rows = [issue(number, date=dates[number % 3], unread=1) for number in range(count)]
    model.set_issues(1, rows)
    branch = model.find(("publication:1",))
    assert branch is not None
    if count <= ISSUES_WITHOUT_YEARS:
        assert [node.kind for node in branch.children] == [NodeKind.ISSUE] * count
        return
    assert [(node.kind, node.title) for node in branch.children] == [
        (NodeKind.YEAR, "2021"),
        (NodeKind.YEAR, "2020"),
        (NodeKind.YEAR, "No date"),
    ]
    assert sum(node.count for node in branch.children) == count
    assert sum(len(node.children) for node in branch.children) == count
    found = model.find_issue(4)
    assert found is not None
    assert found.parent is branch.children[1]


def test_an_open_issue_stays_in_sight_when_its_publication_gets_years(qtbot: QtBot) -> None:
    """One issue more than fits without years: sections that were fetched are not fetched as if new."""
    model = TreeModel()
    model.set_publications([publication(1)])
    with checked(model):
        model.set_issues(1, [issue(number) for number in range(1, 31)])
        model.set_sections(4, [section(41, 4)])
        model.set_issues(1, [issue(number) for number in range(1, 32)])
        model.set_issues(1, [issue(number) for number in range(1, 31)])
    assert model.find_issue(4) is not None


def test_sections_without_a_name_are_no_rows(qtbot: QtBot) -> None:
    model = TreeModel()
    model.set_publications([publication(1)])
    model.set_issues(1, [issue(1)])
    model.set_sections(1, [section(1), section(2, title=None), section(3)])
    assert [node.title for node in model.walk() if node.kind is NodeKind.SECTION] == ["Section 1", "Section 3"]


def test_an_issue_that_is_a_guess_says_so(qtbot: QtBot, look: Look) -> None:
    model, pane = opened(look, qtbot)
    node = model.find_issue(3)
    assert node is not None
    index = model.index_of(node)
    sure = pane.grab().toImage()
    model.set_issues(1, [issue(1), issue(2), replace(issue(3), is_guess=True)])
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "#3, Check this split: M corrects it"
    assert model.data(index, Qt.ItemDataRole.ToolTipRole) == "Check this split: M corrects it"
    assert pane.grab().toImage() != sure, "it is seen, in the row that was there"
    model.set_issues(1, [issue(1), issue(2), issue(3)])
    assert model.data(index, Qt.ItemDataRole.ToolTipRole) is None
    assert pane.grab().toImage() == sure


def test_a_heading_across_issues_says_what_is_deduced_and_what_a_guess(qtbot: QtBot) -> None:
    header = Header("Weekly › #3 › Papers", 0, is_deduced=True, is_guess=True)
    listing = Listing((ItemId(1),), (SectionId(1),))
    model = ItemListModel()
    model.show(arrange(listing, {SectionId(1): header}), Source())
    assert model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == (
        "Section Weekly › #3 › Papers, 1, guessed, check"
    )
    model.show(arrange(listing, {SectionId(1): header}, is_grouped=False), Source())
    assert model.data(model.index(0, 0), PLACE_ROLE) == "Weekly › #3 › Papers · guessed · check"


def test_a_thousand_issues_are_kept_in_step_quickly(qtbot: QtBot, look: Look) -> None:
    model = TreeModel()
    pane = TreePane(look, model)
    qtbot.addWidget(pane)
    model.set_publications([publication(number) for number in range(1, 51)])
    rows = [issue(number, date=f"{2000 + number % 20}-01-01") for number in range(1, 1001)]
    start = process_time()
    model.set_issues(1, rows)
    for _ in range(5):
        model.set_issues(1, rows)
    assert process_time() - start < 3
    assert QModelIndex() == model.index_of(model.root)
