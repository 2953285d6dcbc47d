"""``parse`` and ``import``: each document one result, nothing half-imported."""

import fcntl
import io
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from reader.__main__ import main


def test_parse_prints_sections_and_items_with_their_lines(reader: Any, seeds: Path) -> None:
    told = reader("parse", seeds / "deep-learning-weekly-197.txt", "--json")
    assert told.status == 0
    (issue,) = told.json["issues"]
    assert issue["number"] == 197
    items = [item for section in issue["sections"] for item in section["items"]]
    assert len(items) > 10
    assert {"title", "body", "is_abstract", "kind", "url", "tags", "lines"} <= set(items[0])


def test_parse_reads_standard_input_alike(reader: Any, seeds: Path) -> None:
    file = seeds / "link-digest-performance.txt"
    assert reader("parse", "-", "--json", stdin=file.read_bytes()).json == reader("parse", file, "--json").json


def test_parse_for_people_shows_the_headings(reader: Any, seeds: Path) -> None:
    told = reader("parse", seeds / "deep-learning-weekly-209.txt")
    assert "\nIndustry\n" in told.out
    assert "#209" in told.out.splitlines()[0]


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02" * 50, b"   \n"])
def test_what_cannot_be_read_is_refused_in_one_line(reader: Any, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "odd.txt"
    file.write_bytes(data)
    for arguments in (["parse", file], ["import", file, "--library", tmp_path / "library.db"]):
        told = reader(*arguments)
        assert told.status == 1
        assert "odd.txt" in told.complaint
        assert told.out == ""


def test_import_tells_of_each_document(reader: Any, seeds: Path, tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    told = reader("import", seeds, "--library", library)
    assert told.status == 0
    assert told.err == ""
    assert len(told.out.splitlines()) == 5
    assert "deep-learning-weekly-195.txt: stored, " in told.out
    again = reader("--library", library, "import", seeds, "--json")
    assert again.status == 0
    assert {result["outcome"] for result in again.json} == {"already there"}
    assert len(reader("list", "--library", library, "--json").json) == sum(result["items"] for result in again.json)


def test_one_bad_document_does_not_stop_the_others(reader: Any, seeds: Path, tmp_path: Path) -> None:
    bad = tmp_path / "empty.txt"
    bad.touch()
    library = tmp_path / "library.db"
    good = seeds / "link-digest-performance.txt"
    told = reader("import", bad, good, tmp_path / "nowhere", "--library", library, "--json")
    assert told.status == 1
    outcomes = {Path(result["path"]).name: result["outcome"] for result in told.json}
    assert outcomes == {"nowhere": "failed", "empty.txt": "failed", good.name: "stored"}
    assert [line for line in told.err.splitlines() if line.startswith("reader: ")] == [
        f"reader: There is no file {tmp_path / 'nowhere'}.",
        "reader: empty.txt is empty.",
    ]
    with sqlite3.connect(library) as connection:
        assert connection.execute("SELECT count(*) FROM issue").fetchone() == (1,)
    connection.close()


def test_a_mistyped_name_makes_no_library(reader: Any, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    told = reader("import", tmp_path / "nowhere", tmp_path / "folder", "--library", tmp_path / "library.db")
    assert told.status == 1
    assert "holds no newsletters" in told.err
    assert not (tmp_path / "library.db").exists()


def test_import_reads_standard_input(reader: Any, seeds: Path, tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    data = (seeds / "link-digest-performance.txt").read_bytes()
    assert reader("import", "-", "--library", library, stdin=data).status == 0
    assert len(reader("list", "--json", "--library", library).json) == 10


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the super-user may read everything")
def test_a_file_without_rights_is_refused(reader: Any, tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text("words")
    file.chmod(0)
    assert "right" in reader("import", file, "--library", tmp_path / "library.db").complaint


def test_a_bug_in_reading_costs_one_document(
    reader: Any, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.services.worker import bounds

    def parse(path: Path, before: Any) -> Any:
        if "195" in path.name:
            raise RecursionError("too deep")
        return parse_all(path, before)

    parse_all = bounds.parse_all
    monkeypatch.setattr(bounds, "parse_all", parse)
    told = reader("import", seeds, "--library", tmp_path / "library.db")
    assert told.status == 1
    assert "deep-learning-weekly-195.txt cannot be read" in told.complaint
    assert len(told.out.splitlines()) == 4


def test_a_large_document_is_bounded_in_time(
    reader: Any, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.cli.import_commands.PATIENCE", 0.01)
    monkeypatch.setattr("reader.services.worker.bounds.SMALL", 10_000)
    told = reader("import", seeds, "--library", tmp_path / "library.db")
    assert told.status == 1
    assert "took more than 0.01 seconds" in told.err
    small = [file for file in seeds.glob("*.txt") if file.stat().st_size <= 10_000]
    assert len(told.out.splitlines()) == len(small)
    assert reader("parse", max(seeds.glob("*.txt"), key=lambda file: file.stat().st_size)).status == 1


def test_a_large_document_is_read_like_a_small_one(reader: Any, seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = seeds / "deep-learning-weekly-197.txt"
    here = reader("parse", file, "--json").json
    monkeypatch.setattr("reader.services.worker.bounds.SMALL", 0)
    assert reader("parse", file, "--json").json == here


@pytest.mark.starts_worker
def test_code_beside_a_document_is_not_run(
    reader: Any, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("charset_normalizer", "pickle", "reader"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("reader.services.worker.bounds.SMALL", 0)
    assert reader("parse", seeds / "deep-learning-weekly-197.txt").status == 0
    assert not (tmp_path / "ran").exists()


def _box(path: Path, count: int) -> Path:
    path.write_text(
        "".join(
            f"From a@b.example Tue Jan  2 03:04:05 2024\nFrom: Harbour <a@b.example>\nMessage-ID: <{n}@b.example>\n"
            f"Subject: Harbour #{n}\n\nBody number {n}.\n\n"
            for n in range(1, count + 1)
        )
    )
    return path


def _contents(library: Path) -> list[Any]:
    with sqlite3.connect(library) as connection:
        rows = connection.execute(
            "SELECT item.id, item.title, item.position, issue.id, number, issue.name, publication.title, body, sha256 "
            "FROM item JOIN item_text ON item_text.id = item.id JOIN issue ON issue.id = item.issue_id "
            "JOIN publication ON publication.id = item.publication_id "
            "JOIN original ON original.id = item_text.original_id ORDER BY item.id"
        ).fetchall()
    connection.close()
    return rows


def test_parse_prints_every_issue_of_a_mailbox(reader: Any, tmp_path: Path) -> None:
    told = reader("parse", _box(tmp_path / "box", 3), "--json")
    assert [issue["number"] for issue in told.json["issues"]] == [1, 2, 3]


def test_an_interrupted_import_repeated_equals_one_that_was_not(reader: Any, tmp_path: Path) -> None:
    box, library, whole = _box(tmp_path / f"{'box' * 60}.mbox", 80), tmp_path / "library.db", tmp_path / "whole.db"
    command = [sys.executable, "-m", "reader", "import", str(box), "--library", str(library)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        # It says a long line for each message into a pipe that takes few: so it is always met in the middle.
        if sys.platform == "linux":
            fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, 4096)
        until = time.monotonic() + 30
        while time.monotonic() < until and process.poll() is None:
            try:
                with sqlite3.connect(f"file:{library}?mode=ro", uri=True) as connection:
                    stored = connection.execute("SELECT count(*) FROM issue").fetchone()[0]
                connection.close()
            except sqlite3.Error:
                stored = 0
            if stored >= 5:
                break
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in errors
    assert 5 <= len(_contents(library)) < 80
    assert reader("import", box, "--library", library).status == 0
    assert reader("import", box, "--library", whole).status == 0
    assert _contents(library) == _contents(whole)
    assert reader("check", "--library", library).status == 0


def test_subscriptions_are_listed_with_their_addresses(reader: Any, tmp_path: Path) -> None:
    (tmp_path / "l.opml").write_text('<opml><body><outline text="F" xmlUrl="https://f.example/feed"/></body></opml>')
    library = tmp_path / "library.db"
    assert reader("import", tmp_path / "l.opml", "--library", library).status == 0
    (row,) = reader("publications", "--library", library, "--json").json
    assert (row["title"], row["url"]) == ("F", "https://f.example/feed")


class Endless(io.RawIOBase):
    """Standard input that never ends, as ``</dev/zero``; fails the test when too much of it is read."""

    def __init__(self, most: int) -> None:
        self.left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.left -= len(buffer)
        assert self.left > 0, "read on and on"
        buffer[:] = bytes(len(buffer))
        return len(buffer)


@pytest.mark.parametrize(
    ("arguments", "most", "words"),
    [
        (["parse", "-"], 50, "larger than 50 MB"),
        (["import", "-"], 50, "larger than 50 MB"),
        (["note", "1", "-"], 5, "larger than 5 MB"),
        (["apply"], 32, "larger than 32 MB"),
    ],
)
def test_standard_input_without_an_end_is_refused(
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    arguments: list[str],
    most: int,
    words: str,
) -> None:
    endless = io.BufferedReader(Endless(most * 1_000_000 + 2_000_000), 1 << 16)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(endless, encoding="utf-8"))
    assert main(arguments) == 1
    error = capfd.readouterr().err
    assert words in error
    assert len(error.splitlines()) == 1


def test_large_standard_input_is_bounded_and_read_like_a_file(
    reader: Any, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = seeds / "deep-learning-weekly-197.txt"
    monkeypatch.setattr("reader.services.worker.bounds.SMALL", 0)
    data = file.read_bytes()
    assert reader("parse", "-", "--json", stdin=data).json == reader("parse", file, "--json").json
    library = tmp_path / "library.db"
    assert "standard input: stored, 19 items" in reader("import", "-", "--library", library, stdin=data).out
    monkeypatch.setattr("reader.cli.import_commands.PATIENCE", 0.01)
    for arguments in (["parse", "-"], ["import", "-", "--library", library]):
        assert "standard input took more than 0.01 seconds" in reader(*arguments, stdin=data).complaint


@pytest.mark.parametrize("from_input", [True, False])
def test_a_small_document_that_is_not_plain_text_is_bounded_too(
    reader: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, from_input: bool
) -> None:
    page = b"<html><body><h1>Bay 3</h1><p>Some words.</p></body></html>"
    (tmp_path / "page.html").write_bytes(page)
    monkeypatch.setattr("reader.cli.import_commands.PATIENCE", 0.01)
    name, given = ("-", page) if from_input else (tmp_path / "page.html", None)
    for arguments in (["parse", name], ["import", name, "--library", tmp_path / "library.db"]):
        assert "took more than 0.01 seconds" in reader(*arguments, stdin=given).complaint


def test_a_guess_is_told_by_parse_and_import(reader: Any, seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_text("Words in no layout.")
    sure, unsure = seeds / "deep-learning-weekly-197.txt", tmp_path / "odd.txt"
    assert [reader("parse", file).out.splitlines()[0].endswith("(check this split)") for file in (sure, unsure)] == [
        False,
        True,
    ]
    found = reader("import", sure, unsure, "--library", tmp_path / "library.db", "--json").json
    assert [one["guess"] for one in found] == [False, True]
