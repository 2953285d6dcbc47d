"""What is installed: exact versions, the program's own files in the wheel, the owner's samples not."""

import importlib.metadata
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder

from reader.services.machine.help_pages import TOPICS


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = str(tmp_path_factory.mktemp("dist"))
    return Path(next(WheelBuilder(str(root)).build(directory=folder, versions=["standard"])))


@pytest.fixture(scope="module")
def wheel(built: Path) -> list[str]:
    with zipfile.ZipFile(built) as archive:
        return archive.namelist()


def test_wheel_holds_the_program_and_its_resources(root: Path, wheel: list[str]) -> None:
    assert "reader/__main__.py" in wheel
    own = {str(path.relative_to(root / "resources")) for path in (root / "resources").rglob("*") if path.is_file()}
    assert own
    assert {name.removeprefix("reader/_resources/") for name in wheel if name.startswith("reader/_resources/")} == own


def test_an_installed_wheel_finds_its_help_pages(built: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(built) as archive:
        archive.extractall(tmp_path)
    read = (
        "from reader.services.machine.help_pages import help_folder, help_pages; "
        "print(help_folder(), *(page.topic for page in help_pages()))"
    )
    shown = subprocess.run([sys.executable, "-c", read], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert shown.stdout.split() == [str(tmp_path / "reader" / "_resources" / "help"), *TOPICS]


def test_wheel_leaves_samples_and_tests_out(wheel: list[str]) -> None:
    assert not [name for name in wheel if "seeds" in name or "weekly" in name or name.startswith("tests")]


def test_every_dependency_is_pinned(project: dict[str, Any]) -> None:
    pins = {pin.split("==")[0] for pin in project["tool"]["uv"]["constraint-dependencies"] if "==" in pin}
    assert len(pins) == len(project["tool"]["uv"]["constraint-dependencies"])
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    wanted += project["project"]["optional-dependencies"]["dev"]
    names = {re.sub(r"[-_.]+", "-", re.split(r"[<>=!;\[ ]", name)[0]).lower() for name in wanted}
    assert names <= pins


def test_installed_versions_are_the_pinned_ones(project: dict[str, Any]) -> None:
    other = []
    for pin in project["tool"]["uv"]["constraint-dependencies"]:
        name, _, version = pin.partition("==")
        try:
            installed = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        if installed != version:
            other.append(f"{name} {installed}, pinned {version}")
    assert not other
