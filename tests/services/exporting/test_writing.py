"""On the disk: whole or not at all, said in one sentence, and never outside the chosen folder."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.core.values.errors import ExportError
from reader.services.exporting.vault.write_files import write_file, write_files


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def failing() -> Iterator[str]:
    yield "half"
    raise KeyboardInterrupt


def full(handle: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "refs.bib"
    write_file(path, ["a", "ü"])
    write_file(path, ["b"])
    assert tree(tmp_path) == {"new/refs.bib": b"b"}


def test_what_breaks_off_leaves_all_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text("old")
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "refs.bib", failing())
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "none" / "refs.bib", failing())
    with pytest.raises(KeyboardInterrupt):
        write_files(tmp_path, ((Path(name), name) for name in failing()))
    assert tree(tmp_path) == {"refs.bib": b"old"}
    assert os.listdir(tmp_path) == ["refs.bib"]


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "refs.bib").write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match=r"^There is no room for the export .*refs\.bib\. Free some space"):
        write_file(tmp_path / "refs.bib", ["new"])
    monkeypatch.setattr("reader.services.exporting.vault.write_files._fill", lambda *_, **__: full(0))
    with pytest.raises(ExportError, match="no room"):
        write_files(tmp_path / "vault" / "sub", [(Path("a.md"), "a")])
    assert os.listdir(tmp_path) == ["refs.bib"]
    assert (tmp_path / "refs.bib").read_text() == "old"


def test_what_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportError, match="a part of its path is a file"):
        write_file(tmp_path / "file" / "refs.bib", ["x"])
    with pytest.raises(ExportError, match="is a file; choose a folder"):
        write_files(tmp_path / "file", [])
    with pytest.raises(ExportError, match="is a folder; name a file in it"):
        write_file(tmp_path, ["x"])

    def refused(*_: object) -> None:
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(ExportError, match="cannot be written there"):
        write_file(tmp_path / "refs.bib", ["x"])
    assert os.listdir(tmp_path) == ["file"]


def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(ExportError, match="no ordinary file"):
        write_file(pipe, ["x"])
    assert pipe.is_fifo()
