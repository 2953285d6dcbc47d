"""Zip archives: members are read by name into memory, within limits, and never extracted to disk."""

import csv
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import BinaryIO

from reader.core.text.clean import clean_line
from reader.core.values.errors import DocumentError
from reader.documents.raw.charsets import decode

# Against archives that unpack without end (SAFETY 9): of a whole archive, and last of one member.
MAX_MEMBERS = 10_000
MAX_UNPACKED = 200_000_000
MAX_RATIO = 100
MAX_MEMBER = 50_000_000
# Small archives may be as well compressed as they like.
FREE_UNPACKED = 1_000_000

_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
)
_POST = re.compile(r"^(?:.*/)?posts/(?P<id>[^/]+)\.html$")
_POST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name there, and its bytes or the reason why there are none."""

    name: str
    data: bytes = b""
    refusal: str | None = None


def read_members(file: BinaryIO, name: str, *, is_wanted: Callable[[str], bool]) -> Iterator[Member]:
    """The wanted files of an archive, in its order; one that cannot be read costs no other.

    DocumentError: the archive as a whole is damaged, or breaks the limits.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            _refuse(infos, name, file)
            wanted = [info for info in infos if not info.is_dir() and is_wanted(info.filename)]
            posts = _posts(archive, infos)
            unpacked = 0
            for info in wanted:
                shown = clean_line(info.filename, cap=300) or "a member without a name"
                if shown.lower().endswith(".zip"):
                    yield Member(shown, refusal=f"{shown} in {name} is an archive inside an archive. Unpack it first.")
                    continue
                if info.file_size > MAX_MEMBER:
                    yield Member(shown, refusal=f"{shown} in {name} is larger than 50 MB, too large for a newsletter.")
                    continue
                try:
                    data = _read(archive, info, MAX_UNPACKED - unpacked)
                except _FAULTS:
                    yield Member(shown, refusal=f"{shown} in {name} is damaged or protected, and cannot be read.")
                    continue
                if data is None:
                    raise DocumentError(f"{name} holds more than it says, or more than 200 MB. It is not opened.")
                unpacked += len(data)
                yield Member(shown, _titled(data, posts.get(_post_id(info.filename))))
    except _FAULTS as error:
        raise DocumentError(f"{name} is an archive that is damaged or protected, and cannot be read.") from error


def _refuse(infos: list[zipfile.ZipInfo], name: str, file: BinaryIO) -> None:
    size = file.seek(0, io.SEEK_END)
    total = sum(info.file_size for info in infos)
    if len(infos) > MAX_MEMBERS:
        raise DocumentError(f"{name} holds more than {MAX_MEMBERS:,} files and is not opened.")
    if total > MAX_UNPACKED:
        raise DocumentError(f"{name} holds more than 200 MB and is not opened.")
    if total > FREE_UNPACKED and total > MAX_RATIO * size:
        raise DocumentError(
            f"{name} is packed more than {MAX_RATIO} times, too tightly for newsletters. It is not opened."
        )


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes | None:
    """The bytes of a member; None when there are more than the archive says or the limits allow."""
    allowed = min(info.file_size, most)
    with archive.open(info) as member:
        data = member.read(allowed + 1)
    return data if len(data) <= allowed else None


def _posts(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> dict[str, str]:
    """The titles that ``posts.csv`` of a Substack export gives to its ``posts/<id>.html``, which have none."""
    table = next((info for info in infos if info.filename.rpartition("/")[2] == "posts.csv"), None)
    try:
        data = _read(archive, table, MAX_MEMBER) if table else None
        if not data:
            return {}
        rows = csv.DictReader(io.StringIO(decode(data, "posts.csv")))
        return {
            row["post_id"]: row["title"]
            for _, row in zip(range(_POST_ROWS), rows, strict=False)
            if row.get("post_id") and row.get("title")
        }
    except (*_FAULTS, csv.Error, DocumentError):
        return {}


def _post_id(member: str) -> str:
    found = _POST.match(member)
    return found["id"] if found else ""


def _titled(data: bytes, title: str | None) -> bytes:
    """A post's HTML with the title that the export keeps beside it."""
    return data if title is None else b"<h1>" + escape(title).encode() + b"</h1>\n" + data
