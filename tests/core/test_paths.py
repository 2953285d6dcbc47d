"""The program finds its own files in a checkout and in an installed wheel."""

from pathlib import Path

import pytest

from reader.core import paths


def test_a_checkout_has_resources_and_samples() -> None:
    assert paths.resources().name == "resources"
    assert paths.resources().is_dir()
    folder = paths.samples()
    assert folder is not None
    assert len(list(folder.glob("*.txt"))) == 5


def test_a_wheel_has_packed_resources_and_no_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "reader"
    (package / "_resources").mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", package)
    assert paths.resources() == package / "_resources"
    assert paths.samples() is None


def test_a_foreign_folder_called_seeds_is_no_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seeds").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "reader")
    assert paths.samples() is None
