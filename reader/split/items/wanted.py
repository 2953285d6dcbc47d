"""Collects the corrections of each block of a document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reader.core.revision.corrections import Act, Correction, locate
from reader.core.values.document import Document

_BORDERS = frozenset({Act.SPLIT, Act.JOIN})
_NATURES = frozenset({Act.TITLE, Act.TITLE_BELOW, Act.KICKER, Act.HEADING, Act.BODY, Act.BOILERPLATE})
_OPENS = frozenset({Act.TITLE, Act.KICKER})


@dataclass(frozen=True, slots=True)
class Wanted:
    """All corrections of one block: its border, its nature, and whether its item is an advertisement."""

    border: Act | None = None
    nature: Act | None = None
    is_sponsored: bool = False

    @property
    def acts(self) -> tuple[Act, ...]:
        """The acts that the state of the block must fit."""
        return tuple(act for act in (self.border, self.nature) if act)

    @property
    def begins(self) -> bool:
        """Whether an item begins with it."""
        return self.border is Act.SPLIT or self.nature in _OPENS

    def after(self, act: Act) -> "Wanted":
        """The same with one more act; it wins over earlier ones that it contradicts."""
        if act in _BORDERS:
            return replace(self, border=act, nature=self.nature if self.nature is Act.BODY else None)
        if act is Act.BODY:
            return replace(self, nature=act)
        if act in _NATURES:
            return Wanted(nature=act, is_sponsored=self.is_sponsored and act in _OPENS)
        if act is Act.SPONSORED:
            is_outside = self.nature in (Act.HEADING, Act.BOILERPLATE)
            return replace(self, is_sponsored=True, nature=None if is_outside else self.nature)
        if act is Act.KIND:
            return replace(self, is_sponsored=False)
        return self


def find_wanted(document: Document, corrections: Sequence[Correction]) -> dict[int, Wanted]:
    """The corrected blocks of a document by number; corrections of blocks that are gone are left out."""
    wanted: dict[int, Wanted] = {}
    for correction, number in placed(document, corrections):
        one = wanted.get(number, Wanted()).after(correction.act)
        wanted[number] = one
    return {number: one for number, one in wanted.items() if one != Wanted()}


def placed(document: Document, corrections: Sequence[Correction]) -> Iterable[tuple[Correction, int]]:
    """Each correction with the number of the block it is about."""
    if not corrections:
        return
    texts, starts = [block.text for block in document.blocks], [span.start for span in document.spans]
    for correction, number in zip(corrections, locate(corrections, texts, starts), strict=True):
        if number is not None:
            yield correction, number
