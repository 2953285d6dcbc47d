"""Records to export, and the independent readers that say what came out."""

import json
import re
from dataclasses import replace
from pathlib import Path

from pylatexenc.latex2text import LatexNodes2Text

from reader.core.paths import samples
from reader.core.state.copies import IssueCopy, ItemCopy, SectionCopy, WorkCopy
from reader.core.state.highlights import Highlight
from reader.core.state.rows import IssueRow, ItemDetail, ItemRow
from reader.core.state.tags import Tag
from reader.core.text.anchors import Anchor
from reader.core.text.clean import clean_title
from reader.core.values.ids import HighlightId, IssueId, ItemId, PublicationId, SectionId, WorkId
from reader.core.values.issues import Item, Kind
from reader.core.values.publications import PublicationKey
from reader.services.exporting.facts.authors import read_authors
from reader.services.exporting.facts.paper_ids import read_identity
from reader.services.exporting.facts.records import Facts, ItemRecord, WholeRecord, WorkRecord
from reader.services.exporting.facts.venues import Outlet

ISSUE = IssueRow(IssueId(5), PublicationId(2), "#197", "Weekly 197", 197, "2021-05-20", False, 40, 40)
ISSUE_COPY = IssueCopy(
    5, "i5", "p2", PublicationKey("Deep Weekly"), 197, "Weekly 197", None, "2021-05-20", "197.eml", "<197@x>", "plain",
    0.9, "2021-05-21T08:00:00.000000+00:00", "f" * 64, "Hello", None, ("Unsubscribe",),
)  # fmt: skip
ROW = ItemRow(
    id=ItemId(3), work_id=WorkId(4), issue_id=IssueId(5), section_id=SectionId(6), publication_id=PublicationId(2),
    title="Attention Is All You Need", is_own_title=False, excerpt="Words", kind=Kind.PAPER,
    url="https://arxiv.org/abs/1706.03762", identity="arXiv 1706.03762", is_read=True, is_later=False, is_done=False,
    is_starred=True, has_note=True,
)  # fmt: skip
DETAIL = ItemDetail(
    row=ROW, key="0123456789abcdef0123456789abcdef", publication="Deep Weekly", issue="#197", is_guess=False,
    section="Papers", is_section_deduced=False, position=9, printed_title=ROW.title,
    author="Ashish Vaswani and Noam Shazeer", body="Recurrent models\n\nare gone.",
    body_html="<p>Recurrent models</p><p>are gone.</p>", is_abstract=True, links=(),
    topics=("transformers",), tags=(Tag("to read", "blue"),), images=0, note="Read *again*.", twins=(),
)  # fmt: skip
HOSTILE = (
    "}} @book{x,", "50% & $5_#~^\\", "line1\r\nER  - \r\nTY  - BOOK", '"=cmd|x"', "=1+1", "-rf", "CON", "nul.txt",
    "../../etc/passwd", "a/b\\c:d", "---\ntags: [x]", "<script>alert(1)</script>", "[[x]] ![y](z) `", "Ａ／Ｂ",
    "x" * 900, "é" * 255, "😀" * 100, "same", "Same", "SAME", ".hidden", "%00", "$\\input{x}$", "{", "null", "yes",
)  # fmt: skip


def item(title: str | None = "Attention Is All You Need", *, number: int = 3, **changes: object) -> ItemRecord:
    """An item; ``changes`` are of its row where that has such a field, else of its detail."""
    title = clean_title(title) or None if title else None
    of_row = {name: value for name, value in changes.items() if hasattr(ROW, name)}
    of_detail = {name: value for name, value in changes.items() if name not in of_row}
    row = replace(ROW, title=title, id=ItemId(number), work_id=WorkId(number), **of_row)  # type: ignore[arg-type]
    detail = replace(DETAIL, row=row, printed_title=title, key=f"{number:032x}", **of_detail)  # type: ignore[arg-type]
    return ItemRecord(detail, ISSUE)


def whole(title: str | None = "Attention Is All You Need", *, number: int = 3, **changes: object) -> WholeRecord:
    """The same item as another library can take it in."""
    detail = item(title, number=number, **changes).detail
    known = WorkCopy(
        detail.row.work_id, f"{number:032x}", "arxiv:1706.03762", detail.row.identity, detail.row.is_starred,
        detail.note, detail.tags,
    )  # fmt: skip
    said = Item(
        title=detail.printed_title, body=detail.body, body_html=detail.body_html, kind=detail.row.kind,
        is_abstract=detail.is_abstract, author=detail.author, url=detail.row.url, date=detail.row.date,
        links=detail.links, topics=detail.topics, images=detail.images,
    )  # fmt: skip
    copy = ItemCopy(
        id=detail.row.id, key=detail.key, section=SectionCopy(6, 4, "Papers", None, "papers"), works=(known,),
        position=detail.position, said=said, own_title=None, credits=(),
        is_read=detail.row.is_read, is_later=detail.row.is_later, is_done=detail.row.is_done,
    )  # fmt: skip
    return WholeRecord(detail, copy, ISSUE_COPY)


def work(title: str = "Attention Is All You Need", **changes: object) -> WorkRecord:
    """A work; its title is as the library would have it. ``changes`` are of its facts where those have such a field."""
    authors = read_authors("Ashish Vaswani and Noam Shazeer")
    facts = Facts(clean_title(title) or "Untitled", authors, (2017, 6), "2017", None)
    record = WorkRecord(
        key="vaswani2017attention-abcd", kind=Kind.PAPER, facts=facts, outlet=Outlet.ELSEWHERE,
        paper=read_identity("arXiv 1706.03762"), seen="2021-05-20", url="https://arxiv.org/abs/1706.03762",
        abstract="Gone.", keywords=("a b", "c"), note="", highlights=(), found_in=("Deep Weekly #197",),
    )  # fmt: skip
    of_facts = {name: value for name, value in changes.items() if hasattr(facts, name)}
    rest = {name: value for name, value in changes.items() if name not in of_facts}
    return replace(record, facts=replace(facts, **of_facts), **rest)  # type: ignore[arg-type]


def highlight(exact: str = "Recurrent models", **changes: object) -> Highlight:
    """A highlight of the item's body."""
    anchor = Anchor(exact, "", "\n\nare gone.", 0, len(exact))
    record = Highlight(
        HighlightId(1), "89abcdef" * 4, ItemId(3), "#197", "green", "", "2026-01-02T03:04:05.000006+00:00", anchor,
        0, len(exact), True,
    )  # fmt: skip
    return replace(record, **changes)  # type: ignore[arg-type]


def from_tex(value: str) -> str:
    """What TeX prints for a field, by pylatexenc; white space aside, which TeX does not keep."""
    text = LatexNodes2Text(math_mode="verbatim", keep_comments=True, strict_latex_spaces=True).latex_to_text(value)
    return spaceless(text.replace("ˆ", "^"))


def spaceless(text: str) -> str:
    """Text without white space."""
    return re.sub(r"\s+", "", text)


def shared_values() -> list[str]:
    """Hostile values that stand beside the checkout; none where they do not."""
    path = (samples() or Path.cwd() / "seeds").parent.parent / "shared" / "vectors" / "export" / "vectors.jsonl"
    return [json.loads(line)["value"] for line in path.read_text("utf-8").splitlines()] if path.exists() else []
