"""What nobody expected is written down and told without a traceback."""

from pathlib import Path

import pytest

from reader.services.machine import folders, reports


def broken(message: str) -> BaseException:
    try:
        raise ValueError(message)
    except ValueError as error:
        return error


def test_the_log_has_the_traceback_and_the_sentence_its_path(home: Path) -> None:
    told = reports.report_unexpected(broken("odd\nvalue"))
    assert str(folders.log()) in told
    assert "ValueError: odd value" in told
    assert "\n" not in told
    assert "in broken\n    raise ValueError(message)" in folders.log().read_text()


def test_reports_follow_one_another(home: Path) -> None:
    for message in ("first", "second \udcff"):
        reports.report_unexpected(broken(message))
    text = folders.log().read_text()
    assert text.index("first") < text.index("second")


def test_the_log_does_not_grow_for_ever(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "LOG_CAP", 100)
    for _ in range(5):
        reports.report_unexpected(broken("x"))
    assert sorted(path.name for path in folders.log().parent.iterdir()) == ["reader.log", "reader.old.log"]
    assert folders.log().read_text().count("---") == 1
