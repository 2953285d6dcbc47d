"""Runs of text to blocks: white space collapsed, links and marks with their offsets, images as captions."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from reader.core.text.clean import clean_text
from reader.core.values.document import Block, Link, Mark, Tag
from reader.core.values.errors import DocumentError
from reader.documents.raw.plain_text import find_links

MAX_BLOCKS = 400_000

# Inline markup as bits, so that a run of text carries all of its own in one number.
STRONG, EM, CODE, DEL, SUB, SUP = 1, 2, 4, 8, 16, 32
MARK_TAGS = ((STRONG, "strong"), (EM, "em"), (CODE, "code"), (DEL, "del"), (SUB, "sub"), (SUP, "sup"))

# Letters without width: a word of nothing else is filling, put there so that a mail's preview ends.
_NO_WIDTH = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
)
_HAS_NO_WIDTH = re.compile(f"[{_NO_WIDTH}]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_HAS_WORD = re.compile(r"\w")
# A bullet in a cell of its own; signs that can also be rulers, and numbers, are bullets only of what is in their row.
_BULLET = re.compile(r"[•·▪■□►▸▶‣●○◦◆]\Z")
_ROW_BULLET = re.compile(r"(?:[★*✓✔→»›–—-]|\(?\d{1,3}[.)])\Z")


@dataclass(eq=False)
class Place:
    """The place of text in a document: what an element hands down to all that is in it. Never changed once made."""

    flags: int = 0
    link: str | None = None
    anchor: int = 0
    size: float = 16.0
    level: int = 0
    is_quote: bool = False
    is_ordered: bool = False
    depth: int = 0
    entry: int = 0
    rows: tuple[int, ...] = ()
    is_row: bool = False
    is_code: bool = False
    keeps_lines: bool = False
    is_aside: bool = False
    is_around: bool = False
    is_caption: bool = False

    def but(self, changes: Mapping[str, Any]) -> "Place":
        """This place with some changes; several times faster than dataclasses.replace."""
        place = object.__new__(Place)
        place.__dict__ = {**self.__dict__, **changes}
        return place


class _Run(NamedTuple):
    start: int
    end: int
    place: Place


@dataclass(slots=True)
class Draft:
    """A block that later passes may still change; ``size`` is that of most of its letters."""

    block: Block
    size: float
    place: Place
    is_soft: bool = False


@dataclass(slots=True)
class _Image:
    text: str
    place: Place


@dataclass(slots=True)
class Writer:
    """Collects runs of text into drafts of blocks."""

    drafts: list[Draft] = field(default_factory=list)
    gap: int = 0
    has_rule: bool = False
    line: int = 0
    last_line: int = 0
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _space: bool = False
    _runs: list[_Run] = field(default_factory=list)
    _points: list[Mark] = field(default_factory=list)
    _images: list[_Image] = field(default_factory=list)
    _uncaptioned: int = 0
    _entry: int = 0
    _marker: str = ""
    _marker_row: int = 0
    _is_after_soft_break: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the block in work has no text yet."""
        return not self._length

    def add(self, text: str, place: Place) -> None:
        """Add text to the block in work."""
        words = text.split()
        if not text.isascii() and _HAS_NO_WIDTH.search(text):
            words = [word for word in words if word.strip(_NO_WIDTH)]
        if not words:
            self._space = self._space or bool(text)
            return
        if (self._space or text[0].isspace()) and self._length:
            self._pieces.append(" ")
            self._length += 1
        joined = " ".join(words)
        if _CONTROL.search(joined):
            joined = " ".join(clean_text(joined).split())
        start = self._length
        self._length += len(joined)
        self._pieces.append(joined)
        self._runs.append(_Run(start, self._length, place))
        self._space = text[-1].isspace()

    @property
    def ends_line(self) -> bool:
        """Whether nothing was written since a forced line end."""
        return not self._length or (bool(self._points) and self._points[-1].start > self._length)

    def space(self) -> None:
        """Part words that stand in different elements."""
        self._space = True

    def break_line(self) -> None:
        """Mark a forced line end inside the block in work."""
        if self._length:
            self._space = True
            self._points.append(Mark(self._length + 1, self._length + 1, "br"))

    def close_cell(self, start: int) -> None:
        """Mark what was written since ``start`` as a cell."""
        self._points.append(Mark(min(start, self._length), self._length, "td"))
        self._space = True

    @property
    def next_offset(self) -> int:
        """The offset at which text that is added after a space would begin."""
        return self._length + 1 if self._length else 0

    def add_image(self, alt: str, place: Place, *, is_counted: bool) -> None:
        """Add a picture: its alternative text becomes a caption, unless it is a sign in a line of text."""
        words = " ".join(clean_text(alt).split())
        if words and len(words) <= 4 and not _HAS_WORD.search(words):
            self.add(words, place)
            return
        if words:
            self._images.append(_Image(words, place))
        self._uncaptioned += is_counted

    def break_softly(self) -> None:
        """End a line: a block ends, or where there is none a blank line is counted."""
        if self._length:
            self.flush()
            self._is_after_soft_break = True
        else:
            self.gap += 1
            self._is_after_soft_break = False

    def flush(self) -> None:
        """End the block in work."""
        is_soft, self._is_after_soft_break = self._is_after_soft_break, False
        self._space = False
        if self._length:
            self._write(is_soft=is_soft)
        elif self._points:
            self._points = []
        if self._images:
            images, self._images = self._images, []
            for image in images:
                self._write_caption(image)

    def add_block(self, block: Block, place: Place) -> None:
        """Add a block that was made elsewhere."""
        self.flush()
        rule, self.has_rule = self.has_rule, False
        self._append(Draft(replace(block, has_rule_before=True) if rule else block, place.size, place))

    def finish(self) -> list[Draft]:
        """End the document; what still waits for a block goes to the last one."""
        self.flush()
        if self._marker:
            self._write_marker()
        if self._uncaptioned and self.drafts:
            last = self.drafts[-1]
            last.block = replace(last.block, images=last.block.images + self._uncaptioned)
        return self.drafts

    def _write(self, *, is_soft: bool) -> None:
        text = "".join(self._pieces)
        runs, points = self._runs, [mark for mark in self._points if mark.start < len(text) or mark.tag == "td"]
        tag = Tag.ROW if sum(mark.tag == "td" for mark in points) > 1 else None
        self._pieces, self._length, self._runs, self._points = [], 0, [], []
        first = runs[0].place
        if self._marker and self._marker_row and self._marker_row not in first.rows:
            self._write_marker()
        if len(text) <= 5 and tag is None and not first.level and _is_marker(text, first):
            self._marker = f"{self._marker} {text}".strip()
            self._marker_row = 0 if _BULLET.match(text) else first.rows[-1]
            return
        is_entry = bool(first.entry) and first.entry != self._entry
        if self._marker:
            text, runs, points = self._before(self._marker, text, runs, points)
            is_entry, self._marker = not first.level, ""
        if first.entry:
            self._entry = first.entry
        block = Block(
            text,
            line=self.line,
            last_line=self.last_line,
            gap=self.gap,
            links=_links(text, runs),
            level=first.level,
            weight=_weight(runs),
            depth=first.depth or int(is_entry),
            tag=tag or _tag(first, is_entry=is_entry),
            is_ordered=first.is_ordered,
            marks=_marks(runs, points),
            images=0 if self._images else self._uncaptioned,
            has_rule_before=self.has_rule,
        )
        if not self._images:
            self._uncaptioned = 0
        self._append(Draft(block, _size(runs), first, is_soft))

    @staticmethod
    def _before(marker: str, text: str, runs: list[_Run], points: list[Mark]) -> tuple[str, list[_Run], list[Mark]]:
        shift = len(marker) + 1
        return (
            f"{marker} {text}",
            [_Run(run.start + shift, run.end + shift, run.place) for run in runs],
            [Mark(mark.start + shift, mark.end + shift, mark.tag) for mark in points],
        )

    def _write_marker(self) -> None:
        """A marker that nothing followed is a block of its own."""
        marker, self._marker = self._marker, ""
        self._append(Draft(Block(marker, self.line, self.last_line, self.gap), 0.0, Place()))

    def _write_caption(self, image: _Image) -> None:
        place, text = image.place, image.text
        links = (Link(0, len(text), place.link),) if place.link else ()
        is_heading = place.level > 0 and (not self.drafts or self.drafts[-1].block.level != place.level)
        block = Block(
            text,
            line=self.line,
            last_line=self.last_line,
            gap=self.gap,
            links=links,
            level=place.level if is_heading else 0,
            depth=place.depth,
            tag=Tag.HEADING if is_heading else Tag.CAPTION,
            is_ordered=place.is_ordered,
            images=self._uncaptioned,
            has_rule_before=self.has_rule,
        )
        self._uncaptioned = 0
        self._append(Draft(block, 0.0, place))

    def _append(self, draft: Draft) -> None:
        if len(self.drafts) >= MAX_BLOCKS:
            raise DocumentError(f"The page has more than {MAX_BLOCKS:,} paragraphs, too many for a newsletter.")
        self.drafts.append(draft)
        self.gap, self.has_rule = 0, False


def _is_marker(text: str, place: Place) -> bool:
    return _BULLET.match(text) is not None or (bool(place.rows) and _ROW_BULLET.match(text) is not None)


def _tag(place: Place, *, is_entry: bool) -> Tag:
    if place.level:
        return Tag.HEADING
    if place.is_code:
        return Tag.CODE
    if is_entry:
        return Tag.ENTRY
    if place.is_quote:
        return Tag.QUOTE
    return Tag.CAPTION if place.is_caption else Tag.PARAGRAPH


def _links(text: str, runs: list[_Run]) -> tuple[Link, ...]:
    links: list[Link] = []
    anchor = 0
    for start, end, place in runs:
        if place.link is None:
            continue
        if links and place.anchor == anchor and start - links[-1].end <= 1:
            start = links.pop().start
        links.append(Link(start, end, place.link))
        anchor = place.anchor
    if "://" in text:
        ends = [link.end for link in links]
        bare = [link for link in find_links(text) if not _overlaps(link, links, bisect_right(ends, link.start))]
        links = sorted([*links, *bare], key=lambda link: link.start) if bare else links
    return tuple(links)


def _overlaps(link: Link, links: list[Link], following: int) -> bool:
    """Whether a link shares letters with others in order; ``following`` is the first that ends behind its start."""
    return following < len(links) and links[following].start < link.end


def _marks(runs: list[_Run], points: list[Mark]) -> tuple[Mark, ...]:
    marks = list(points)
    if any(run.place.flags for run in runs):
        for bit, tag in MARK_TAGS:
            found: list[Mark] = []
            for start, end, place in runs:
                if place.flags & bit:
                    if found and start - found[-1].end <= 1:
                        start = found.pop().start
                    found.append(Mark(start, end, tag))
            marks += found
    return tuple(sorted(marks)) if len(marks) > 1 else tuple(marks)


def _weight(runs: list[_Run]) -> float:
    bold = sum(run.end - run.start for run in runs if run.place.flags & STRONG)
    return round(bold / sum(run.end - run.start for run in runs), 3) if bold else 0.0


def _size(runs: list[_Run]) -> float:
    if len(runs) == 1:
        return runs[0].place.size
    sizes: dict[float, int] = {}
    for start, end, place in runs:
        sizes[place.size] = sizes.get(place.size, 0) + end - start
    return max(sizes, key=lambda size: sizes[size])
