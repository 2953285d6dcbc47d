"""The samples come once, with the first library, and never again."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.core.state.changes import Edit, Field, Origin
from reader.core.values.errors import LibraryError
from reader.services.imports import samples
from reader.services.machine import folders, preferences
from reader.services.machine.user_library import open_library
from reader.services.worker.parse_worker import ParseWorker
from reader.services.worker.parsing import Parsed
from reader.split import Before


def test_a_library_is_begun_with_the_samples(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    assert samples.are_wanted(path)
    samples.make_library(path)
    library = open_library(path)
    try:
        reader = library.reader()
        titles = [row.title for row in reader.publications()]
        issues = sum(row.issues for row in reader.publications())
        reader.close()
    finally:
        library.close()
    assert "Deep Learning Weekly" in titles
    assert issues == 5


def test_samples_are_read_within_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "samples"
    folder.mkdir()
    (folder / "a.html").write_text("<html><body><p>Some words.</p></body></html>")
    monkeypatch.setattr("reader.core.paths.samples", lambda: folder)
    parsed: list[str] = []
    parse = ParseWorker.parse

    def noting(worker: ParseWorker, path: Path, before: Before) -> Iterator[Parsed]:
        parsed.append(path.name)
        return parse(worker, path, before)

    monkeypatch.setattr(ParseWorker, "parse", noting)
    samples.make_library(tmp_path / "library.db")
    assert parsed == ["a.html"]
    assert len(issues_of(tmp_path / "library.db")) == 1


def test_removed_samples_stay_away(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    samples.make_library(path)
    library = open_library(path)
    try:
        reader = library.reader()
        publications = tuple(row.id for row in reader.publications())
        library.change(
            [Edit(Field.PUBLICATION_REMOVED, publications, True)], origin=Origin.CLI, label="Remove"
        ).result()
        assert reader.publications() == []
        reader.close()
    finally:
        library.close()
    assert not samples.are_wanted(path), "a library that is there is never filled again"


def test_without_a_source_checkout_there_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.core.paths.samples", lambda: None)
    assert samples.files() == []
    assert not samples.are_wanted(tmp_path / "library.db")


def test_a_library_that_was_named_is_begun_by_the_window_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert samples.are_wanted_by_command(None), "the user's own"
    path = tmp_path / "library.db"
    assert samples.are_wanted(path)
    assert not samples.are_wanted_by_command(str(path))
    monkeypatch.setenv("READER_LIBRARY", str(path))
    assert not samples.are_wanted_by_command(None)
    monkeypatch.delenv("READER_LIBRARY")
    samples.make_library(folders.default_library())
    assert not samples.are_wanted_by_command(None)


def test_there_are_none_where_the_user_wants_none(tmp_path: Path) -> None:
    preferences.write(folders.settings(), {"samples": False})
    assert not samples.are_wanted(tmp_path / "library.db")
    assert not samples.are_wanted_by_command(None)


KILLED = """
import os, sys
from collections.abc import Iterator
from pathlib import Path
from reader.services.imports import samples
samples.make_library(Path(sys.argv[1]), report=lambda result: os._exit(9))
"""


def test_a_kill_leaves_no_part_of_the_samples(tmp_path: Path) -> None:
    path = tmp_path / "new" / "library.db"
    assert subprocess.run([sys.executable, "-c", KILLED, str(path)], timeout=60).returncode == 9
    assert samples.are_wanted(path)
    samples.make_library(path)
    assert len(issues_of(path)) == 5


def test_a_library_that_is_made_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    samples.make_library(path, report=lambda result: open_library(path).close())
    assert issues_of(path) == []
    assert not list(tmp_path.glob(".*")), "what was made in vain is gone"


def test_a_place_that_takes_no_library_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="library"):
        samples.make_library(tmp_path / "file" / "library.db")
    assert os.listdir(tmp_path) == ["file"]


def issues_of(path: Path) -> list[str]:
    library = open_library(path, create=False)
    try:
        reader = library.reader()
        titles = [issue.title or "" for publication in reader.publications() for issue in reader.issues(publication.id)]
        reader.close()
        return titles
    finally:
        library.close()
