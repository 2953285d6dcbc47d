"""What ``correct`` says of one issue counts for what ``import`` brings afterwards; ``parse`` knows nothing of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from taught_mails import CALL, SET_ASIDE, mail, story, titles


def test_an_import_goes_by_corrections_until_they_are_undone_and_parse_never_does(reader: Any, tmp_path: Path) -> None:
    library = tmp_path / "library.db"

    def come(number: int) -> list[str]:
        file = tmp_path / f"{number}.eml"
        file.write_bytes(mail(number))
        assert reader("import", file, "--library", library).status == 0
        listed = reader("list", f"issue:{number}", "--json", "--library", library).json
        return [item["title"] for item in listed]

    assert CALL in come(1)
    (issue,) = {item["issue_id"] for item in reader("list", "--json", "--library", library).json}
    said = json.dumps({"seq": 1, **SET_ASIDE.to_json()}).encode()
    assert reader("correct", issue, "-", "--library", library, stdin=said).json["ok"] is True
    assert come(2) == titles(2)
    (parsed,) = reader("parse", tmp_path / "2.eml", "--json").json["issues"]
    assert CALL in [item["title"] for section in parsed["sections"] for item in section["items"]]
    assert reader("undo", "--library", library).status == 0
    assert CALL in come(3)


@pytest.fixture
def library(reader: Any, tmp_path: Path) -> Path:
    """A library with three issues in which the call is an item."""
    for number in (1, 2, 3):
        file = tmp_path / f"{number}.eml"
        file.write_bytes(mail(number))
        assert reader("import", file, "--library", tmp_path / "library.db").status == 0
    return tmp_path / "library.db"


def test_everywhere_counts_for_stored_issues_and_is_one_step_of_undo(reader: Any, library: Path) -> None:
    before = reader("list", "--json", "--library", library).out
    starred = next(item["id"] for item in json.loads(before) if item["title"] == CALL)
    reader("mark", starred, "--star", "--library", library)
    known = reader("list", "--json", "--library", library).out
    issue = json.loads(before)[0]["issue_id"]
    named = {"act": "item title", "text": story(1, 0)[0], "value": "Another title"}
    lines = [{"seq": 1, **SET_ASIDE.to_json()}, {"seq": 2, "act": "split", "text": "Nowhere to be found"}]
    lines += [{"seq": 3, **named}, {"seq": 4, "set": {"title": "Of this one"}}]
    lines[2]["text"] = next(item["title"] for item in json.loads(before) if item["issue_id"] == issue)
    stdin = "\n".join(map(json.dumps, lines)).encode()
    done = reader("correct", issue, "-", "--everywhere", "--library", library, stdin=stdin)
    assert done.status == 1, "two lines could not be carried out"
    told = [json.loads(line) for line in done.out.splitlines()]
    assert [(one.get("seq"), one["ok"]) for one in told] == [
        (1, True),
        (2, False),
        (3, True),
        (4, False),
        (None, True),
        (None, True),
    ]
    assert {one["issue_id"] for one in told[4:]} == {item["issue_id"] for item in json.loads(before)} - {issue}
    assert all(one["changed"] and one["items_vanished"] == 1 for one in told[4:])
    assert "2 of 2 issues changed" in done.complaint
    after = reader("list", "--json", "--library", library).json
    assert CALL not in [item["title"] for item in after if item["id"] != starred]
    assert reader("undo", "--library", library).status == 0
    assert reader("list", "--json", "--library", library).out == known
    assert reader("undo", "--library", library).status == 0
    assert reader("list", "--json", "--library", library).out == before


def test_everywhere_needs_corrections(reader: Any, library: Path) -> None:
    issue = reader("list", "--json", "--library", library).json[0]["issue_id"]
    assert "standard input" in reader("correct", issue, "--everywhere", "--library", library).complaint
    before = reader("list", "--json", "--library", library).out
    assert reader("correct", issue, "-", "--everywhere", "--library", library).out == ""
    assert reader("list", "--json", "--library", library).out == before
