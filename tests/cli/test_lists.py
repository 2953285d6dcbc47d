"""``list``, ``search``, ``show``, ``publications``: the same items for people and for programs."""

import re
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from reader.core.state.changes import Origin
from reader.core.state.highlights import MarkPassage
from reader.core.state.joins import JoinWorks
from reader.core.text.anchors import anchor_of
from reader.core.values.ids import ItemId
from reader.services.machine.user_library import open_library

FIELDS = [
    "id", "key", "publication", "issue", "issue_id", "section", "position", "date", "title", "author", "body",
    "body_html",
    "url", "kind", "topics", "tags", "read", "starred", "later", "done", "note", "highlights",
]  # fmt: skip


def test_list_prints_the_fields_that_programs_rely_on(reader: Any, library: Path) -> None:
    items = reader("list", "--json").json
    assert len(items) > 80
    assert all(list(item) == FIELDS for item in items)
    assert {item["issue"] for item in items} >= {"#195", "#197", "#202", "#209"}
    assert any(item["title"] is None for item in items)
    assert all(item["body_html"].startswith("<") for item in items if item["body"])


def test_the_newest_issue_comes_first_and_its_items_in_order(reader: Any, library: Path) -> None:
    items = reader("list", "--json", "publication:weekly").json
    assert [*dict.fromkeys(item["issue"] for item in items)] == ["#209", "#202", "#197", "#195"]
    newest = [item["position"] for item in items if item["issue"] == "#209"]
    assert newest == sorted(newest)


def test_queries_narrow_a_list(reader: Any, library: Path) -> None:
    papers = reader("list", "--json", "kind:paper", "issue:197").json
    assert papers
    assert {(item["kind"], item["issue"]) for item in papers} == {("paper", "#197")}
    others = reader("list", "--json", "--", "-kind:paper", "issue:197").json
    assert len(papers) + len(others) == len(reader("list", "--json", "issue:197").json)
    assert len(reader("list", "--json", "--limit", "3").json) == 3


def test_a_query_that_cannot_be_is_told_in_one_line(reader: Any, library: Path) -> None:
    told = reader("list", "is:purple")
    assert told.status == 1
    assert "purple" in told.complaint
    assert "starred" in told.complaint


def test_search_finds_words_and_phrases(reader: Any, library: Path) -> None:
    found = reader("search", "--json", "--", "transformer").json
    assert found
    assert all("transformer" in (str(item["title"]) + item["body"]).lower() for item in found)
    phrase = reader("search", "--json", "--", '"nested transformers"').json
    assert [item["title"] for item in phrase] == ["Aggregating Nested Transformers"]


@pytest.mark.parametrize(
    "query",
    ["", '"', '"""', "a AND", "NEAR(", "*", "c++", "need:", "-", "--", "^x", "a:b:c", "{x}", "\udcff", "\0", "'", "("],
)
def test_search_never_complains(reader: Any, library: Path, query: str) -> None:
    told = reader("search", "--json", "--", query)
    assert told.status == 0
    assert isinstance(told.json, list)


def test_list_for_people_groups_and_aligns(reader: Any, library: Path) -> None:
    lines = reader("list", "issue:209").out.splitlines()
    assert lines[0] == "Deep Learning Weekly #209 · Industry"
    rows = [line for line in lines if re.match(r" *\d+ ", line)]
    assert len({row.index("  ", 7) for row in rows if " article " in row}) == 1
    assert any("… " in row for row in rows)


def test_search_for_people_says_where_each_hit_is_from(reader: Any, library: Path) -> None:
    lines = reader("search", "transformer").out.splitlines()
    assert any("Deep Learning Weekly #195 · Industry" in line or "#209 · Papers" in line for line in lines)


def test_marks_are_shown(reader: Any, library: Path) -> None:
    reader("mark", "1", "--star", "--done")
    reader("note", "2", "keep")
    lines = reader("list", "issue:195").out.splitlines()
    assert any(line.lstrip().startswith("1 ✓★ ") for line in lines)
    assert any(line.lstrip().startswith("2 • ✎") for line in lines)


def test_a_highlight_is_marked_and_asked_for(reader: Any, library: Path) -> None:
    opened = open_library(library)
    try:
        look = opened.reader()
        wish = MarkPassage(ItemId(3), anchor_of(look.detail(ItemId(3)).body, 0, 20), "green")
        look.close()
        opened.change([wish], origin=Origin.WINDOW, label="Highlight").result(30)
    finally:
        opened.close()
    [line] = [line for line in reader("list", "issue:195").out.splitlines() if "❝" in line]
    assert line.lstrip().startswith("3 •  ❝")
    for query in ("is:highlighted", "colour:green", "is:annotated"):
        assert [item["id"] for item in reader("list", query, "--json").json] == [3]
    assert "Unknown `colour:red`" in reader("list", "colour:red").complaint


def test_nothing_in_a_library_steers_the_terminal(reader: Any, library: Path) -> None:
    evil = "A \x1b[31mred\x1b[0m \u202etitle\r with \x9b31m \x07 and \u2066bidi\u2069 signs"
    connection = sqlite3.connect(library)
    with connection:
        connection.execute("UPDATE item SET title = ?", (evil,))
        connection.execute("UPDATE item_text SET body = ?, author = ?", (f"{evil}\n\n{evil}", evil))
        connection.execute("UPDATE publication SET title = ?", (evil,))
        connection.execute("UPDATE work SET note = ?", (evil,))
    connection.close()
    for arguments in (["list"], ["show", "1"], ["publications"], ["list", "red"], ["mark", "1", "--read"], ["undo"]):
        told = reader(*arguments)
        assert told.status == 0
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told.out)


def test_show_prints_an_item_whole(reader: Any, library: Path) -> None:
    item = reader("list", "--json", "kind:paper").json[0]
    reader("note", item["id"], "first line\nsecond line")
    told = reader("show", item["id"])
    assert all(line in told.out for line in item["body"].splitlines())
    assert "\nNote: first line\nsecond line\n" in told.out
    shown = reader("show", item["id"], "--json").json
    assert shown["note"] == "first line\nsecond line"
    assert set(FIELDS) < set(shown)


def test_show_tells_where_else_the_work_is(reader: Any, library: Path) -> None:
    opened = open_library(library)
    try:
        reading = opened.reader()
        rows = reading.rows([ItemId(1), ItemId(40), ItemId(60)])
        reading.close()
        opened.change([JoinWorks(tuple(row.work_id for row in rows))], origin=Origin.CLI, label="Join").result(30)
    finally:
        opened.close()
    told = reader("show", "1").out
    assert "\nAlso in #197 (40), #209 (60), merged by you\n" in told
    assert reader("show", "1", "--json").json["twins"] == [40, 60]
    assert "Also in" not in reader("show", "2").out


def test_show_of_nothing_is_one_line(reader: Any, library: Path, tmp_path: Path) -> None:
    assert "99999" in reader("show", "99999").complaint
    assert reader("show", "1", "--library", tmp_path / "none.db").status == 1


def test_publications_count_what_is_unread(reader: Any, library: Path) -> None:
    reader("mark", "1", "--read")
    told = reader("publications", "--json").json
    weekly = next(row for row in told if row["title"] == "Deep Learning Weekly")
    assert weekly["issues"] == 4
    assert weekly["unread"] == weekly["items"] - 1
    assert set(weekly) == {"id", "title", "url", "issues", "items", "unread"}
    assert (
        f"{weekly['unread']} unread of {weekly['items']}  Deep Learning Weekly  (4 issues)"
        in reader("publications").out
    )


@pytest.mark.parametrize("command", ["list", "publications"])
def test_looking_makes_no_library(reader: Any, tmp_path: Path, command: str) -> None:
    path = tmp_path / "none.db"
    assert reader(command, "--json", "--library", path).json == []
    told = reader(command, "--library", path)
    assert told.status == 0
    assert "reader import FILE" in told.out
    assert not path.exists()


def test_the_users_own_library_starts_with_the_samples_once(reader: Any, home: Path) -> None:
    first = reader("list", "--json")
    assert first.status == 0
    assert len(first.json) > 80
    assert len(first.err.splitlines()) == 5
    again = reader("list", "--json")
    assert again.err == ""
    assert again.json == first.json


def test_removed_samples_stay_away(reader: Any, home: Path) -> None:
    from reader.core.state.changes import Edit, Field, Origin
    from reader.services.machine.user_library import open_library

    reader("list")
    library = open_library()
    rows = library.reader()
    ids = tuple(row.id for row in rows.publications())
    rows.close()
    library.change([Edit(Field.PUBLICATION_REMOVED, ids, True)], origin=Origin.WINDOW, label="Remove").result()
    library.close()
    assert reader("list", "--json").json == []


def test_an_installed_reader_has_no_samples(reader: Any, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.core.paths.samples", lambda: None)
    assert reader("list", "--json").json == []
    assert not list(home.rglob("*.db"))


def test_a_foreign_file_is_left_as_it_was(reader: Any, tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear library,\n" * 100)
    before = path.read_bytes()
    for arguments in (["list"], ["import", __file__], ["mark", "1", "--read"], ["undo"], ["check"], ["backup", "x"]):
        assert "is not a library" in reader(*arguments, "--library", path).complaint
    assert path.read_bytes() == before


def test_lines_fit_the_terminal(reader: Any, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    lines = reader("list").out.splitlines()
    assert max(map(len, lines)) == 60
    assert "★ starred" in lines[-1]
