"""A parsed file as JSON: the shape that labels have, with the lines that each part came from."""

import json
from pathlib import Path

import pytest
from reading_documents import parse_file

from reader.core.values.errors import DocumentError
from reader.services.worker.parsing import to_json

LINES = [
    "Tin Weekly: Issue #7",
    "Kettles, spoons, and more",
    "Hey folks,",
    "This week in tin, we bring you kettles <b>, a spoon & a long paper.",
    "Until next week!",
    "Industry",
    "Kettle maker opens a second plant",
    "The plant in Upper Marsh will make forty kettles an hour & employs nine, says https://kettles.example/news/plant.",
    "A blurb that lost its title: the spoon museum <script> has doubled its opening hours since the spring.",
    "Papers & Publications",
    "On the Sound of Tin",
    "Abstract:",
    "We present a study of the sounds that tin makes when it is bent. The sounds depend on",
    "x, the thickness. Experiments show that thin sheets are louder than thick ones in every case that we tried.",
    "https://arxiv.org/abs/2101.00001",
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "tin.txt"
    path.write_text("\n".join(LINES), "utf-8")
    return path


def test_every_part_says_its_lines(path: Path) -> None:
    data = to_json(*parse_file(path))
    json.dumps(data)
    assert (data["title"], data["number"], data["publication"]) == (LINES[0], 7, "Tin Weekly")
    assert (data["subtitle"], data["intro"]) == (LINES[1], LINES[3])
    assert [part["lines"] for part in data["boilerplate"]] == [[3, 3], [5, 5]]
    first, second = data["sections"]
    assert (first["title"], first["lines"], second["kind"]) == ("Industry", [6, 6], "papers")
    kettle, spoon = first["items"]
    assert kettle["lines"] == {"title": [7, 7], "body": [8, 8]}
    assert kettle["url"] == "https://kettles.example/news/plant"
    assert (spoon["title"], spoon["lines"]) == (None, {"title": None, "body": [9, 9]})
    paper = second["items"][0]
    assert paper["lines"] == {"title": [11, 11], "body": [13, 14], "marker": [12, 12], "extra": [15, 15]}
    assert paper["is_abstract"]
    assert "depend on x, the thickness" in paper["body"]
    assert paper["url"] == "https://arxiv.org/abs/2101.00001"


def test_bodies_are_given_as_escaped_html_with_their_links(path: Path) -> None:
    _, issue = parse_file(path)
    assert issue.items[1].body_html == f"<p>{LINES[8].replace('<', '&lt;').replace('>', '&gt;')}</p>"
    assert (
        '<a href="https://kettles.example/news/plant">https://kettles.example/news/plant</a>.</p>'
        in issue.items[0].body_html
    )
    assert "hour &amp; employs" in issue.items[0].body_html


def test_a_file_that_cannot_be_read_is_a_plain_error(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="is a folder"):
        parse_file(tmp_path)
