"""The layouts as data: the states of blocks in each, the signs that speak for a state, and the moves between states.

Weights are in units of evidence: 0 says nothing, +1 is a fair sign, -4 nearly excludes. Every move that is
not in a table is impossible. A new layout is a new table here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reader.split.signs.vocabulary import Sign

Weights = Mapping[Sign, float]
"""The weight of each sign for a state."""
Moves = Mapping[str, float]
"""The weight of each state that may follow, by its name."""


class Field(StrEnum):
    """The field of the issue that the text of a block goes to."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    INTRO = "intro"
    OUTRO = "outro"
    NOTE = "note"
    HEADING = "heading"
    ITEM_TITLE = "item title"
    BODY = "body"
    MARKER = "marker"
    TOPICS = "topics"
    EXTRA = "extra"
    SECTION_INTRO = "section intro"


class Cut(StrEnum):
    """The way in which a block that opens an item is cut into title and body."""

    WHOLE = "whole"
    LEAD = "lead"
    ROW = "row"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class State:
    """One state of a block. ``opens``: it begins a new item; ``is_abstract``: it reads as a paper's abstract.

    ``cut`` says which part of an opening block is the title; ``joins``: its text goes on with the block before.
    """

    field: Field
    weights: Weights
    moves: Moves
    opens: bool = False
    is_abstract: bool = False
    cut: Cut = Cut.WHOLE
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A grammar: states by name, and where a document may start. ``bias`` is added to the score per block.

    ``loses_headings``: in texts of this layout headings may be gone, and are looked for. ``needs`` are the signs of
    which one must stand at ``least`` so many blocks for the layout to be tried.
    """

    name: str
    start: Moves
    states: Mapping[str, State]
    section_kind: str = ""
    bias: float = 0.0
    needs: frozenset[Sign] = frozenset()
    least: int = 2
    loses_headings: bool = False


# What lengths say of titles and of running text, in every layout.
TITLE_LENGTH: Weights = {
    Sign.W1: 0.0,
    Sign.W3: 1.0,
    Sign.W6: 1.6,
    Sign.W10: 1.3,
    Sign.W15: 0.2,
    Sign.W21: -2.2,
    Sign.W41: -6.0,
    Sign.W81: -9.0,
}
TYPED: Weights = {Sign.TYPED: -5.0, Sign.NUMBERING: -3.0}
ITEM_TITLE: Weights = {
    **TITLE_LENGTH,
    **TYPED,
    Sign.STOP: -1.8,
    Sign.ABBREVIATION: -0.2,
    Sign.QUESTION: 0.2,
    Sign.BARE: 0.7,
    Sign.COMMA: -2.0,
    Sign.ELLIPSIS: -0.5,
    Sign.COLON: -1.0,
    Sign.TITLE_CASE: 1.0,
    Sign.SENTENCE_CASE: -0.2,
    Sign.LOWER: -1.0,
    Sign.DOTTED: -4.0,
    Sign.SENTENCES: -1.2,
    Sign.STARTS_WEAK_LEAD: -1.0,
    Sign.STARTS_IS_A: -1.2,
    Sign.FULL_SENTENCE: -1.3,
    Sign.STARTS_INTRO: -1.0,
    Sign.STARTS_REPO: 2.6,
    Sign.COLON_INSIDE: 0.4,
    Sign.SPONSORED: -0.5,
    Sign.NUMBERED: -0.2,
    Sign.UNFINISHED: -5.0,
    Sign.MAYBE_UNFINISHED: -0.3,
    Sign.LOWER_START: -0.5,
    Sign.WIDE_GAP: 0.6,
    Sign.ISSUE_TITLE: -2.0,
}
