"""Where things are kept."""

from pathlib import Path

import pytest

from reader.services.machine import folders


def test_the_option_goes_before_the_environment_and_that_before_the_default(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folders.library() == folders.default_library()
    assert not folders.is_library_chosen()
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path / "a.db"))
    assert folders.library() == tmp_path / "a.db"
    assert folders.is_library_chosen()
    assert folders.library(str(tmp_path / "b.db")) == tmp_path / "b.db"
    monkeypatch.setenv("READER_LIBRARY", "")
    assert folders.library() == folders.default_library()


def test_paths_are_absolute_and_know_the_home_folder(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert folders.library("a.db") == tmp_path / "a.db"
    assert folders.library("~/a.db") == home / "a.db"


def test_everything_is_in_the_users_own_folders(home: Path) -> None:
    for path in (folders.default_library(), folders.log(), folders.window_state(Path("a.db"))):
        assert path.is_relative_to(home)


def test_each_library_has_its_own_window_state(tmp_path: Path) -> None:
    one, other = folders.window_state(tmp_path / "a.db"), folders.window_state(tmp_path / "b.db")
    assert one != other
    assert one == folders.window_state(tmp_path / "a.db")
