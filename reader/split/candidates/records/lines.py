"""Tells the lines of records apart: by their labels, or by their forms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from reader.core.values.document import Block
from reader.split.signs.dates import is_date_line
from reader.split.signs.field_labels import Fact, read_label, value_start

# Words of the longest title, of the longest citation, and of the shortest text that is no line.
TITLE_WORDS = 45
CITATION_WORDS = 40
LONG_WORDS = 30
# Words of the longest name of a person, particles left out.
MOST_NAMES = 4
# What a ruler counts for among blank lines.
RULE_GAP = 10


class Form(StrEnum):
    """The form of a block."""

    FIELD = "field"
    IDENTIFIER = "identifier"
    CITATION = "citation"
    AUTHORS = "authors"
    LINKS = "links"
    SEPARATOR = "separator"
    RULER = "ruler"
    HEADING = "heading"
    SHORT = "short"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Line:
    """A block as a line of a record; ``gap`` is how wide the break before it is, rulers counted."""

    form: Form
    fact: Fact | None
    value: str
    gap: int
    is_numbered: bool = False

    @property
    def key(self) -> tuple[Form, Fact | None, bool]:
        """The form and the fact, which recur in the same place of each record."""
        return self.form, self.fact, self.is_numbered


_ARXIV = re.compile(r"(?:arXiv ?: ?)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?\b", re.IGNORECASE)
_DOI_ALONE = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi: ?)?10\.\d{4,9}/\S+\Z", re.IGNORECASE)
_DOI = re.compile(r"\b10\.\d{4,9}/")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PLACE = re.compile(
    r"\b\d{1,4} ?\(\d{1,4}(?:[-–]\d+)?\)|\b\d{1,4}: ?[a-z]?\d+|\bvol(?:ume)?\.? ?\d|\bpp?\. ?\d|\bno\. ?\d|\bposted\b"
    r"|\bpreprint\b|\bpages? \d|;\d+|\bonline\b|\bworking papers?\b|\bissue \d",
    re.IGNORECASE,
)
# "P Lund, O Brandt - Journal of Testing, 2031", and "Hillside Working Paper No. 7".
_SOURCE = re.compile(r" [-–—] (?:[^-–—]{2,120}, )?(?:19|20)\d\d(?: [-–—] \S{1,80})?\Z")
_SERIES = re.compile(r"\b(?:papers?|reports?|memo|preprint)(?: series)?,? (?:no\.?|nr\.?|#) ?\S*\d", re.IGNORECASE)
_MARKS = re.compile(r"\(\d[\d,]{0,20}\)|\[\d[\d,]{0,20}\]|[*†‡§¹²³⁴⁵]|<[^<>]{0,200}>")
_LINK_WORD = re.compile(
    r"abstract|pdf|html|full|text|fulltext|first|page|supplement\w{0,10}|references|download|view|read|article|articles"
    r"|paper|save|share|related|similar|cite|cited|cites|by|free|code|details|link|preview|open|access|other|bibtex|epub"
    r"|all|versions|doi|export|citation|library|email|twitter|facebook|linkedin",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_RULER = re.compile(r"[-=_*~#+.%·•—–─━═ ]{3,300}\Z")
_SEPARATOR = re.compile(r"\\\\(?:\Z| )")
_NAMES_BREAK = re.compile(r" ?[,;&·|] ?| (?:and|et|und|y|e) ")
_NO_NAME = re.compile(r"[\d:?!\"“”/]")
_PARTICLES = frozenset("de la van von der den di da dos du del al el bin ibn le ter et.al. al. et and und jr".split())
_LONGEST_NAMES = 10_000


def lines_of(blocks: Sequence[Block]) -> list[Line]:
    """Each block as a line of a record."""
    found: list[Line] = []
    for block in blocks:
        is_under_rule = block.has_rule_before or bool(found and found[-1].form is Form.RULER)
        found.append(_line(block, block.gap + RULE_GAP * is_under_rule))
    return found


def _line(block: Block, gap: int) -> Line:
    labelled = read_label(block.text)
    if labelled is not None and not block.level:
        return Line(Form.FIELD, labelled.fact, labelled.value, gap)
    start = value_start(block.text)
    value = block.text[start:]
    return Line(_form(block, value), None, value, gap, is_numbered=start > 0)


def _form(block: Block, text: str) -> Form:
    words = text.split()
    if _RULER.match(text):
        return Form.RULER
    if _SEPARATOR.match(text):
        return Form.SEPARATOR
    if block.level and len(words) <= TITLE_WORDS:
        return Form.HEADING
    if len(words) <= 6 and (_ARXIV.match(text) or _DOI_ALONE.match(text)):
        return Form.IDENTIFIER
    if _is_citation(text, words):
        return Form.CITATION
    if _is_links(block, text):
        return Form.LINKS
    if is_names(text):
        return Form.AUTHORS
    return Form.LONG if len(words) >= LONG_WORDS else Form.SHORT


def _is_citation(text: str, words: Sequence[str]) -> bool:
    """Whether a line cites a place of publication: a DOI, or a year with a volume, an issue or pages."""
    if len(words) > CITATION_WORDS:
        return False
    is_placed = _YEAR.search(text) and (_PLACE.search(text) or _SOURCE.search(text))
    return bool(_DOI.search(text) or is_placed or _SERIES.search(text)) or is_date_line(text)


def _is_links(block: Block, text: str) -> bool:
    if text.startswith(("http://", "https://")) and " " not in text:
        return True
    words = _WORD.findall(text[:200])
    return bool(words) and len(text) <= 200 and all(_LINK_WORD.fullmatch(word) for word in words)


def is_names(text: str) -> bool:
    """Whether a line lists names of people: parts of a few words with capitals."""
    if len(text) > _LONGEST_NAMES:
        return False
    bare = " ".join(_MARKS.sub("", text.strip().rstrip(".:")).split())
    parts = [part.removeprefix("and ") for part in _NAMES_BREAK.split(bare) if part]
    fitting = sum(_is_name(part) for part in parts)
    if len(parts) < 2:
        return bool(fitting and (re.search(r"\(\d", text) or (text.endswith(":") and len(bare.split()) > 1)))
    return fitting >= max(2, 0.8 * len(parts))


def _is_name(part: str) -> bool:
    words = part.split()
    if not 1 <= len(words) <= 6 or _NO_NAME.search(part):
        return False
    telling = [word for word in words if word.casefold() not in _PARTICLES]
    return 1 <= len(telling) <= MOST_NAMES and all(word[0].isupper() or not word[0].isascii() for word in telling)
