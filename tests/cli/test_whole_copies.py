"""``reader export --format json`` and ``reader import`` of what it wrote: the way of a library to another machine."""

import json
from pathlib import Path

from cli.conftest import Reader

STATE = ("--star", "--read", "--tag", "to read/soon")


def test_a_library_goes_to_another_machine_and_back(reader: Reader, library: Path, tmp_path: Path) -> None:
    ids = [row["id"] for row in reader("list", "--json").json]
    assert reader("mark", *ids[:5], *STATE).status == 0
    assert reader("note", ids[2], "“Notes” & more\nin [[lines]]").status == 0
    out, new = tmp_path / "export.json", tmp_path / "new.db"
    assert reader("export", "--format", "json", "--out", out).status == 0
    done = reader("--library", new, "import", out)
    assert (done.status, done.err) == (0, "")
    assert reader("--library", new, "export", "--format", "json", "--out", "-").out == out.read_text("utf-8")
    assert reader("--library", new, "list", "--json").out == reader("list", "--json").out
    assert reader("--library", new, "check").status == 0
    again = reader("import", out, "--json").json
    assert {result["outcome"] for result in again} == {"already there"}


def test_a_part_of_a_library_comes_through_standard_input(reader: Reader, library: Path, tmp_path: Path) -> None:
    part = reader("export", "issue:197", "--format", "json", "--out", "-").out
    new = tmp_path / "new.db"
    assert reader("--library", new, "import", "-", stdin=part.encode()).status == 0
    assert reader("--library", new, "export", "--format", "json", "--out", "-").out == part


def test_words_that_were_searched_do_not_change_the_order_of_the_file(
    reader: Reader, library: Path, tmp_path: Path
) -> None:
    part = reader("export", "learning", "--format", "json", "--out", "-").out
    new = tmp_path / "new.db"
    assert reader("--library", new, "import", "-", stdin=part.encode()).status == 0
    assert reader("--library", new, "export", "--format", "json", "--out", "-").out == part


def test_an_export_is_no_newsletter_to_parse(reader: Reader, library: Path, tmp_path: Path) -> None:
    out = tmp_path / "export.json"
    reader("export", "--format", "json", "--out", out)
    done = reader("parse", out)
    assert (done.status, done.complaint) == (
        1,
        "reader: export.json is an export of the reader. Import it with reader import.",
    )


def test_web_annotations_are_written(reader: Reader, library: Path) -> None:
    ids = [row["id"] for row in reader("list", "--json").json]
    reader("note", ids[0], "Mine")
    (one,) = json.loads(reader("export", "--format", "web-annotation").out)
    assert (one["motivation"], one["body"][0]["value"]) == ("commenting", "Mine")
