"""Orders to print: what, on which paper, and what came of it; plain data that goes to the worker and back."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QLocale
from PySide6.QtGui import QPageSize

from reader.core.state.rows import Remark
from reader.core.values.ids import ItemId
from reader.ui.models.places import items_told

_Territory = QLocale.Country
LETTER_TERRITORIES = frozenset(
    (
        _Territory.UnitedStates,
        _Territory.Canada,
        _Territory.Mexico,
        _Territory.Chile,
        _Territory.Colombia,
        _Territory.CostaRica,
        _Territory.Guatemala,
        _Territory.Nicaragua,
        _Territory.Panama,
        _Territory.Philippines,
        _Territory.PuertoRico,
        _Territory.ElSalvador,
        _Territory.Venezuela,
        _Territory.Belize,
    )
)
"""The territories where paper is Letter, by CLDR's paperSize; everywhere else it is A4."""


class Form(StrEnum):
    """The arrangements of a print."""

    ITEM = "item"
    ISSUE = "issue"
    LIST = "list"
    """Items grouped by issue and section."""
    HITS = "hits"
    """Items one by one, each with where it stands: the hits of a search are in no order of issues."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A choice to print: ``title`` is what the card calls it, ``heading`` what the pages do, ``dated`` their date.

    ``remarks`` are what an issue says outside of its items.
    """

    title: str
    ids: tuple[ItemId, ...]
    form: Form
    heading: str = ""
    dated: str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def told(self) -> str:
        """The matter's name and size."""
        return f"{self.title}, {items_told(len(self.ids))}"


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet: the number of its `QPageSize.PageSizeId`, or for sizes of no name its sides in points."""

    size: int
    points: tuple[int, int] = (0, 0)
    is_landscape: bool = False

    @property
    def name(self) -> str:
        """The name of the paper, as "A4"."""
        return QPageSize.name(self.page_size.id()) if self.page_size.isValid() else "its own size"

    @property
    def page_size(self) -> QPageSize:
        """The paper as Qt has it."""
        from PySide6.QtCore import QSize

        named = QPageSize.PageSizeId(self.size)
        return QPageSize(QSize(*self.points)) if named is QPageSize.PageSizeId.Custom else QPageSize(named)


@dataclass(frozen=True, slots=True)
class PrinterChoice:
    """The choice in the dialog of printing; ``pages`` as "1-3,5", empty for all of them.

    ``file`` is the file to print to where the dialog was told so.
    """

    name: str
    paper: Paper
    file: str = ""
    copies: int = 1
    is_collated: bool = True
    duplex: int = 0
    colour: int = 1
    pages: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A print: counted only, written as a PDF that comes back in pieces, or put on a printer."""

    matter: Matter
    paper: Paper
    is_counted_only: bool = False
    printer: PrinterChoice | None = None


def usual_paper(locale: QLocale | None = None) -> Paper:
    """The paper of a country: Letter in North America and some others, else A4."""
    territory = (locale or QLocale.system()).territory()
    named = QPageSize.PageSizeId.Letter if territory in LETTER_TERRITORIES else QPageSize.PageSizeId.A4
    return Paper(named.value)
