"""What is written for newcomers stays true."""

from pathlib import Path

import pytest

from reader import __version__
from reader.cli.options import COMMANDS


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text("utf-8")


def test_readme_names_each_command(readme: str) -> None:
    assert [name for name in COMMANDS if f"reader {name}" not in readme and f"`{name}" not in readme] == []


def test_readme_names_the_two_commands_to_start_with(readme: str) -> None:
    assert "./run\n" in readme or "`./run`" in readme
    assert "./run test" in readme


def test_readme_shows_pictures_that_exist(root: Path, readme: str) -> None:
    pictures = [part.split(")")[0] for part in readme.split("](")[1:] if part.split(")")[0].endswith(".png")]
    assert pictures
    assert [name for name in pictures if not (root / name).is_file()] == []


def test_changelog_tells_of_this_version(root: Path) -> None:
    assert __version__ in (root / "CHANGELOG.md").read_text("utf-8")
