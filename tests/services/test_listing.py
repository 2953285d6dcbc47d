"""The shape of an item for other programs is a promise: fields come, none goes or changes its meaning."""

import json
from dataclasses import replace

from reader.core.state.rows import ItemDetail, ItemRow, PublicationRow, Twin
from reader.core.state.tags import Tag
from reader.core.values.ids import IssueId, ItemId, PublicationId, SectionId, WorkId
from reader.core.values.issues import Kind
from reader.services.items.item_json import item_json, publication_json

ROW = ItemRow(
    id=ItemId(3), work_id=WorkId(4), issue_id=IssueId(5), section_id=SectionId(6), publication_id=PublicationId(7),
    title="My title", is_own_title=True, excerpt="Words", kind=Kind.PAPER, url="https://example.org/",
    identity="arXiv 1", is_read=True, is_later=False, is_done=True, is_starred=False, has_note=True,
    issue_date="2021-05-20",
)  # fmt: skip
DETAIL = ItemDetail(
    row=ROW, key="k", publication="P", issue="#197", is_guess=True, section="Papers", is_section_deduced=True,
    position=9, printed_title=None, author="A", body="Words", body_html="<p>Words</p>", is_abstract=True, links=(),
    topics=("t",), tags=(Tag("mine", "blue"),), images=0, note="n", twins=(Twin(ItemId(8), "#1"),),
)  # fmt: skip


def test_an_item_as_data() -> None:
    assert item_json(DETAIL) == {
        "id": 3, "key": "k", "publication": "P", "issue": "#197", "issue_id": 5, "section": "Papers", "position": 9,
        "date": "2021-05-20", "title": "My title", "author": "A", "body": "Words", "body_html": "<p>Words</p>", "url": "https://example.org/",
        "kind": "paper", "topics": ["t"], "tags": ["mine"], "read": True, "starred": False, "later": False,
        "done": True, "note": "n", "highlights": [],
    }  # fmt: skip


def test_what_is_not_known_is_null() -> None:
    data = item_json(
        replace(
            DETAIL, row=replace(ROW, title=None, url=None, issue_date=None), publication=None, section=None, author=None
        )
    )
    assert [name for name, value in json.loads(json.dumps(data)).items() if value is None] == [
        "publication", "section", "date", "title", "author", "url",
    ]  # fmt: skip


def test_an_item_has_its_own_date_else_that_of_its_issue() -> None:
    dated = item_json(replace(DETAIL, row=replace(ROW, date="2021-05-18")))
    assert (item_json(DETAIL)["date"], dated["date"]) == ("2021-05-20", "2021-05-18")


def test_a_publication_as_data() -> None:
    row = PublicationRow(PublicationId(1), None, "https://example.org/feed", 2, 30, 4)
    assert publication_json(row) == {
        "id": 1, "title": None, "url": "https://example.org/feed", "issues": 2, "items": 30, "unread": 4,
    }  # fmt: skip
