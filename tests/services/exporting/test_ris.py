"""RIS, read back by rispy."""

import re

import rispy
from exported import work
from hypothesis import example, given
from hypothesis import strategies as st

from reader.core.values.issues import Kind
from reader.services.exporting.facts.records import WorkRecord
from reader.services.exporting.formats.ris import write_ris


def read(*works: WorkRecord) -> list[dict[str, object]]:
    return list(rispy.loads("".join(write_ris(works))))


def test_a_preprint() -> None:
    (record,) = read(work(note="One\nTwo"))
    assert record["type_of_reference"] == "RPRT"
    assert record["authors"] == ["Vaswani, Ashish", "Shazeer, Noam"]
    assert (record["year"], record["date"], record["publisher"]) == ("2017", "2017/06//", "arXiv")
    assert (record["doi"], record["keywords"]) == ("10.48550/arXiv.1706.03762", ["a b", "c"])
    assert (record["id"], record["notes"]) == ("vaswani2017attention-abcd", ["One Two"])


@given(st.text(max_size=60))
@example("line1\r\nER  - \r\nTY  - BOOK")
@example("a\u2028ER  - \x85TY  - BOOK\x0bx")
def test_any_title_is_one_record_and_comes_back(title: str) -> None:
    record = work(title, abstract=title, note=title, keywords=(title,))
    first, second = read(record, work("Another"))
    assert str(first["title"]).split() == record.facts.title.split()
    assert second["title"] == "Another"


@given(st.text(max_size=60))
def test_each_line_is_a_tag_and_a_value(text: str) -> None:
    lines = "".join(write_ris([work(text, abstract=text)])).split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-2])
    assert lines[-3:] == ["ER  - ", "", ""]


def test_types_by_what_a_work_is() -> None:
    kinds = [(Kind.CODE, "u"), (Kind.DATASET, "u"), (Kind.ARTICLE, "u"), (Kind.ARTICLE, None)]
    records = read(*(work(kind=kind, url=url, paper=None) for kind, url in kinds))
    assert [record["type_of_reference"] for record in records] == ["COMP", "DATA", "ELEC", "BLOG"]
