"""Automatic backups: one a day if anything changed, in a folder beside the library; the settings say how many stay.

A backup's name says when it was made and up to which group of changes it goes, so nothing else need be remembered.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.settings import Settings
from reader.core.values.errors import LibraryError
from reader.services.machine.user_library import open_library

if TYPE_CHECKING:
    from reader.store import Library

_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"-(?P<at>\d{8}-\d{6})-(?P<group>\d+)\.db")
USUAL = Settings()


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its file, when it was made, and the newest group of changes in it (0: none)."""

    path: Path
    at: datetime
    group: int


def backup_folder(library: Path) -> Path:
    """The folder of a library's backups, beside it."""
    return library.with_name(f"{library.stem}-backups")


def list_backups(library: Path) -> list[Backup]:
    """The backups of the library at a path, the newest first; other files in the folder are not looked at."""
    prefix, found = library.stem, []
    folder = backup_folder(library)
    for path in folder.iterdir() if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name.removeprefix(prefix)) if path.name.startswith(prefix) else None
        at = _moment(match["at"]) if match else None
        if match and at:
            found.append(Backup(path, at, int(match["group"])))
    return sorted(found, key=lambda backup: (backup.at, backup.group), reverse=True)


def back_up_if_due(library: "Library", settings: Settings = USUAL, *, now: datetime | None = None) -> Path | None:
    """Make today's backup if there is none yet and something changed since the last, and thin the old ones.

    The new file is returned, None where none was due. For a background thread. LibraryError: it could not be made.
    """
    now = (now or datetime.now(UTC)).astimezone(UTC)
    newest = next(iter(list_backups(library.path)), None)
    if library.is_read_only or (newest is not None and newest.at.date() >= now.date()):
        return None
    reader = library.reader()
    try:
        group = int(reader.last_group() or 0)
    finally:
        reader.close()
    if group == (newest.group if newest else 0):
        return None
    path = backup_folder(library.path) / f"{library.path.stem}-{now.strftime(_STAMP)}-{group}.db"
    library.backup(path)
    thin(library.path, settings)
    return path


def thin(library: Path, settings: Settings) -> list[Path]:
    """Delete the backups that no period keeps; their paths are returned."""
    backups = list_backups(library)
    kept = keep((backup.at for backup in backups), settings)
    gone = [backup.path for backup in backups if backup.at not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def keep(moments: Iterable[datetime], settings: Settings = USUAL) -> set[datetime]:
    """The backups that stay: the newest of each of the last days, weeks and months that have any."""
    kept: set[datetime] = set()
    newest_first = sorted(moments, reverse=True)
    for count, period in _periods(settings):
        newest: dict[object, datetime] = {}
        for moment in newest_first:
            newest.setdefault(period(moment), moment)
        kept.update(list(newest.values())[:count])
    return kept


def _periods(settings: Settings) -> tuple[tuple[int, Callable[[datetime], object]], ...]:
    """The number of each period that keep their newest backup."""
    return (
        (settings.backups_daily, lambda at: at.date()),
        (settings.backups_weekly, lambda at: at.isocalendar()[:2]),
        (settings.backups_monthly, lambda at: (at.year, at.month)),
    )


def set_aside(library: Path) -> Path:
    """Move a damaged library, with what waits beside it, out of the way, so that a backup can take its place.

    Its new path is returned; nothing is deleted. OSError: it could not be moved.
    """
    stamp = datetime.now(UTC).strftime(_STAMP)
    aside = library.with_name(f"{library.stem}-damaged-{stamp}{library.suffix}")
    for ending in ("-wal", "-shm", ""):
        beside = library.with_name(library.name + ending)
        if beside.exists():
            os.rename(beside, aside.with_name(aside.name + ending))
    return aside


def put_back(library: Path) -> Backup | None:
    """Put the newest sound backup in the place of a damaged library, which is set aside; None: there is none.

    OSError, LibraryError: it could not be done; then the damaged library may be aside already, never deleted.
    """
    for backup in list_backups(library):
        fresh = library.with_name(f"{library.name}.restored")
        shutil.copyfile(backup.path, fresh)
        if _is_sound(fresh):
            set_aside(library)
            os.replace(fresh, library)
            return backup
        fresh.unlink()
    return None


def _is_sound(path: Path) -> bool:
    try:
        library = open_library(path, create=False)
    except LibraryError:
        return False
    try:
        return not library.check_integrity()
    finally:
        library.close()


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
