"""The file of settings: read whatever is in it, written so that nothing in it is lost."""

import os
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.settings import SETTINGS, Settings
from reader.core.values.errors import SettingError
from reader.services.machine import folders
from reader.services.machine.preferences import read, write


@pytest.fixture
def file(home: Path) -> Path:
    """The user's file; its folder is there."""
    path = folders.settings()
    path.parent.mkdir(parents=True)
    return path


def test_no_file_is_all_defaults_and_costs_no_parser(home: Path) -> None:
    found = read(folders.settings())
    assert found.settings == Settings()
    assert not found.faults
    probe = (
        "import sys; from reader.services.machine import folders, preferences; preferences.read(folders.settings());"
        "print(sorted({'tomllib', 'tomlkit'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_reading_never_loads_the_writer(file: Path) -> None:
    file.write_text("theme = 'dark'\n")
    probe = (
        "import sys; from reader.services.machine import folders, preferences;"
        "print(preferences.read(folders.settings()).settings.theme, 'tomlkit' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["dark", "False"]


def test_what_is_written_is_read(home: Path) -> None:
    path = folders.settings()
    assert path.is_relative_to(home)
    values = {"theme": "dark", "text_size": 125, "mark_read_after": "never", "samples": False}
    write(path, values)
    assert read(path).settings == Settings(**values)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    write(path, {"theme": None})
    assert read(path).given == {"text_size", "mark_read_after", "samples"}
    assert [one.name for one in path.parent.iterdir()] == [path.name]


MINE = """\
# how I like it
theme = "dark"   # in the evening

# for my eyes
  text_size = 125
future_setting = [
    1, 2,  # of a newer version
]

[mine]
other = true
"""


def test_comments_order_and_unknown_keys_survive(file: Path) -> None:
    file.write_text(MINE)
    write(file, {"theme": "light", "line_width": 80})
    text = file.read_text()
    expected = MINE.replace('"dark"', '"light"')
    for line in expected.splitlines():
        assert line in text.splitlines()
    assert tomllib.loads(text)["line_width"] == 80, "at the top, not in the user's table"
    write(file, {"theme": "dark", "line_width": None})
    assert file.read_text().split() == MINE.split()


def test_each_fault_is_told_by_its_line_and_the_rest_counts(file: Path) -> None:
    file.write_text(f'line_width = [\n  9,\n]\n\n# dear\ntheem = "dark"\n{MINE}theme = 1\n')
    found = read(file)
    assert (found.settings.theme, found.settings.text_size, found.settings.line_width) == ("dark", 125, 68)
    assert [fault.partition(": ")[0] for fault in found.faults] == [
        f"settings.toml, line {line}" for line in (1, 6, 12, 16)
    ]
    assert "68 characters" in found.faults[0]
    assert "Did you mean `theme`?" in found.faults[1]


BROKEN = {
    "no TOML": (b'theme = "dark"\ntext_size 125\n', 2),
    "an end too early": (b'theme = "dark"\nx = [1,\n', 3),
    "twice the same": (b"theme = 'dark'\ntheme = 'light'\n", 2),
    "not UTF-8": (b"theme = 'dark'\n# \xff\xfe\n", 2),
    "very deep": (b"x = " + b"[" * 5000, 1),
    "a huge number": (b"text_size = " + b"9" * 5000, 1),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_file_that_is_no_toml_is_told_and_never_overwritten(file: Path, what: str) -> None:
    raw, line = BROKEN[what]
    file.write_bytes(raw)
    found = read(file)
    assert found.settings == Settings()
    (fault,) = found.faults
    assert fault.startswith(f"settings.toml, line {line}: ")
    with pytest.raises(SettingError):
        write(file, {"theme": "light"})
    assert file.read_bytes() == raw
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_a_file_that_may_not_be_read_is_told(file: Path) -> None:
    file.mkdir()
    assert "cannot be read" in read(file).faults[0]
    with pytest.raises(SettingError, match="cannot be read"):
        write(file, {"theme": "light"})


def test_a_place_that_cannot_be_written_is_told(home: Path) -> None:
    path = folders.settings()
    path.parent.parent.mkdir(parents=True)
    path.parent.write_text("a file")
    with pytest.raises(SettingError, match=r"cannot be (written|read)"):
        write(path, {"theme": "light"})


def test_a_wrong_name_or_value_is_not_written(home: Path) -> None:
    for values in ({"theem": "dark"}, {"theem": None}, {"theme": "pink"}):
        with pytest.raises(SettingError):
            write(folders.settings(), values)
    assert not folders.settings().exists()


def test_a_link_to_a_file_kept_elsewhere_stays(file: Path, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles.toml"
    kept.write_text(MINE)
    file.symlink_to(kept)
    write(file, {"theme": "light"})
    assert file.is_symlink()
    assert tomllib.loads(kept.read_text())["theme"] == "light"


def test_a_kill_while_it_is_written_leaves_the_old_one(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text(MINE)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write(file, {"theme": "light"})
    assert file.read_text() == MINE


WRITER = """
import sys
from reader.services.machine import folders, preferences
for number in range(30):
    preferences.write(folders.settings(), {sys.argv[1]: 1 + number})
"""


def test_writers_at_once_lose_no_key_of_each_other(home: Path) -> None:
    names = [row.name for row in SETTINGS if row.name.startswith("backups")]
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, name]) for name in names]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert read(folders.settings()).settings == Settings(**dict.fromkeys(names, 30))


@given(st.text(st.sampled_from("ab=\"'[]#\n .1theme")), st.sampled_from(["light", "dark"]))
def test_any_text_is_read_and_what_is_in_it_stays(
    tmp_path_factory: pytest.TempPathFactory, text: str, theme: str
) -> None:
    file = tmp_path_factory.getbasetemp() / "settings.toml"
    file.write_text(text)
    read(file)
    try:
        before = tomllib.loads(text)
    except ValueError:
        before = None
    try:
        write(file, {"theme": theme})
    except SettingError:
        assert file.read_text() == text
        return
    assert before is not None
    assert tomllib.loads(file.read_text()) == {**before, "theme": theme}
