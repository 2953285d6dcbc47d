"""The layouts as data: what a block can be in each, which signs speak for it, and what may follow what.

Weights are in units of evidence: 0 says nothing, +1 is a fair sign, -4 nearly excludes. Every move that is
not in a table is impossible. A new layout is a new table here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Weights = Mapping[str, float]


class Field(StrEnum):
    """Where the text of a block goes."""

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
    """How a block that opens an item divides into title and body."""

    WHOLE = "whole"
    LEAD = "lead"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class State:
    """One thing a block can be. ``opens``: it begins a new item; ``is_abstract``: it reads as a paper's abstract.

    ``cut`` says which part of an opening block is the title; ``joins``: its text goes on with the block before.
    """

    field: Field
    weights: Weights
    moves: Weights
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
    start: Weights
    states: Mapping[str, State]
    section_kind: str = ""
    bias: float = 0.0
    needs: frozenset[str] = frozenset()
    least: int = 2
    loses_headings: bool = False


# What lengths say of titles and of running text, in every layout.
TITLE_LENGTH: Weights = {"w1": 0.0, "w3": 1.0, "w6": 1.6, "w10": 1.3, "w15": 0.2, "w21": -2.2, "w41": -6.0, "w81": -9.0}
TYPED: Weights = {"typed": -5.0, "numbering": -3.0}
ITEM_TITLE: Weights = {
    **TITLE_LENGTH,
    **TYPED,
    "stop": -1.8,
    "abbreviation": -0.2,
    "question": 0.2,
    "bare": 0.7,
    "comma": -2.0,
    "ellipsis": -0.5,
    "colon": -1.0,
    "title case": 1.0,
    "sentence case": -0.2,
    "lower": -1.0,
    "dotted": -4.0,
    "sentences": -1.2,
    "starts weak_lead": -1.0,
    "starts is_a": -1.2,
    "full sentence": -1.3,
    "starts intro": -1.0,
    "starts repo": 2.6,
    "colon inside": 0.4,
    "sponsored": -0.5,
    "numbered": -0.2,
    "unfinished": -5.0,
    "maybe unfinished": -0.3,
    "lower start": -0.5,
    "wide gap": 0.6,
    "issue title": -2.0,
}
