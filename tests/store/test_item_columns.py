"""The columns of an item stand once: what is in the table and in `Item` reaches every place that holds items."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import field, fields, make_dataclass, replace
from typing import Any

import pytest
from copied import exported, take_in
from sqlalchemy import Column, MetaData, Text
from stored_rows import stored_rows

from reader.core.revision.prepared import prepare
from reader.core.state.changes import Origin
from reader.core.text.clean import clean_line
from reader.core.values.issues import Issue, Item, Kind, Part, Role
from reader.documents.files import library_json
from reader.store.issue_rows import split_versions
from reader.store.reads import details
from reader.store.sql import item_columns, tables
from reader.store.sql.connection import add_functions
from reader.store.sql.migrations import STEPS
from reader.store.sql.schema import SCRIPT

MOOD = "ALTER TABLE item ADD COLUMN mood TEXT;\n"


def test_the_tables_are_those_of_the_schema() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        add_functions(connection)
        connection.executescript(SCRIPT + "".join(STEPS))
        kinds = "type = 'table' AND schema = 'main' AND name NOT GLOB 'sqlite_*'"
        made = {
            name: [column for (column,) in connection.execute("SELECT name FROM pragma_table_info(?)", (name,))]
            for (name,) in connection.execute(f"SELECT name FROM pragma_table_list WHERE {kinds}").fetchall()
        }
    assert {name: [column.name for column in table.columns] for name, table in tables.metadata.tables.items()} == made


def test_a_split_says_every_field_of_an_item_in_a_column() -> None:
    held = {column.name for column in item_columns.item_columns()}
    assert held == {one.name for one in fields(Item)}


@pytest.fixture
def moody(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Item]]:
    """`Item` and its table with a column that nobody has written a line for."""
    told = field(default=None, metadata={"clean": clean_line})
    made = make_dataclass("Item", [("mood", str | None, told)], bases=(Item,), frozen=True, slots=True)
    table = tables.item.to_metadata(MetaData())
    table.append_column(Column("mood", Text, info={"split": True}))
    for place, name in ((item_columns, "Item"), (library_json, "Item")):
        monkeypatch.setattr(place, name, made)
    monkeypatch.setattr(tables, "item", table)
    monkeypatch.setitem(split_versions._TABLES, "items", table)
    for made_once in (details._row_sql, details._whole_sql):
        made_once.cache_clear()
    yield made
    for made_once in (details._row_sql, details._whole_sql):
        made_once.cache_clear()


def moods(hand: Any) -> list[str | None]:
    return [mood for (mood,) in stored_rows(hand.reader, "SELECT mood FROM item ORDER BY position")]


def with_moods(made: type[Item], issue: Issue, *said: str) -> Issue:
    """The issue with its items as those with moods."""
    given = iter(said)
    sections = tuple(
        replace(
            section,
            items=tuple(
                made(**{one.name: getattr(item, one.name) for one in fields(Item)}, mood=next(given))
                for item in section.items
            ),
        )
        for section in issue.sections
    )
    return replace(issue, sections=sections)


def test_a_made_up_column_is_written_kept_with_a_split_copied_and_read_from_json(moody, open_hand, build, tmp_path):
    hand = open_hand(steps=(*STEPS, MOOD))
    document, issue = build(1, sections=[("News", [("One", "The first says this."), ("Two", "The other says that.")])])
    hand.store((document, with_moods(moody, issue, "glad", "grave")))
    assert moods(hand) == ["glad", "grave"]
    other = with_moods(moody, issue, "sour", "sweet")
    foreseen = hand.library.foresee_split(1, document, other)
    assert foreseen.difference.changed == 2
    hand.library.split_again(foreseen, origin=Origin.WINDOW, label="Again").result(30)
    assert moods(hand) == ["sour", "sweet"]
    hand.undo()
    assert moods(hand) == ["glad", "grave"]
    copy = hand.reader.copy_item(hand.reader.detail(1))
    assert copy.said.mood == "glad"  # type: ignore[attr-defined]
    data = exported(hand.library)
    assert b'"mood": "glad"' in data
    elsewhere = open_hand(tmp_path / "other.db", steps=(*STEPS, MOOD))
    take_in(elsewhere.library, data)
    assert moods(elsewhere) == ["glad", "grave"]


def test_a_version_of_a_split_that_knows_fewer_columns_is_shown_with_them_empty(hand, build):
    """As those that were kept before the columns of a version were named in it."""
    document, issue = build(1, sections=[("News", [("One", "The first says this.")])])
    hand.store((document, issue))
    dated = replace(issue, sections=(replace(issue.sections[0], items=(replace(issue.items[0], date="2021-05-18"),)),))
    hand.library.split_again(
        hand.library.foresee_split(1, document, dated), origin=Origin.WINDOW, label="Dates"
    ).result(30)
    hand.library._writer.submit(lambda connection: forget_columns(connection)).result(30)
    assert hand.row(1).date == "2021-05-18"
    hand.undo()
    assert (hand.row(1).date, hand.row(1).title) == (None, "One")
    hand.redo()
    assert hand.row(1).title == "One"
    assert hand.library.check() == []


def forget_columns(connection: Any) -> None:
    """Write the versions of all splits as they were written at first."""
    import json
    import zlib

    for number, packed in connection.exec_driver_sql("SELECT id, data FROM split").fetchall():
        data = json.loads(zlib.decompress(packed))
        columns = data.pop("columns")
        named = {name: [dict(zip(columns[name], row, strict=True)) for row in data[name]] for name in columns}
        first = split_versions._FIRST_COLUMNS
        rows = {name: [[row[one] for one in first[name]] for row in named[name]] for name in first}
        data |= rows | {"issue": rows["issue"][0][1:], "texts": [[number, rest] for number, *rest in rows["texts"]]}
        packed = zlib.compress(json.dumps(data).encode())
        connection.exec_driver_sql("UPDATE split SET data = ? WHERE id = ?", (packed, number))


def test_what_is_stored_is_read_as_it_was(hand, build):
    document, issue = build(1, sections=[("News", [("One", "The first says this.")])])
    full = replace(
        issue.items[0],
        kind=Kind.TUTORIAL, is_abstract=True, author="Ann Lee", url="https://a.example/1", date="2021-05-18",
        links=("https://a.example/1", "https://b.example/"), topics=("one", "two"), images=3, confidence=0.75,
        parts=(Part(Role.TITLE, issue.items[0].parts[0].span), *issue.items[0].parts[1:]),
    )  # fmt: skip
    issue = replace(issue, sections=(replace(issue.sections[0], items=(full,)),))
    hand.store((document, issue))
    copy = hand.reader.copy_item(hand.reader.detail(1))
    assert copy.said == replace(prepare(document, issue).issue.items[0], parts=())
