"""What was typed of a work wins in every citation, field by field, and no citation key changes for it."""

import json

import bibtexparser
import pytest
import rispy
from exported import highlight, item, work

from reader.core.state.rows import Typed
from reader.core.values.issues import Kind
from reader.services.exports.facts.authors import Author
from reader.services.exports.facts.citation import citation
from reader.services.exports.facts.citation_keys import citation_key
from reader.services.exports.facts.paper_ids import read_identity
from reader.services.exports.facts.records import WorkRecord, facts_of, make_work
from reader.services.exports.facts.venues import Outlet, outlet_of
from reader.services.exports.formats.bibtex import write_bibtex
from reader.services.exports.formats.csl import csl_item
from reader.services.exports.formats.ris import write_ris

TYPED = Typed("Attention, Revisited", "Lee, Ann; Bo Xu", "2019", "NeurIPS 2019")


def bibtex(record: WorkRecord) -> tuple[str, dict[str, str]]:
    (entry,) = bibtexparser.parse_string("".join(write_bibtex([record]))).entries
    return entry.entry_type, {field.key: field.value for field in entry.fields}


def ris(record: WorkRecord) -> dict[str, object]:
    (entry,) = rispy.loads("".join(write_ris([record])))
    return dict(entry)


def test_all_that_was_typed_wins_everywhere() -> None:
    record = make_work("key", [item(typed=TYPED), item("Another title of it", number=9, typed=TYPED)])
    type, fields = bibtex(record)
    assert type == "inproceedings"
    assert (fields["title"], fields["author"]) == ("{Attention,} {Revisited}", "Lee, Ann and Xu, Bo")
    assert (fields["year"], fields["booktitle"], fields["eprint"]) == ("2019", "NeurIPS 2019", "1706.03762")
    assert "month" not in fields, "the month of the preprint is not that of the typed year"
    entry = ris(record)
    assert (entry["type_of_reference"], entry["title"], entry["year"]) == ("CPAPER", "Attention, Revisited", "2019")
    assert (entry["authors"], entry["secondary_title"]) == (["Lee, Ann", "Xu, Bo"], "NeurIPS 2019")
    assert "publisher" not in entry
    data = csl_item(record)
    assert (data["type"], data["title"], data["container-title"]) == (
        "paper-conference", "Attention, Revisited", "NeurIPS 2019",
    )  # fmt: skip
    assert (data["author"][1], data["issued"]) == ({"family": "Xu", "given": "Bo"}, {"date-parts": [[2019]]})
    assert citation(record).startswith("Ann Lee, Bo Xu. “Attention, Revisited.” NeurIPS 2019. 2019. arXiv:1706.03762.")


ENTRY = {"url": "https://example.org/pier", "identity": "example.org/pier", "date": "2026-03-01"}
"""What a feed tells of an entry that links to a page without a register."""


def test_an_entrys_date_is_the_year_of_an_article_and_never_of_a_paper() -> None:
    found = {kind: make_work("key", [item(kind=kind, **ENTRY)]) for kind in Kind}
    assert {kind for kind, record in found.items() if record.facts.year == "2026"} == set(Kind) - {Kind.PAPER}
    paper = found[Kind.PAPER]
    assert ("year" in bibtex(paper)[1], "year" in ris(paper), "issued" in csl_item(paper)) == (False, False, False)
    article = found[Kind.ARTICLE]
    assert (bibtex(article)[1]["year"], ris(article)["year"]) == ("2026", "2026")
    assert csl_item(article)["issued"] == {"date-parts": [[2026, 3, 1]]}


def test_a_work_that_any_item_calls_a_paper_is_not_dated_by_the_entry_of_another() -> None:
    called = [item(kind=Kind.ARTICLE, **ENTRY), item(kind=Kind.PAPER, number=9, **ENTRY)]
    assert make_work("key", called).facts.date == ()
    assert make_work("key", called[:1]).facts.date == (2026, 3, 1)


def test_a_paper_of_arxiv_is_dated_by_its_number_whatever_its_entry_says() -> None:
    assert make_work("key", [item(date="2026-03-01")]).facts.date == (2017, 6)


@pytest.mark.parametrize("field", ["title", "authors", "year", "venue"])
def test_each_field_wins_by_itself(field: str) -> None:
    told = {"title": "T", "authors": "Ann Lee", "year": "1999", "venue": "Nature"}
    typed, printed = facts_of([item(typed=Typed(**{field: told[field]}))]), facts_of([item()])
    changed = {"year": ("year", "date")}.get(field, (field,))
    assert getattr(typed, field) != getattr(printed, field)
    for other in {"title", "authors", "date", "year", "venue"} - set(changed):
        assert getattr(typed, other) == getattr(printed, other)


@pytest.mark.parametrize(
    ("year", "date", "told"),
    [
        ("2017", (2017, 6), "2017"),
        ("2018", (2018,), "2018"),
        ("2017-12", (2017, 12), "2017"),
        ("2018-02-03", (2018, 2, 3), "2018"),
        ("2018-13", (), "2018-13"),
        ("in press", (), "in press"),
        ("٢٠١٧", (), "٢٠١٧"),
    ],
)
def test_years_as_they_are_typed(year: str, date: tuple[int, ...], told: str) -> None:
    facts = facts_of([item(typed=Typed(year=year))])
    assert (facts.date, facts.year) == (date, told)


def test_a_year_that_is_no_number_is_told_as_it_is() -> None:
    record = make_work("key", [item(typed=Typed(year="in press"))])
    assert bibtex(record)[1]["year"] == "in press"
    assert ris(record)["year"] == "in press"
    assert csl_item(record)["issued"] == {"literal": "in press"}
    assert " in press. " in citation(record)


def test_a_title_given_to_the_item_is_its_name_and_the_works_is_cited() -> None:
    record = item("Mine", is_own_title=True, typed=Typed("The work's"))
    assert (record.name, facts_of([record]).title) == ("Mine", "The work's")
    assert item("Printed", typed=Typed("The work's")).name == "The work's"


def test_no_key_changes_for_what_is_typed() -> None:
    key = citation_key(item())
    assert citation_key(item(typed=TYPED)) == key
    lost = item(None, author=None, identity=None)
    assert citation_key(item(None, author=None, identity=None, typed=TYPED)) == citation_key(lost)


@pytest.mark.parametrize(
    ("venue", "identity", "outlet"),
    [
        ("NeurIPS 2019", "arXiv 1706.03762", Outlet.PROCEEDINGS),
        ("ICML21", None, Outlet.PROCEEDINGS),
        ("Proceedings of ACL", None, Outlet.PROCEEDINGS),
        ("Proceedings of the National Academy of Sciences", None, Outlet.JOURNAL),
        ("Nature", "arXiv 1706.03762", Outlet.JOURNAL),
        ("Nature Machine Intelligence", None, Outlet.JOURNAL),
        ("Transactions on Machine Learning Research", "OpenReview abc", Outlet.JOURNAL),
        ("A venue of no known name", "OpenReview abc", Outlet.PROCEEDINGS),
        ("arXiv preprint", "arXiv 1706.03762", Outlet.ELSEWHERE),
        ("bioRxiv", None, Outlet.ELSEWHERE),
        (None, "arXiv 1706.03762", Outlet.ELSEWHERE),
        (None, "DOI 10.1/x", Outlet.JOURNAL),
    ],
)
def test_venues_of_papers_by_their_names(venue: str | None, identity: str | None, outlet: Outlet) -> None:
    assert outlet_of(Kind.PAPER, read_identity(identity), venue) is outlet


def test_what_is_no_paper_has_no_journal() -> None:
    assert outlet_of(Kind.ARTICLE, None, "Journal of Things") is Outlet.ELSEWHERE
    type, fields = bibtex(make_work("key", [item(kind=Kind.ARTICLE, identity=None, typed=Typed(venue="The Blog"))]))
    assert (type, fields["howpublished"]) == ("online", "The Blog")


def test_a_journal() -> None:
    record = make_work("key", [item(identity="DOI 10.1/x", typed=Typed(venue="Nature"))])
    type, fields = bibtex(record)
    assert (type, fields["journal"], ris(record)["type_of_reference"]) == ("article", "Nature", "JOUR")
    assert bibtex(make_work("key", [item(identity="DOI 10.1/x")]))[0] == "misc", "an article must have a journal"


def test_highlights_follow_the_note() -> None:
    marked = (highlight("two\n\nlines", note="So\nit is"), highlight("plain"))
    record = work(note="My note", highlights=marked)
    said = ["My note", "“two lines” — So it is", "“plain”"]
    assert ris(record)["notes"] == said
    assert json.loads(json.dumps(csl_item(record)))["note"] == "\n\n".join(said)
    assert bibtex(record)[1]["annote"] == " ".join(said)


def test_authors_are_read_as_they_are_typed() -> None:
    assert facts_of([item(typed=Typed(authors="Vaswani, Ashish"))]).authors.names == (Author("Vaswani", "Ashish"),)
