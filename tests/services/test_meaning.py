"""What a correction means where it stands: lines over titles, and what goes along with a joined title."""

import pytest
from reading_documents import read_bytes

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.issue_pages import IssueText, PagedItem, page_blocks
from reader.core.values.document import Document
from reader.core.values.errors import CommandError
from reader.core.values.ids import IssueId, ItemId, OriginalId, SectionId
from reader.core.values.issues import Issue, Kind
from reader.services.splits.meanings import meant
from reader.services.worker.parsing import split

PLAIN = """Moorings 7

12 MAY · GRAZ

The conference on sample freezers

A small gathering with long breaks, by design, and one link for all who have time for a single one.

3 JUNE · AARHUS

Unconference on lab notebooks

First speakers get a mentor and an honest rehearsal, and a desk of their own for the whole of it.

9 JUNE · UTRECHT

Hack weekend for telescopes

A workshop with real data from the host, and a prize that is mostly symbolic, as all the others are.
"""
PAID = """<html><head><title>Watch 7</title></head><body><h1>Watch 7</h1><h3>Front of house</h3>
<h4>Okapi moves</h4><p>After two years in charge of forms, Okapi is going back to research and says why.</p>
<h3>Kept afloat by Tarn Logs</h3>
<h4>Error reports that start with the fix</h4><p>Our new view groups crashes by the change that caused them.</p>
<h4>Who audits workers?</h4><p>Redshank says it does, and the truth is in an appendix of the report.</p>
<h3>Back of house</h3><h4>A year with previews</h4><p>Northlight kept a diary of it, edited down to five points.</p>
</body></html>"""
ROWS = """<html><body><h1>Ledger 7</h1>
<p>Ada Tarn, Copperline</p><p><a href="https://a.example/1"><b>Benchmarks for bounties</b></a></p>
<p>Recorded over four winters, with weather and notes side by side, and with the code beside them.</p>
<p>Ben Quillon, Tessera</p><p><a href="https://a.example/2"><b>Nobody wanted it, then all did</b></a></p>
<p>A history with too many acronyms and one very patient founder, who tells it well and at length.</p>
<p>Cleo Marlin, Velora</p><p><a href="https://a.example/3"><b>Models with pencil and paper</b></a></p>
<p>No code at all: an example on squared paper, one step per page, and a licence that allows all.</p></body></html>"""


def understood(document: Document, made: tuple[Correction, ...], said: Correction) -> tuple[Correction, ...]:
    """What a person means by a correction where others were made before."""
    issue = split(document, corrections=made)[1]
    items = tuple(
        PagedItem(ItemId(number), SectionId(place), item.parts)
        for number, (place, item) in enumerate((p, i) for p, s in enumerate(issue.sections) for i in s.items)
    )
    headings = tuple((SectionId(place), s.span) for place, s in enumerate(issue.sections) if s.span)
    text = IssueText(IssueId(1), OriginalId(1), issue.text, issue.boilerplate, headings, items)
    return meant(document, page_blocks(text), [said])


def correct(source: str, name: str, *said: Correction) -> Issue:
    """The split of a document after what a person said of it, one after the other."""
    document = read_bytes(source.encode(), name)
    made: tuple[Correction, ...] = ()
    for one in said:
        made += understood(document, made, one)
    return split(document, corrections=made)[1]


def test_the_title_under_a_line_without_text_takes_its_place() -> None:
    title = "Unconference on lab notebooks"
    issue = correct(PLAIN, "issue.txt", Correction(Act.TITLE, title))
    assert len(issue.items) == len(split(read_bytes(PLAIN.encode(), "issue.txt"))[1].items)
    found = next(item for item in issue.items if item.title == title)
    assert found.body.startswith("First speakers")
    assert issue.text[found.parts[0].span.start : found.parts[0].span.end] == "3 JUNE · AARHUS"


def test_an_item_that_is_split_off_at_a_line_over_its_title_keeps_the_title() -> None:
    issue = correct(ROWS, "issue.html", Correction(Act.SPLIT, "Ben Quillon, Tessera"))
    found = next(item for item in issue.items if item.title == "Nobody wanted it, then all did")
    assert issue.text[found.parts[0].span.start : found.parts[0].span.end] == "Ben Quillon, Tessera"
    assert len(issue.items) == 3


def test_a_heading_that_is_said_to_be_sponsored_is_the_line_over_one_advertisement() -> None:
    issue = correct(PAID, "issue.html", Correction(Act.SPONSORED, "Kept afloat by Tarn Logs"))
    assert [section.title for section in issue.sections] == ["Front of house", "Back of house"]
    paid = [item.title for item in issue.items if item.kind is Kind.SPONSORED]
    assert paid == ["Error reports that start with the fix"]


def test_a_joined_title_takes_all_of_its_item_up_to_its_text_along() -> None:
    issue = correct(ROWS, "issue.html", Correction(Act.JOIN, "Nobody wanted it, then all did"))
    first = next(item for item in issue.items if item.title == "Benchmarks for bounties")
    assert "Nobody wanted it" in first.body
    assert "one very patient founder" in first.body


@pytest.mark.parametrize("name", ["rows", "paid"])
def test_with_a_joined_title_its_text_is_noted_as_joined_and_nothing_after_that(name: str) -> None:
    source, file, title, text, after = {
        "rows": (ROWS, "issue.html", "Nobody wanted it, then all did", "A history with too many", "Cleo Marlin"),
        "paid": (PAID, "issue.html", "Who audits workers?", "Redshank says it does", "Back of house"),
    }[name]
    noted = understood(read_bytes(source.encode(), file), (), Correction(Act.JOIN, title))
    assert {one.act for one in noted} == {Act.JOIN}
    assert noted[0].text == title
    assert noted[-1].text.startswith(text)
    assert not any(one.text.startswith(after) for one in noted)


def test_a_title_below_its_text_is_its_title() -> None:
    source = PLAIN.replace("12 MAY · GRAZ\n\n", "").replace("3 JUNE · AARHUS\n\n", "")
    issue = correct(source, "issue.txt", Correction(Act.TITLE_BELOW, "Unconference on lab notebooks"))
    found = next(item for item in issue.items if "one link for all" in item.body)
    assert found.title is not None
    assert "Unconference" in found.title


def test_a_block_that_is_not_there_is_refused() -> None:
    with pytest.raises(CommandError, match="No block of this issue"):
        correct(PLAIN, "issue.txt", Correction(Act.TITLE, "Nothing that stands in it"))
