"""Puts exports on the disk: written aside and renamed, whole or not at all, never outside the chosen folder."""

import errno
import os
import shutil
import stat
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reader.core.values.errors import ExportError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def write_file(path: Path, pieces: Iterable[str | bytes]) -> None:
    """Write one file, replacing an older one when all of it is on the disk. ExportError: it is as it was before."""
    _refuse_odd(path)
    with telling(path), _folder_for(path.parent):
        aside = path.with_name(f".{uuid.uuid4().hex}.part")
        try:
            _fill(aside, pieces)
            os.replace(aside, path)
        finally:
            with suppress(OSError):
                aside.unlink(missing_ok=True)


def write_files(folder: Path, files: Iterable[tuple[Path, str]]) -> int:
    """Write files below a folder, by their places in it; returns how many.

    ExportError: the folder is as it was before.

    All are written into a hidden folder in it first, so that a full disk is known before any takes its place.
    """
    with telling(folder):
        if folder.exists() and not folder.is_dir():
            raise ExportError(f"{folder} is a file; choose a folder for these notes.")
    with telling(folder), _folder_for(folder):
        aside = folder / f".reader-export-{uuid.uuid4().hex}"
        try:
            aside.mkdir()
            written: list[tuple[Path, Path]] = []
            for number, (place, text) in enumerate(files):
                _fill(aside / str(number), [text], is_flushed=False)
                written.append((aside / str(number), folder / place))
            for fresh, final in written:
                os.replace(fresh, final)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return len(written)


def _fill(path: Path, pieces: Iterable[str | bytes], *, is_flushed: bool = True) -> None:
    """Write a file; ``is_flushed`` waits for the disk, which for each of many notes takes longer than all else."""
    with path.open("xb") as file:
        for piece in pieces:
            file.write(piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace"))
        if is_flushed:
            file.flush()
            os.fsync(file.fileno())


def _refuse_odd(path: Path) -> None:
    """Refuse to replace anything but a plain file: putting one in the place of a device would destroy it."""
    with suppress(OSError):
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ExportError(f"{path} is a folder; name a file in it.")
        if not stat.S_ISREG(mode):
            raise ExportError(f"{path} is no ordinary file; --out - writes to standard output.")


@contextmanager
def _folder_for(folder: Path) -> Iterator[None]:
    """The folder, made if it is missing; a folder that was made for nothing is removed again."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for one in missing:
            with suppress(OSError):
                one.rmdir()
        raise


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn an error of the system about a path or a failed write into an ExportError with one sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            reason = f"There is no room for the export {path}. Free some space, or choose another disk for it."
        elif error.errno in _FORBIDDEN:
            reason = f"The export {path} cannot be written there. Choose a folder that you may write to."
        elif error.errno in (errno.ENOTDIR, errno.EEXIST):
            reason = f"The export {path} cannot be written: a part of its path is a file. Choose another place."
        else:
            reason = f"The export {path} could not be written: {error.strerror or error}."
        raise ExportError(reason) from error
