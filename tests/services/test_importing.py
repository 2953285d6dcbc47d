"""Importing: one result for each document, whatever the others do."""

import os
import re
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from reader.core.state.rows import Outcome
from reader.core.values.errors import DocumentError, LibraryFull
from reader.documents import find_files
from reader.services.imports.import_results import ImportResult, summary
from reader.services.imports.intake import import_bytes, import_paths
from reader.services.machine import folders
from reader.services.machine.user_library import open_library
from reader.services.worker.parse_worker import ParseWorker
from reader.services.worker.parsing import Parsed


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Any]:
    opened = open_library(tmp_path / "library" / "library.db")
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in (10, 2, 1):
        (folder / f"{number}.txt").write_text(
            f"Story {number}\n\nA body for story number {number}, with a few words.\n"
        )
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n")
    (folder / "deeper").mkdir()
    return folder


def test_a_folder_stands_for_its_text_files_by_name(folder: Path) -> None:
    assert [path.name for path in find_files(folder)] == ["1.txt", "10.txt", "2.txt"]
    assert find_files(folder / "picture.png") == [folder / "picture.png"]


def test_what_cannot_be_read_in_a_folder_costs_nothing_else(
    library: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "locked").mkdir()
    iterdir = Path.iterdir

    def refusing(path: Path) -> Iterator[Path]:
        if path.name == "locked":
            raise PermissionError(13, "Permission denied")
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", refusing)
    results = import_paths(library, [folder])
    assert [(result.path.name, result.stored is not None) for result in results] == [
        ("1.txt", True),
        ("10.txt", True),
        ("2.txt", True),
        ("locked", False),
    ]
    assert results[3].reason == "You may not read locked. Change its permissions first."


def test_folders_may_be_nested_as_deep_as_a_disk_allows(tmp_path: Path) -> None:
    made = [tmp_path / "a"]
    while len(made) < 1_200:
        made.append(made[-1] / "a")
    try:
        for one in made:
            one.mkdir()
        file = made[-1] / "1.txt"
        file.write_text("Some words.")
        assert find_files(tmp_path) == [file]
    finally:
        file.unlink(missing_ok=True)
        for one in reversed(made):
            one.rmdir()


@pytest.mark.parametrize(("name", "words"), [("deeper", "holds no newsletters"), ("nowhere", "There is no file")])
def test_what_names_no_document_says_so(folder: Path, name: str, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        find_files(folder / name)


def test_each_result_is_reported_when_it_is_on_disk(library: Any, folder: Path) -> None:
    seen: list[tuple[str, int]] = []

    def report(result: ImportResult) -> None:
        rows = library.reader()
        seen.append((result.path.name, rows.view_counts().all))
        rows.close()

    results = import_paths(library, [folder / "picture.png", folder, folder / "nowhere"], report=report)
    assert [result.path.name for result in results] == ["picture.png", "1.txt", "10.txt", "2.txt", "nowhere"]
    assert [result.stored is not None for result in results] == [False, True, True, True, False]
    assert [name for name, _ in seen] == [result.path.name for result in results]
    counts = [count for _, count in seen]
    assert counts[0] == 0
    assert counts[1] < counts[2] < counts[3] == counts[4]


def test_the_same_again_adds_nothing_whatever_it_is_called(library: Any, folder: Path) -> None:
    import_paths(library, [folder])
    data = (folder / "1.txt").read_bytes().replace(b"\n", b"\r\n")
    with ParseWorker() as worker:
        (again,) = import_bytes(library, data, "other name.txt", worker=worker)
    assert again.stored is not None
    assert again.stored.outcome is Outcome.ALREADY_THERE
    assert again.told == "other name.txt: already there"


def test_another_parser_can_be_given(library: Any, folder: Path) -> None:
    def parse(path: Path, before: Any) -> Any:
        raise DocumentError(f"{path.name} took too long.")

    (result,) = import_paths(library, [folder / "1.txt"], parse=parse)
    assert result == ImportResult(folder / "1.txt", reason="1.txt took too long.")


def test_a_library_that_cannot_be_written_ends_the_import(library: Any, folder: Path) -> None:
    class Full:
        reader = library.reader

        def store(self, document: Any, issue: Any, *, observed: Any) -> Any:
            raise LibraryFull("The disk is full.")

    with pytest.raises(LibraryFull):
        import_paths(Full(), [folder])  # type: ignore[arg-type]


def test_a_bug_in_storing_costs_one_document(library: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = library.store

    def failing(document: Any, issue: Any, **given: Any) -> Any:
        failed: Future[Any] = Future()
        failed.set_exception(IndexError("nobody foresaw this"))
        return failed if document.name == "10.txt" else store(document, issue, **given)

    monkeypatch.setattr(library, "store", failing)
    results = import_paths(library, [folder])
    assert [result.stored is not None for result in results] == [True, False, True]
    assert (results[1].reason or "").startswith("10.txt cannot be stored.")
    assert str(folders.log()) in (results[1].reason or "")


def test_a_summary_in_one_line(library: Any, folder: Path) -> None:
    first = import_paths(library, [folder])
    assert re.fullmatch(r"3 issues with \d+ items(, \d+ without a title)?(, \d guess(es)?)?", summary(first))
    again = import_paths(library, [folder / "1.txt", folder / "picture.png"])
    assert summary(again) == "1 already there, 1 could not be imported"
    assert summary([]) == "nothing to import"


BOX = "".join(
    f"From a@b.example Tue Jan  2 03:04:05 2024\nFrom: Harbour <a@b.example>\nMessage-ID: <{n}@b.example>\n"
    f"Subject: Harbour {n}\n\nBody number {n}.\n\n"
    for n in range(5)
)
OPML = '<opml><body><outline text="Feed" xmlUrl="https://f.example/feed" htmlUrl="https://f.example"/></body></opml>'


def test_every_message_of_a_mailbox_has_a_result(library: Any, tmp_path: Path) -> None:
    box = tmp_path / "box.mbox"
    box.write_text(BOX)
    results = import_paths(library, [box])
    assert [result.told for result in results[:2]] == [
        "box.mbox, message 1: stored, 1 item",
        "box.mbox, message 2: stored, 1 item",
    ]
    rows = library.reader()
    assert [(row.title, row.issues) for row in rows.publications()] == [("Harbour", 5)]
    rows.close()
    assert {result.stored.outcome for result in import_paths(library, [box]) if result.stored} == {
        Outcome.ALREADY_THERE
    }


def test_how_far_an_import_is_counts_files(library: Any, folder: Path) -> None:
    heard: list[tuple[int, int]] = []
    import_paths(library, [folder / "nowhere", folder], progress=lambda done, of: heard.append((done, of)))
    assert heard == [(0, 4), (1, 4), (2, 4), (3, 4)]


def test_what_is_stopped_while_it_is_read_is_no_failure(library: Any, folder: Path) -> None:
    stopped = threading.Event()

    def parse(path: Path, before: Any) -> Iterator[Any]:
        stopped.set()
        yield Parsed(0, path.name, reason="It was stopped.")

    assert import_paths(library, [folder], parse=parse, is_cancelled=stopped.is_set) == []


def test_a_cancelled_import_goes_on_where_it_stopped(library: Any, tmp_path: Path) -> None:
    box = tmp_path / "box.mbox"
    box.write_text(BOX)
    seen: list[ImportResult] = []
    first = import_paths(library, [box, box], report=seen.append, is_cancelled=lambda: len(seen) >= 2)
    assert len(first) == 2
    again = import_paths(library, [box])
    outcomes = [result.stored.outcome for result in again if result.stored]
    assert outcomes == [Outcome.ALREADY_THERE] * 2 + [Outcome.STORED] * 3


def test_a_subscription_list_makes_publications_with_addresses(library: Any, tmp_path: Path) -> None:
    file = tmp_path / "feeds.opml"
    file.write_text(OPML)
    (result,) = import_paths(library, [file])
    assert (result.told, result.is_failed) == ("feeds.opml: 1 new subscription", False)
    assert summary([result]) == "1 new subscription"
    rows = library.reader()
    assert [(row.title, row.address, row.issues) for row in rows.publications()] == [
        ("Feed", "https://f.example/feed", 0)
    ]
    rows.close()
    assert import_paths(library, [file])[0].told == "feeds.opml: 0 new subscriptions"


def test_a_feed_that_is_subscribed_to_is_the_publication_of_its_entries(library: Any, tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(OPML)
    item = '{"id": "1", "title": "One", "content_text": "Words."}'
    (tmp_path / "saved.json").write_text(
        '{"version": "https://jsonfeed.org/version/1", "title": "Its own name", '
        f'"feed_url": "https://f.example/feed", "items": [{item}]}}'
    )
    import_paths(library, [tmp_path])
    rows = library.reader()
    assert [(row.title, row.issues) for row in rows.publications()] == [("Feed", 1)]
    rows.close()


def test_mails_that_say_the_same_under_other_subjects_are_two(library: Any) -> None:
    with ParseWorker() as worker:
        for subject in ("One", "Two", "Two"):
            data = f"From: a@b.example\nSubject: {subject}\n\nThe same.".encode()
            import_bytes(library, data, "x.eml", worker=worker)
    rows = library.reader()
    assert rows.view_counts().all == 2
    rows.close()


def deep(folder: Path, name: str, levels: int) -> None:
    """A text file so many folders of this name below ``folder``."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(levels):
        os.mkdir(name, dir_fd=here)
        deeper = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    file = os.open("deep.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here)
    os.write(file, b"A story\n\nIts body, with a few words.\n")
    os.close(file)
    os.close(here)


def test_folders_in_folders_are_looked_through_however_deep(folder: Path) -> None:
    deep(folder / "deeper", "a", 1_300)
    try:
        assert sorted({path.name for path in find_files(folder)}) == ["1.txt", "10.txt", "2.txt", "deep.txt"]
    finally:
        subprocess.run(["rm", "-rf", folder / "deeper"], check=True)  # deeper than Python's rmtree can go


def test_a_folder_that_cannot_be_looked_into_costs_no_other(library: Any, folder: Path) -> None:
    deep(folder / "deeper", "a" * 250, 20)  # no path may be as long
    results = import_paths(library, [folder])
    assert [result.path.name for result in results if result.stored] == ["1.txt", "10.txt", "2.txt"]
    (failed,) = [result for result in results if result.is_failed]
    assert "File name too long" in failed.told


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_there_is_no_right_to_is_told_and_costs_no_other(library: Any, folder: Path) -> None:
    (folder / "secret").write_text("x")
    for name in ("secret", "deeper", "10.txt"):
        (folder / name).chmod(0)
    results = import_paths(library, [folder])
    (folder / "deeper").chmod(0o700)
    assert [result.path.name for result in results if result.stored] == ["1.txt", "2.txt"]
    assert sorted(result.told for result in results if result.is_failed) == [
        f"You may not read {name}. Change its permissions first." for name in ("10.txt", "deeper", "secret")
    ]


def test_looking_through_folders_can_be_stopped(library: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Path] = []
    iterdir = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda path: looked.append(path) or iterdir(path))  # type: ignore[func-returns-value]
    assert import_paths(library, [folder], is_cancelled=lambda: bool(looked)) == []
    assert looked == [folder]
