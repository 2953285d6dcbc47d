"""Where the program's own files stand: in a source checkout and in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resources() -> Path:
    """The folder of the program's icons, texts and tables."""
    packed = _PACKAGE / "_resources"
    return packed if packed.is_dir() else _PACKAGE.parent / "resources"


def samples() -> Path | None:
    """The folder of sample documents of a source checkout; None where the program was installed without."""
    folder = _PACKAGE.parent / "seeds"
    return folder if folder.is_dir() and (_PACKAGE.parent / "pyproject.toml").is_file() else None
