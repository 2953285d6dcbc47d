"""Web Annotation JSON-LD against a schema written from the W3C model, and the texts that its selectors name."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from exported import whole
from hypothesis import given
from hypothesis import strategies as st

from reader.core.state.highlights import COLOURS, Highlight
from reader.core.state.tags import Tag
from reader.core.text.anchors import anchor_of
from reader.core.text.clean import clean_text
from reader.core.values.ids import HighlightId, ItemId
from reader.services.exporting.facts.records import WholeRecord
from reader.services.exporting.formats.web_annotation import write_annotations

SCHEMA = json.loads(Path(__file__).with_name("annotation_schema.json").read_text("utf-8"))


def annotations(*items: WholeRecord) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads("".join(write_annotations(items)))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    return found


def highlight(
    text: str, start: int, end: int, *, number: int = 1, note: str = "", colour: str = "yellow", is_here: bool = True
) -> Highlight:
    where = (start, end) if is_here else (None, None)
    created = "2024-01-02T03:04:05.678901+00:00"
    anchor = anchor_of(text, start, end)
    return Highlight(
        HighlightId(number), f"{number:032x}", ItemId(3), "#1", colour, note, created, anchor, *where, True
    )


def test_a_highlight_with_note_and_tags() -> None:
    body = "Recurrent models are gone."
    tags = (Tag("to read", "blue"),)
    (one,) = annotations(
        whole(body=body, note="", tags=tags, highlights=(highlight(body, 10, 16, note="Why *so*?", colour="pink"),))
    )
    assert one["id"] == "urn:uuid:00000000-0000-0000-0000-000000000001"
    assert (one["motivation"], one["created"]) == ("highlighting", "2024-01-02T03:04:05.678901Z")
    assert [(body["value"], body["purpose"]) for body in one["body"]] == [
        ("Why *so*?", "commenting"), ("to read", "tagging"),
    ]  # fmt: skip
    assert one["target"] == {
        "source": "https://arxiv.org/abs/1706.03762",
        "styleClass": "pink",
        "selector": [
            {"type": "TextQuoteSelector", "exact": "models", "prefix": "Recurrent ", "suffix": " are gone."},
            {"type": "TextPositionSelector", "start": 10, "end": 16},
        ],
    }


def test_a_note_on_a_work_is_of_the_whole_source() -> None:
    (one,) = annotations(whole(note="Read *again*.", tags=()))
    assert (one["motivation"], one["target"]) == ("commenting", {"source": "https://arxiv.org/abs/1706.03762"})
    assert [body["value"] for body in one["body"]] == ["Read *again*."]


def test_tags_alone_are_an_annotation_and_a_bare_star_is_none() -> None:
    (one,) = annotations(whole(note="", tags=(Tag("a/b", "red"),)))
    assert (one["motivation"], one["body"][0]["value"]) == ("tagging", "a/b")
    assert annotations(whole(note="", tags=(), is_starred=True)) == []


def test_twins_tell_a_highlight_once() -> None:
    marks = (highlight("Recurrent models", 0, 9),)
    first = whole(body="Recurrent models", note="", tags=(), highlights=marks)
    assert len(annotations(first, whole("Another", number=9, note="", tags=(), highlights=marks))) == 1


def test_an_item_without_an_address_has_a_name_as_its_source() -> None:
    (one,) = annotations(whole(url=None))
    assert one["target"]["source"] == "urn:uuid:00000000-0000-0000-0000-000000000003"


def test_a_highlight_that_stands_elsewhere_keeps_its_own_words() -> None:
    mark = highlight("What it said once", 5, 7, is_here=False)
    (one,) = annotations(whole(body="Something else.", note="", tags=(), highlights=(mark,)))
    assert one["target"]["selector"][0]["exact"] == "it"


@pytest.mark.parametrize("colour", COLOURS)
def test_every_colour_has_its_style(colour: str) -> None:
    (one,) = annotations(whole(body="Words", note="", tags=(), highlights=(highlight("Words", 0, 5, colour=colour),)))
    assert f".{one['target']['styleClass']} " in one["stylesheet"]["value"]


@given(st.text(min_size=1, max_size=80).map(clean_text).filter(bool), st.data())
def test_selectors_count_code_points_of_the_text(body: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    (one,) = annotations(whole(body=body, note="", tags=(), highlights=(highlight(body, start, end),)))
    quote, position = one["target"]["selector"]
    assert body[position["start"] : position["end"]] == quote["exact"]
    assert body[: position["start"]].endswith(quote["prefix"])
    assert body[position["end"] :].startswith(quote["suffix"])
