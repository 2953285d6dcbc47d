"""An item has a date of its own: that of its entry, or the one printed with it; else its issue's."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from copied import exported, ids_of, listed, new_library, take_in

from reader.core.state.changes import Edit, Field, Origin
from reader.core.values.ids import IssueId
from reader.services.exports.export import export_text
from reader.services.exports.formats.export_formats import FORMATS
from reader.services.imports.intake import import_paths
from reader.services.splits.batch import resplit_issues
from reader.services.splits.desk import Desk
from reader.services.worker.parse_worker import ParseWorker
from reader.split import SPLITTER_VERSION
from reader.store import Library
from reader.ui.look.theme import LIGHT
from reader.ui.models.item_list import spoken
from reader.ui.pages.detail_page import page_of
from reader.ui.panes.row_painter import third_line

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Harbour Notes</title><link>https://feed.example/</link><description>x</description>
<pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate>
<item><title>A pier</title><link>https://feed.example/1</link><guid>1</guid>
<pubDate>Sun, 01 Mar 2026 12:30:00 GMT</pubDate><description>Short note about the pier.</description></item>
<item><title>A mole</title><link>https://feed.example/2</link><guid>2</guid>
<pubDate>Fri, 14 Nov 2025 00:00:00 GMT</pubDate><description>Short note about the mole.</description></item>
<item><title>Today</title><link>https://feed.example/3</link><guid>3</guid>
<pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate><description>Short note about the quay.</description></item>
<item><title>No date</title><link>https://feed.example/4</link><guid>4</guid><pubDate>soon</pubDate>
<description>Short note about the lock.</description></item></channel></rss>"""
DATES = {"A pier": "2026-03-01", "A mole": "2025-11-14", "Today": "2026-03-03", "No date": "2026-03-03"}
LETTER = """Harbour Letter #7

News

The lock was opened

By Ann Lee · 3 May 2021

The lock was opened on 4 June 2020 by many people, and nobody knows of an earlier day than that one.

The dock was closed

By Bo Berg

The dock was closed for good, and nobody tells when that was, though many people came to see it.
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with a link blog."""
    with new_library(tmp_path / "library.db") as library:
        bring_in(library, tmp_path / "harbour.xml", FEED)
        yield library


def bring_in(library: Library, path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    (result,) = import_paths(library, [path])
    assert result.reason is None


def export(library: Library, name: str) -> str:
    reader = library.reader()
    try:
        return "".join(export_text(reader, ids_of(library), FORMATS[name]))
    finally:
        reader.close()


def dates(library: Library) -> dict[str, str]:
    return {item["title"]: item["date"] for item in listed(library)}


def test_each_entry_has_its_date_and_without_one_that_of_the_feed(library: Library) -> None:
    assert dates(library) == DATES


def test_list_and_detail_show_a_date_where_it_is_not_the_issues(library: Library) -> None:
    reader = library.reader()
    details = {detail.row.title: detail for detail in map(reader.detail, ids_of(library))}
    shown = {title: "2026-03-01" in third_line(detail.row) for title, detail in details.items()}
    assert shown == {"A pier": True, "A mole": False, "Today": False, "No date": False}
    assert "2026-03-01" in page_of(details["A pier"], LIGHT)
    assert "2026-03-03" not in page_of(details["Today"], LIGHT)
    assert "2026-03-01" in spoken(details["A pier"].row)
    reader.close()


def test_every_format_has_the_date(library: Library) -> None:
    rows = {row["title"]: row["date"] for row in csv.DictReader(io.StringIO(export(library, "csv"), newline=""))}
    assert rows == DATES
    markdown = export(library, "markdown")
    assert "2025-11-14" in markdown.split("A mole")[1].split("##")[0]
    works = {work["title"]: work for work in json.loads(export(library, "csl-json"))}
    assert works["A mole"]["issued"] == {"date-parts": [[2025, 11, 14]]}
    ris = export(library, "ris").split("ER  -")
    assert any("TI  - A mole" in work and "PY  - 2025" in work for work in ris)
    bibtex = next(work for work in export(library, "bibtex").split("@") if "mole" in work and "urldate" in work)
    assert "2025" in bibtex.split("year")[1].split("\n")[0]
    assert "2025-11-14" in bibtex.split("urldate")[1].split("\n")[0]


def test_a_year_that_was_typed_wins(library: Library) -> None:
    reader = library.reader()
    work = next(row.work_id for row in reader.rows(ids_of(library)) if row.title == "A mole")
    reader.close()
    library.change([Edit(Field.WORK_YEAR, (work,), "2019")], origin=Origin.WINDOW, label="Year").result(30)
    works = {one["title"]: one for one in json.loads(export(library, "csl-json"))}
    assert works["A mole"]["issued"] == {"date-parts": [[2019]]}


def test_a_json_export_brings_the_dates_back(library: Library) -> None:
    with new_library() as other:
        take_in(other, exported(library))
        assert dates(other) == DATES
        assert exported(other) == exported(library)


def test_what_is_no_date_in_json_is_left_out(library: Library) -> None:
    items: list[dict[str, Any]] = json.loads(exported(library))
    for item in items:
        item["printed_date"] = "yesterday"
    with new_library() as other:
        take_in(other, items)
        assert set(dates(other).values()) == {"2026-03-03"}


def test_the_day_of_the_issue_that_is_corrected_moves_only_those_without_their_own(library: Library) -> None:
    library.change([Edit(Field.ISSUE_DATE, (IssueId(1),), "2026-04-01")], origin=Origin.WINDOW, label="Day").result(30)
    assert dates(library) == DATES | {"No date": "2026-04-01"}


def test_a_date_of_a_byline_is_the_storys_and_one_of_its_text_is_not(tmp_path: Path) -> None:
    with new_library(tmp_path / "letter.db") as library:
        bring_in(library, tmp_path / "letter.txt", LETTER)
        reader = library.reader()
        found = {row.title: row.date for row in reader.rows(ids_of(library))}
        reader.close()
    assert found == {"The lock was opened": "2021-05-03", "The dock was closed": None}


def test_a_library_of_before_is_offered_its_dates_and_gets_them_by_splitting_again(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with new_library(path) as library:
        bring_in(library, tmp_path / "harbour.xml", FEED)
    with closing(sqlite3.connect(path)) as file, file:
        # Splitters up to this one told no date.
        file.executescript("UPDATE item SET date = NULL; UPDATE issue SET split_by = '2'")
    with new_library(path) as library, closing(library.reader()) as reader, ParseWorker() as worker:
        assert set(dates(library).values()) == {"2026-03-03"}
        offered = reader.issues_split_before(SPLITTER_VERSION)
        assert offered == [IssueId(1)]
        (result,) = resplit_issues(Desk(library, reader, worker), offered, origin=Origin.WINDOW)
        # That of the entry "Today" is the issue's day, and was not stored either.
        assert (result.is_changed, result.difference and result.difference.changed) == (True, 3)
        assert dates(library) == DATES
        assert reader.issues_split_before(SPLITTER_VERSION) == []
