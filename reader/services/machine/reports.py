"""Writes unexpected errors to the log, and tells the user so in words."""

import traceback
from datetime import UTC, datetime
from pathlib import Path

from reader import __version__
from reader.core.text.clean import clean_line
from reader.services.machine import folders

LOG_CAP = 1_000_000


def report_unexpected(error: BaseException) -> str:
    """Append the traceback to the log and return the sentence to show, with the log's path."""
    name = clean_line(f"{type(error).__name__}: {error}", cap=200)
    path = folders.log()
    try:
        _append(path, "".join(traceback.format_exception(error)))
    except OSError as refused:
        return f"Something unexpected happened ({name}), and the log {path} cannot be written ({refused.strerror})."
    return f"Something unexpected happened ({name}). What you did before is safe; details are in {path}"


def _append(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LOG_CAP:
        path.replace(path.with_suffix(".old.log"))
    with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(f"--- {datetime.now(UTC):%Y-%m-%d %H:%M:%SZ}, reader {__version__}\n{text}")
