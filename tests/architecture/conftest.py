"""The project's own files, as the rules of the house see them."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def modules(root: Path) -> dict[str, str]:
    """The program's modules: text by path."""
    found = {str(path.relative_to(root)): path.read_text("utf-8") for path in sorted(root.glob("reader/**/*.py"))}
    assert found
    return found


@pytest.fixture(scope="session")
def kept_files(root: Path) -> dict[str, str]:
    """Every text file that is kept in the repository, by path."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode or not listed.stdout:
        pytest.skip("not a git checkout: which files are kept cannot be asked")
    texts = {}
    for name in listed.stdout.rstrip("\0").split("\0"):
        try:
            texts[name] = (root / name).read_text("utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
    return texts
