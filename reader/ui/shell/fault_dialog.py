"""Tells faults to the user: one dialog in plain words, the details in the log, and the program goes on."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMessageBox

from reader.core.values.errors import ReaderError
from reader.ui.shell.frame import Frame


def unexpected(frame: Frame) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Handle an error nobody foresaw: one dialog with the log's path, and the program goes on."""
    is_shown = False

    def show(sentence: str) -> None:
        nonlocal is_shown
        if not is_shown:
            is_shown = True
            tell("Something unexpected happened", sentence, frame)
            is_shown = False

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QTimer.singleShot(0, frame.close)
            return
        from reader.services.machine.reports import report_unexpected

        sentence = report_unexpected(error)
        print(sentence, file=sys.stderr)
        QTimer.singleShot(0, frame, lambda: show(sentence))  # not from inside of painting

    return hook


def offer_backup(library: Path, damage: str, frame: Frame) -> None:
    """Offer the newest backup in the place of a damaged library; the damaged file is kept beside it."""
    from reader.services.machine.backups import list_backups, put_back

    newest = next(iter(list_backups(library)), None)
    if newest is None:
        tell("The library is damaged", f"{damage}\n\nThere is no backup. The file is left as it is.", frame)
        return
    question = (
        f"{damage}\n\nThere is a backup of {newest.at.astimezone():%Y-%m-%d %H:%M}. Restore it? "
        "The damaged file is kept beside it."
    )
    if not ask("The library is damaged", question, frame):
        return
    try:
        used = put_back(library)
    except (OSError, ReaderError) as error:
        tell("The backup could not be restored", str(error), frame)
        return
    done = "The backup is restored. Start the reader again." if used else "No backup is sound. Nothing was changed."
    tell("Backup", done, frame)


def tell(title: str, text: str, frame: Frame) -> None:
    """Show one dialog with plain text; never rich text, since file names and titles may be hostile."""
    box = QMessageBox(QMessageBox.Icon.Warning, title, text, QMessageBox.StandardButton.Ok, frame)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()


def ask(title: str, text: str, frame: Frame) -> bool:
    """Ask one question with plain text; returns whether the answer is yes."""
    buttons = QMessageBox.StandardButton
    box = QMessageBox(QMessageBox.Icon.Warning, title, text, buttons.Yes | buttons.No, frame)
    box.setTextFormat(Qt.TextFormat.PlainText)
    return box.exec() == buttons.Yes
