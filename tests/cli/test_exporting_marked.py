"""``reader export`` of works that were marked, tagged and described by hand, with hostile values in all of it."""

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

import bibtexparser
import jsonschema
import pytest
import rispy
import yaml
from cli.conftest import Reader
from exported import HOSTILE, from_tex, shared_values, spaceless
from markdown_it import MarkdownIt

from reader.core.fields import METADATA
from reader.core.state.changes import Edit, Field, Origin
from reader.core.state.highlights import COLOURS, MarkPassage
from reader.core.state.queries import Query
from reader.core.state.tags import TagWorks, clean_tag
from reader.core.text.anchors import anchor_of
from reader.core.text.clean import clean_line, clean_text, clean_title
from reader.core.values.errors import CommandError
from reader.core.values.ids import WorkId
from reader.store import Library, open_library

SCHEMA = Path(__file__).parent.parent / "services" / "exports" / "csl_schema.json"


@dataclass(frozen=True)
class Marked:
    """The library, and the values in the order of its items."""

    path: Path
    values: list[str]


@pytest.fixture(params=["made", "shared"])
def marked(request: pytest.FixtureRequest, reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Marked:
    """A library of items whose text, typed metadata, tag, note, highlight and its note are a hostile value."""
    values = shared_values() if request.param == "shared" else [*HOSTILE]
    if not values:
        pytest.skip("the shared vectors are not beside the checkout")
    entries = [
        {"id": str(n), "url": f"https://example.org/{n}", "title": f"Item {n}", "content_text": f"{value}\n\nText {n}"}
        for n, value in enumerate(values)
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Feed", "items": entries}
    (tmp_path / "feed.json").write_text(json.dumps(feed), "utf-8")
    path = tmp_path / "library.db"
    monkeypatch.setenv("READER_LIBRARY", str(path))
    assert reader("import", tmp_path / "feed.json").status == 0
    library = open_library(path)
    try:
        return Marked(path, _mark_all(library, values))
    finally:
        library.close()


def _mark_all(library: Library, values: list[str]) -> list[str]:
    reader = library.reader()
    found = []
    for number in reader.listing(Query()).ids:
        detail = reader.detail(number)
        value = values[int(str(detail.row.title).removeprefix("Item "))]
        work = detail.row.work_id
        library.change(
            [
                MarkPassage(number, anchor_of(detail.body, 0, len(detail.body)), COLOURS[number % 5]),
                *(Edit(field, (work,), value) for field in (*METADATA, Field.NOTE)),
                *_tags(work, value),
            ],
            origin=Origin.CLI,
            label="mark",
        ).result()
        (highlight,) = reader.detail(number).highlights
        library.change([Edit(Field.HIGHLIGHT_NOTE, (highlight.id,), value)], origin=Origin.CLI, label="note").result()
        found.append(value)
    reader.close()
    return found


def _tags(work: WorkId, value: str) -> list[TagWorks]:
    try:
        return [TagWorks((work,), (clean_tag(value[:100]),))]
    except CommandError:
        return []  # no tag can be called so


def out(reader: Reader, name: str) -> str:
    done = reader("export", "--format", name)
    assert (done.status, done.err) == (0, "")
    return done.out


def test_one_record_a_work(reader: Reader, marked: Marked) -> None:
    titles = [clean_title(value) for value in marked.values]
    library = bibtexparser.parse_string(out(reader, "bibtex"))
    assert not library.failed_blocks
    assert [from_tex(entry.fields_dict["title"].value) for entry in library.entries] == list(map(spaceless, titles))
    for entry in library.entries:
        assert {"title", "year", "howpublished", "annote"} <= entry.fields_dict.keys()
    records = rispy.loads(out(reader, "ris"))
    assert [record["title"].split() for record in records] == [title.split() for title in titles]
    assert {len(record["notes"]) for record in records} == {2}
    data = json.loads(out(reader, "csl-json"))
    jsonschema.validate(data, json.loads(SCHEMA.read_text("utf-8")))
    assert [record["title"] for record in data] == titles
    assert [record["container-title"] for record in data] == [clean_line(value, cap=2000) for value in marked.values]


def test_one_an_item(reader: Reader, marked: Marked) -> None:
    listed = json.loads(out(reader, "json"))
    assert [item["note"] for item in listed] == [clean_text(value) for value in marked.values]
    for item in listed:
        (mark,) = item["highlights"]
        assert (mark["exact"], mark["note"]) == (item["body"], item["note"])
    assert len(list(csv.DictReader(io.StringIO(out(reader, "csv"), newline="")))) == len(marked.values)
    rows = list(csv.DictReader(io.StringIO(out(reader, "readwise"), newline="")))
    assert [row["Note"].removeprefix("'") for row in rows] == [item["note"] for item in listed]
    page = out(reader, "html")
    assert (page.count("<article"), page.count("</article>"), page.count("<script")) == (len(listed), len(listed), 0)
    tokens = MarkdownIt("commonmark").parse(out(reader, "markdown"))
    heads = [token.tag for token in tokens if token.type == "heading_open" and not token.level]
    assert heads == ["h1", *(["h2", "h3", "h3"] * len(listed))]


def test_a_note_an_item_and_the_same_again(reader: Reader, marked: Marked, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    assert reader("export", "--format", "obsidian", "--out", vault).status == 0
    texts = {path: path.read_text("utf-8") for path in vault.iterdir()}
    assert len(texts) == len(marked.values)
    fronts = [yaml.safe_load(text.split("\n---\n")[0]) for text in texts.values()]
    assert sorted(front["title"] for front in fronts) == sorted(map(clean_title, marked.values))
    assert sorted(front["venue"] for front in fronts) == sorted(clean_line(value, cap=2000) for value in marked.values)
    assert all(text.count("\n> [!quote] ") == text.count("\n^h-") == 1 for text in texts.values())
    assert reader("export", "--format", "obsidian", "--out", vault).status == 0
    assert {path: path.read_text("utf-8") for path in vault.iterdir()} == texts


def test_show_tells_what_was_typed_and_marked(reader: Reader, library: Path) -> None:
    opened = open_library(library)
    work = opened.reader()
    number = next(number for number in work.listing(Query()).ids if len(work.detail(number).body) > 40)
    detail = work.detail(number)
    target = (detail.row.work_id,)
    typed = [Edit(field, target, text) for field, text in zip(METADATA, ("T", "Ann", "1999", "Nature"), strict=True)]
    mark = MarkPassage(number, anchor_of(detail.body, 0, 20), "green")
    opened.change([*typed, mark], origin=Origin.CLI, label="mark").result()
    work.close()
    opened.close()
    lines = reader("show", number).out.splitlines()
    assert lines[1] == "T"
    assert " · Ann · Nature · 1999" in lines[2]
    assert lines[-1].startswith(f"Highlight (green): {detail.body[:10]}")
    told = reader("show", number, "--json").json
    assert told["typed"] == {"title": "T", "authors": "Ann", "year": "1999", "venue": "Nature"}
    assert told["highlights"][0] | {"key": "", "created": ""} == {
        "key": "", "colour": "green", "exact": detail.body[:20], "prefix": "", "suffix": detail.body[20:52],
        "start": 0, "end": 20, "note": "", "created": "",
    }  # fmt: skip
    assert list(told["highlights"][0]) == [
        "key",
        "colour",
        "exact",
        "prefix",
        "suffix",
        "start",
        "end",
        "note",
        "created",
    ]


def test_a_vault_links_its_notes_and_tells_what_the_user_changed(reader: Reader, library: Path, tmp_path: Path) -> None:
    opened = open_library(library)
    work = opened.reader()
    details = (work.detail(number) for number in work.listing(Query()).ids)
    first, second, *_ = (
        one for one in details if one.row.title and len(one.body) > 40 and not set(one.row.title) & {*"[]|"}
    )
    note = Edit(Field.NOTE, (first.row.work_id,), f"As in [[{second.row.title}|the other]], not [[Nowhere]].")
    mark = MarkPassage(first.row.id, anchor_of(first.body, 0, 20), "green")
    opened.change([note, mark], origin=Origin.CLI, label="note").result()
    vault = tmp_path / "vault"
    assert reader("export", "--format", "obsidian", "--out", vault).status == 0
    names = {yaml.safe_load(path.read_text("utf-8").split("\n---\n")[0])["reader-id"]: path for path in vault.iterdir()}
    path = names[first.key]
    text = path.read_text("utf-8")
    assert f"> As in [[{names[second.key].stem}|the other]], not [[Nowhere]].\n" in text
    path.write_text(text.replace("> [!quote] Green\n", "> [!quote] Mine\n"), "utf-8")
    (highlight,) = work.detail(first.row.id).highlights
    opened.change([Edit(Field.HIGHLIGHT_REMOVED, (highlight.id,), True)], origin=Origin.CLI, label="away").result()
    work.close()
    opened.close()
    done = reader("export", "--format", "obsidian", "--out", vault)
    assert done.out.endswith("Left as you changed them in these notes: 1 highlight.\n")
    assert "> [!quote] Mine\n" in path.read_text("utf-8")
