"""``reader export``: each format from the samples and from hostile titles, by independent readers."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
import yaml
from cli.conftest import Reader
from exported import HOSTILE, from_tex, shared_values, spaceless

from reader.core.text.clean import clean_title
from reader.services.exports.formats.export_formats import FORMATS

FILES = {name: format.ending for name, format in FORMATS.items() if not format.has_notes}


@pytest.fixture(params=["made", "shared"])
def titles(request: pytest.FixtureRequest) -> list[str]:
    if request.param == "shared" and not shared_values():
        pytest.skip("the shared vectors are not beside the checkout")
    return shared_values() if request.param == "shared" else list(HOSTILE)


@pytest.fixture
def hostile(reader: Reader, titles: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A library of these titles, chosen by READER_LIBRARY; the titles as the library has them."""
    entries = [
        {"id": str(n), "url": f"https://example.org/{n}", "title": title, "content_text": f"Text {n}"}
        for n, title in enumerate(titles)
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Feed", "items": entries}
    (tmp_path / "feed.json").write_text(json.dumps(feed), "utf-8")
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path / "library.db"))
    assert reader("import", tmp_path / "feed.json").status == 0
    listed = [row["title"] for row in reader("list", "--json").json]
    assert sorted(listed) == sorted(map(clean_title, titles))
    return listed


def bibtex_titles(text: str) -> list[str]:
    return [from_tex(entry.fields_dict["title"].value) for entry in bibtexparser.parse_string(text).entries]


def csv_titles(text: str) -> list[str]:
    return [row["title"].removeprefix("'") for row in csv.DictReader(io.StringIO(text, newline=""))]


def test_hostile_titles_come_out_whole(reader: Reader, hostile: list[str]) -> None:
    def out(name: str) -> str:
        done = reader("export", "--format", name)
        assert (done.status, done.err) == (0, "")
        return done.out

    assert bibtex_titles(out("bibtex")) == [spaceless(title) for title in hostile]
    assert [record["title"].split() for record in rispy.loads(out("ris"))] == [title.split() for title in hostile]
    for name in ("csl-json", "json"):
        assert [record["title"] for record in json.loads(out(name))] == hostile
    assert csv_titles(out("csv")) == hostile
    assert out("html").count("<article") == len(hostile)
    assert out("markdown").count("\n## ") == len(hostile)


@pytest.mark.parametrize("name", [*FILES, "markdown", "obsidian"])
def test_hostile_titles_make_files_in_the_folder_only(
    reader: Reader, hostile: list[str], tmp_path: Path, name: str
) -> None:
    before = {path.name for path in tmp_path.iterdir()}
    folder = tmp_path / "out"
    folder.mkdir()
    done = reader("export", "--format", name, "--out", folder)
    assert (done.status, done.out) == (0, f"Exported {len(hostile)} items to {folder / written(name)}.\n")
    assert {path.name for path in tmp_path.iterdir()} - before <= {"out", "library.db-wal", "library.db-shm"}
    files = sorted(folder.rglob("*"))
    if name in FILES:
        assert files == [folder / f"research-reader{FILES[name]}"]
        return
    titles = [yaml.safe_load(path.read_text("utf-8").split("---\n")[1])["title"] for path in files]
    assert sorted(titles) == sorted(hostile)
    texts = {path: path.read_bytes() for path in files}
    assert reader("export", "--format", name, "--out", folder).status == 0
    assert {path: path.read_bytes() for path in folder.rglob("*")} == texts


def written(name: str) -> str:
    return f"research-reader{FILES[name]}" if name in FILES else ""


def test_a_vault_keeps_what_the_user_wrote_moved_and_renamed(reader: Reader, library: Path, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    assert reader("export", "issue:197", "--format", "obsidian", "--out", vault).status == 0
    first, second, *_ = sorted(vault.iterdir())
    (vault / "papers").mkdir()
    moved = first.rename(vault / "papers" / "Mine.md")
    moved.write_text(moved.read_text("utf-8") + "\nMy thoughts.\n", "utf-8")
    second.write_text("A note of my own.", "utf-8")
    count = len(list(vault.rglob("*.md")))
    assert reader("export", "issue:197", "--format", "obsidian", "--out", vault).status == 0
    assert moved.read_text("utf-8").endswith("\nMy thoughts.\n")
    assert second.read_text("utf-8") == "A note of my own."
    assert not first.exists()
    assert len(list(vault.rglob("*.md"))) == count + 1, "the item whose note was replaced gets another"


def test_a_link_in_a_vault_leads_nowhere(reader: Reader, library: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.bib"
    outside.write_text("mine")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "research-reader.bib").symlink_to(outside)
    assert reader("export", "--format", "bibtex", "--out", folder).status == 0
    assert outside.read_text() == "mine"


def test_keys_are_the_same_whatever_is_exported(reader: Reader, library: Path) -> None:
    def keys(*query: str) -> set[str]:
        return {record["id"] for record in reader("export", *query, "--format", "csl-json").json}

    every, issue = keys(), keys("issue:197")
    assert issue < every


def test_the_same_library_gives_the_same_bytes(reader: Reader, library: Path) -> None:
    assert reader("export", "--format", "json").out == reader("export", "--format", "json").out
    listed = reader("list", "--json").json
    exported = reader("export", "--format", "json").json
    assert [{name: whole[name] for name in row} for row, whole in zip(listed, exported, strict=True)] == listed


def test_out_says_where(reader: Reader, library: Path, tmp_path: Path) -> None:
    assert reader("export", "--format", "ris", "--out", tmp_path / "refs").status == 0
    assert reader("export", "--format", "ris", "--out", tmp_path / "refs.txt").status == 0
    assert reader("export", "--format", "markdown", "--out", tmp_path / "all.md").status == 0
    assert (tmp_path / "refs" / "research-reader.ris").read_bytes() == (tmp_path / "refs.txt").read_bytes()
    assert (tmp_path / "all.md").is_file()


def complaints(library: Path, tmp_path: Path) -> list[tuple[list[object], str]]:
    (tmp_path / "file").write_text("x")
    return [
        (["--format", "obsidian"], "need a folder"),
        (["--format", "json", "--out", library], "the library itself"),
        (["--format", "json", "--out", f"{library}-journal"], "the library itself"),  # SQLite would roll it back
        (["--format", "json", "--out", tmp_path / f"{'x' * 300}.json"], "too long"),
        (["--format", "obsidian", "--out", tmp_path / ("x" * 300)], "too long"),
        (["--format", "obsidian", "--out", tmp_path / "file"], "choose a folder"),
        (["--format", "ris", "--out", tmp_path / "file" / "x.ris"], "is a file"),
        (["is:nothing", "--format", "ris"], "Unknown `is:nothing`"),
        (["--format", "ris", "--library", tmp_path / "none.db"], "There is no library"),
    ]


@pytest.mark.parametrize("number", range(9))
def test_what_cannot_be_done_is_said_in_one_line(reader: Reader, library: Path, tmp_path: Path, number: int) -> None:
    arguments, word = complaints(library, tmp_path)[number]
    done = reader("export", *arguments)
    assert (done.status, done.out) == (1, "")
    assert word in done.complaint
    assert len(reader("list", "--json").json) > 50, "the library is whole"


def test_a_format_must_be_named(reader: Reader, library: Path) -> None:
    assert reader("export").status == 2
    assert reader("export", "--format", "endnote").status == 2


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything can be written to by root")
def test_an_unwritable_folder_is_told(reader: Reader, library: Path, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    done = reader("export", "--format", "obsidian", "--out", folder)
    assert done.status == 1
    assert "Choose a folder that you may write to" in done.complaint


def test_a_reader_that_has_seen_enough_is_no_error(library: Path) -> None:
    command = [sys.executable, "-m", "reader", "export", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""


def test_progress_is_told(reader: Reader, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.cli.export_command.TOLD_EVERY_S", 0.0)
    done: Any = reader("export", "--format", "csv", "--limit", "3")
    assert done.err.splitlines() == ["0 of 3", "1 of 3", "2 of 3", "3 of 3"]
