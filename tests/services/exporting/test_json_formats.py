"""CSL-JSON against its schema, JSON against what the command line lists, CSV against Python's reader."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from exported import item, whole, work
from hypothesis import example, given
from hypothesis import strategies as st

from reader.core.values.issues import Kind
from reader.services.exporting.facts.paper_ids import read_identity
from reader.services.exporting.facts.records import make_work
from reader.services.exporting.formats.csl import write_csl
from reader.services.exporting.formats.csv_table import COLUMNS, harmless, write_csv
from reader.services.exporting.formats.json_list import write_json
from reader.services.items.item_json import item_json

SCHEMA = json.loads(Path(__file__).with_name("csl_schema.json").read_text("utf-8"))


def csl(*works: Any) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads("".join(write_csl(works)))
    jsonschema.validate(records, SCHEMA)
    return records


def test_a_preprint_in_csl() -> None:
    (record,) = csl(work())
    assert record["type"] == "article"
    assert (record["publisher"], record["number"]) == ("arXiv", "arXiv:1706.03762")
    assert record["author"][0] == {"family": "Vaswani", "given": "Ashish"}
    assert record["issued"] == {"date-parts": [[2017, 6]]}
    assert "et al." not in record["author"]


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("label", [None, "DOI 10.1/x", "ACL P19-1001", "OpenReview abc", "arXiv 1706.03762"])
def test_every_kind_of_work_keeps_to_the_schema(kind: Kind, label: str | None) -> None:
    csl(work(kind=kind, paper=read_identity(label)), work(kind=kind, paper=None, url=None, date=(), year="", seen=None))


@given(st.text(max_size=60))
def test_any_title_comes_back_from_csl(title: str) -> None:
    record = work(title)
    assert [one["title"] for one in csl(record, work("Another"))] == [record.facts.title, "Another"]


def test_an_empty_export_is_an_empty_array() -> None:
    assert csl() == []
    assert json.loads("".join(write_json([]))) == []


def test_tags_and_topics_are_keywords() -> None:
    made = make_work("key", [item()])
    assert csl(made)[0]["keyword"] == "to read, transformers"


def test_json_has_all_that_is_listed() -> None:
    record = whole()
    (data,) = json.loads("".join(write_json([record])))
    assert item_json(record.detail).items() <= data.items()
    assert list(data)[: len(item_json(record.detail))] == list(item_json(record.detail))
    assert (data["issue_number"], data["issue_date"], data["is_abstract"]) == (197, "2021-05-20", True)


def test_what_is_told_of_an_issue_at_length_stands_once() -> None:
    first, second = json.loads("".join(write_json([whole(), whole("Another", number=9)])))
    assert (first["issue_intro"], first["issue_set_aside"]) == ("Hello", ["Unsubscribe"])
    assert (second["issue_intro"], second["issue_set_aside"]) == (None, [])


@given(st.text(max_size=60))
def test_any_title_comes_back_from_json(title: str) -> None:
    records = [whole(title), whole("Another", number=9)]
    found = json.loads("".join(write_json(records)))
    assert [one["title"] for one in found] == [records[0].detail.row.title, "Another"]


@given(st.text(max_size=60))
@example("=1+1")
@example('a"b\n,c')
def test_any_title_comes_back_from_csv(title: str) -> None:
    records = [item(title), item("Another", number=9)]
    head, first, second = csv.reader(io.StringIO("".join(write_csv(records)), newline=""))
    assert head == list(COLUMNS)
    cell = first[COLUMNS.index("title")]
    assert not cell.startswith(("=", "+", "-", "@"))
    assert cell == harmless(records[0].detail.row.title or "")
    assert second[COLUMNS.index("title")] == "Another"


def test_a_formula_is_only_marked() -> None:
    assert [harmless(text) for text in ("=A1", "-rf", "a=b", "")] == ["'=A1", "'-rf", "a=b", ""]
