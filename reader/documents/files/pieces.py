"""Pieces: what a path holds, one after the other; each can be read alone, so that one bad piece costs no other.

A file is one piece, except that an mbox is one for each message, an export of the reader one for each issue, and an
archive one for each member.
"""

import io
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

from reader.core.text.clean import clean_line
from reader.core.values.errors import DocumentError
from reader.documents.files.archives import read_members
from reader.documents.files.file_kinds import ENDINGS, HEAD, Format, recognise
from reader.documents.files.library_json import issues_of
from reader.documents.mail.mailboxes import is_maildir, maildir_files, read_messages

# The bound of one document (SAFETY 9); an mbox is streamed and may be of any size.
MAX_BYTES = 50_000_000
MAX_FILES = 200_000
# Files of a folder whose ending says little are documents only if their content does.
_DOUBTFUL = frozenset({".json", ".xml", ""})
# What folders hold beside newsletters.
_ABOUT = frozenset({"readme", "license", "licence", "changelog", "contributing"})
_SURE = frozenset({Format.MAIL, Format.MBOX, Format.FEED, Format.JSON_FEED, Format.LIBRARY, Format.OPML})


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes to be read as one document (or one feed): what messages call it, how it was told, where it begins."""

    name: str
    data: bytes = b""
    format: Format | None = None
    refusal: str | None = None
    first_line: int = 1


def find_files(path: Path, *, is_cancelled: Callable[[], bool] = lambda: False) -> list[Path]:
    """The files a path names: itself, or the documents of a folder and its folders. DocumentError: there are none.

    What cannot be looked into stands for itself, so that whoever reads it is told why. Looking through a large folder
    takes long: it ends early when ``is_cancelled``.
    """
    if not os.path.lexists(path):
        raise DocumentError(f"There is no file {clean_line(str(path))}.")
    if not path.is_dir():
        return [path]
    found = list(_walk(path, is_cancelled))
    if not found and not is_cancelled():
        raise DocumentError(f"The folder {clean_line(str(path))} holds no newsletters. Name the files to import.")
    return found


def is_plain(data: bytes, name: str) -> bool:
    """Whether bytes are plain text. Small plain text can be read without limits of time and memory."""
    return recognise(data[:HEAD], name) is Format.TEXT


def pieces(path: Path) -> Iterator[Piece]:
    """The pieces of a file, one by one. DocumentError: it cannot be read."""
    name = clean_line(path.name) or str(path)
    try:
        found = path.stat()
        _refuse_kind(path, found, name)
        with path.open("rb") as file:
            yield from _file_pieces(file, name, found.st_size)
    except FileNotFoundError as error:
        raise DocumentError(f"There is no file {clean_line(str(path))}.") from error
    except PermissionError as error:
        raise DocumentError(f"You may not read {name}. Change its permissions first.") from error
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else "the disk does not answer"
        raise DocumentError(f"{name} cannot be read: {reason}.") from error
    except ValueError as error:
        raise DocumentError(f"{name} cannot be read: not a usable file name.") from error


def stream_pieces(file: BinaryIO, name: str) -> Iterator[Piece]:
    """The pieces of an open file that can be read from its beginning again."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    yield from _file_pieces(file, name, size)


def too_large(name: str) -> str:
    """The message for a document that breaks the limit of size."""
    return f"{name} is larger than 50 MB, too large for a newsletter."


def _file_pieces(file: BinaryIO, name: str, size: int) -> Iterator[Piece]:
    format = recognise(file.read(HEAD), name)
    file.seek(0)
    if format is Format.MBOX:
        yield from _messages(file, name)
    elif format is Format.LIBRARY:
        yield from _issues(file, name)
    elif format is Format.ZIP:
        yield from _members(file, name)
    else:
        # One byte more than allowed: a file that grows while it is read is refused too.
        data = file.read(MAX_BYTES + 1) if size <= MAX_BYTES else b""
        is_large = size > MAX_BYTES or len(data) > MAX_BYTES
        yield Piece(name, b"" if is_large else data, format, too_large(name) if is_large else None)


def _messages(file: BinaryIO, name: str) -> Iterator[Piece]:
    number = 0
    for number, (data, line) in enumerate(read_messages(file, most=MAX_BYTES), start=1):
        shown = f"{name}, message {number}"
        yield Piece(shown, data or b"", Format.MAIL, too_large(shown) if data is None else None, line)
    if not number:
        raise DocumentError(f"{name} looks like a mailbox, but holds no mail that can be read.")


def _issues(file: BinaryIO, name: str) -> Iterator[Piece]:
    for number, data in enumerate(issues_of(file, name, most=MAX_BYTES), start=1):
        shown = f"{name}, issue {number}"
        yield Piece(shown, data or b"", Format.LIBRARY, too_large(shown) if data is None else None)


def _members(file: BinaryIO, name: str) -> Iterator[Piece]:
    is_empty = True
    for member in read_members(file, name, is_wanted=_is_member):
        shown = f"{name}, {member.name}"
        if member.refusal:
            is_empty = False
            yield Piece(shown, refusal=member.refusal)
            continue
        format = _recognise(member.data[:HEAD], member.name)
        if not member.data.strip() or not _is_document(PurePath(member.name).suffix.lower(), format):
            continue
        is_empty = False
        if format is Format.MBOX:
            yield from _messages(io.BytesIO(member.data), shown)
        elif format is Format.LIBRARY:
            yield from _issues(io.BytesIO(member.data), shown)
        elif format is Format.ZIP:
            yield Piece(shown, refusal=f"{shown} is an archive inside an archive. Unpack it first.")
        else:
            yield Piece(shown, member.data, format)
    if is_empty:
        raise DocumentError(f"{name} holds no newsletters.")


def _is_member(name: str) -> bool:
    path = PurePath(name)
    hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts)
    return not hidden and (path.suffix.lower() in ENDINGS or not path.suffix)


def _recognise(data: bytes, name: str) -> Format:
    """The format by content alone where the name's ending says little."""
    return recognise(data, "" if PurePath(name).suffix.lower() in _DOUBTFUL else name)


def _is_document(ending: str, format: Format) -> bool:
    return ending not in _DOUBTFUL or format in _SURE


def _walk(folder: Path, is_cancelled: Callable[[], bool]) -> Iterator[Path]:
    for count, file in enumerate(_files(folder, is_cancelled), start=1):
        if count > MAX_FILES:
            raise DocumentError(f"The folder {clean_line(str(folder))} holds more than {MAX_FILES:,} files.")
        yield file


def _files(folder: Path, is_cancelled: Callable[[], bool]) -> Iterator[Path]:
    """Its documents by name; what cannot be looked at, a folder too, stands for itself, to be refused alone."""
    waiting = [folder]
    while waiting and not is_cancelled():
        path = waiting.pop()
        try:
            is_folder = path.is_dir()
            if is_folder and is_maildir(path):
                yield from maildir_files(path)
            elif is_folder and (path == folder or not path.is_symlink()):
                waiting += sorted((one for one in path.iterdir() if not one.name.startswith(".")), reverse=True)
            elif not is_folder and _is_wanted(path):
                yield path
        except OSError as error:
            if path == folder:
                raise DocumentError(f"The folder {clean_line(str(path))} cannot be read: {error.strerror}.") from error
            yield path


def _is_wanted(path: Path) -> bool:
    ending = path.suffix.lower()
    if not path.is_file() or (ending and ending not in ENDINGS) or path.stem.lower() in _ABOUT:
        return False
    if ending not in _DOUBTFUL:
        return True
    if not path.stat().st_size:
        return False  # nor is it opened: some files of the system that look empty never end
    with path.open("rb") as file:
        return _recognise(file.read(HEAD), path.name) in _SURE


def _refuse_kind(path: Path, found: os.stat_result, name: str) -> None:
    if stat.S_ISDIR(found.st_mode):
        next(path.iterdir(), None)  # a folder without the right to read it is told of as that
        raise DocumentError(f"{name} is a folder, not a document.")
    if not stat.S_ISREG(found.st_mode):
        raise DocumentError(f"{name} is a device or a pipe, not a document.")
    if not found.st_size:
        raise DocumentError(f"{name} is empty.")
