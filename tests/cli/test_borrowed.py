"""Borrowed titles and guesses as the command line prints them; a refusal goes along into another library."""

import json
from pathlib import Path
from typing import Any

import pytest

from reader.core.state.changes import Edit, Field, Origin
from reader.core.values.ids import ItemId
from reader.services.machine.user_library import open_library

BODY = "We look at how quickly small models forget what they were taught. " * 4


def _item(number: int, title: str | None, sure: float) -> dict[str, Any]:
    return {
        "id": number,
        "key": f"{number:032}",
        "issue_key": f"{number:032}",
        "issue_number": number,
        "issue_confidence": sure,
        "confidence": sure,
        "publication": "The Harbour",
        "printed_title": title,
        "body": BODY,
        "body_html": f"<p>{BODY}</p>",
    }


@pytest.fixture
def harbour(reader: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with an item and an untitled one of the same text, whose issue is a guess."""
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path / "harbour.db"))
    path = tmp_path / "harbour.json"
    path.write_text(json.dumps([_item(1, "Small models forget less", 1.0), _item(2, None, 0.1)]))
    assert reader("import", path).status == 0
    return tmp_path


def test_a_borrowed_title_is_printed_as_borrowed_and_is_none_for_programs(reader: Any, harbour: Path) -> None:
    assert "Small models forget less [title from #1]" in reader("list", "is:untitled").out
    assert reader("show", 2).out.splitlines()[1] == "Small models forget less [title from #1]"
    (item,) = reader("list", "is:untitled", "--json").json
    assert item["title"] is None
    assert "borrowed" not in item
    told = reader("show", 2, "--json").json
    assert told["title"] is None
    assert told["borrowed"] == {"title": "Small models forget less", "item": 1, "source": "#1"}
    assert reader("show", 1, "--json").json["borrowed"] is None


def test_guesses_are_listed(reader: Any, harbour: Path) -> None:
    assert [item["id"] for item in reader("list", "is:unsure", "--json").json] == [2]
    assert [item["id"] for item in reader("list", "--json", "--", "-is:unsure").json] == [1]
    assert "is:unsure" in " ".join(reader("list", "--help").out.split())


def test_a_refused_title_stays_refused_in_another_library(
    reader: Any, harbour: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library()
    refuse = Edit(Field.TITLE_REFUSED, (ItemId(2),), True)
    library.change([refuse], origin=Origin.WINDOW, label="Refuse").result()
    library.close()
    assert "title from" not in reader("list", "is:untitled").out
    assert reader("export", "--format", "json", "--out", harbour / "all.json").status == 0
    monkeypatch.setenv("READER_LIBRARY", str(harbour / "other.db"))
    assert reader("import", harbour / "all.json").status == 0
    assert "title from" not in reader("list", "is:untitled").out
    assert reader("show", 2, "--json").json["borrowed"] is None
