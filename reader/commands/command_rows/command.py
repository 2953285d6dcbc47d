"""Commands: their fields, and what must be there before one can be carried out."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """The scopes of keys. The innermost scope of the focused pane wins; WINDOW is outermost.

    HIGHLIGHT counts while a highlight is at hand, and is the one scope in which digits are keys.
    """

    WINDOW = "window"
    VIEWS = "views"
    LIST = "list"
    DETAIL = "detail"
    PAGE = "page"
    CORRECT = "correct"
    HIGHLIGHT = "highlight"
    NOTE = "note"
    FIELD = "field"


class Menu(StrEnum):
    """The menus, palette groups and cheat-sheet headings that commands stand under, in order."""

    LIBRARY = "Library"
    GO = "Go"
    ITEM = "Item"
    FIND = "Find"
    TEXT = "Text"
    CORRECT = "Correct"
    VIEW = "View"
    HELP = "Help"


class When(StrEnum):
    """The conditions of commands; the value is what the user reads when one is not met."""

    ALWAYS = ""
    LIBRARY = "The library is still being opened."
    ITEM = "No item is selected."
    LINK = "This item has no link."
    ROW = "Select a row in the left pane first."
    JOB = "No job is running."
    LOOKED = "Press g r first to compare."
    IMPORTED = "Nothing was imported since the reader was started."


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the user can ask for.

    ``keys`` are alternatives, each a sequence of strokes separated by spaces (``g u``, ``Ctrl+K``, ``J`` for
    Shift and j). ``hint`` is the word for the status bar's key hints (empty: not hinted). ``repeats``: a held key
    may do it again and again, which is right for moves and wrong for whatever decides, toggles or marks read.
    """

    id: str
    title: str
    help: str
    keys: tuple[str, ...] = ()
    scope: Scope = Scope.WINDOW
    when: When = When.ALWAYS
    menu: Menu = Menu.VIEW
    takes_count: bool = False
    hint: str = ""
    repeats: bool = False
