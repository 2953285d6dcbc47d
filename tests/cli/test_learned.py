"""What ``correct`` says of one issue counts for what ``import`` brings afterwards; ``parse`` knows nothing of it."""

import json
from pathlib import Path
from typing import Any

from taught_mails import CALL, SET_ASIDE, mail, titles


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
