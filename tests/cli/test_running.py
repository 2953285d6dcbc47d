"""Whatever goes wrong is one plain line, and the exit status says so."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from reader.cli import run
from reader.cli.run import split_arguments
from reader.cli.terminal.options import COMMANDS

START = [sys.executable, "-m", "reader"]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(reader: Any, command: str) -> None:
    told = reader(command, "--help")
    assert told.status == 0
    assert told.out.startswith(f"usage: reader {command}")
    assert ("--library" in told.out) == (command not in ("parse", "config", "help"))
    assert ("--json" in told.out) == (command not in ("backup", "export", "screenshot"))


def test_help_lists_every_command(reader: Any) -> None:
    told = reader("--help")
    assert told.status == 0
    assert all(f"  {name} " in told.out for name in COMMANDS)


@pytest.mark.parametrize(
    ("argv", "name", "rest"),
    [
        (["list", "a"], "list", ["a"]),
        (["--library", "list", "show", "3"], "show", ["--library", "list", "3"]),
        (["--library=x", "list"], "list", ["--library=x"]),
        (["list", "--library", "x"], "list", ["--library", "x"]),
        (["file.txt", "list"], None, ["file.txt", "list"]),
        (["--", "list"], None, ["--", "list"]),
        (["--library"], None, ["--library"]),
        ([], None, []),
    ],
)
def test_library_may_stand_on_either_side_of_the_command(argv: list[str], name: str | None, rest: list[str]) -> None:
    command, arguments = split_arguments(argv)
    assert (command.name if command else None) == name
    assert arguments == rest


@pytest.mark.parametrize(
    "arguments",
    [
        ["show"],
        ["show", "x"],
        ["show", "-1"],
        ["list", "--nonsense"],
        ["mark", "1", "--read", "--unread"],
        ["screenshot", "--size", "9x9", "a.png"],
        ["screenshot", "--theme", "pink", "a.png"],
    ],
)
def test_misuse_is_one_line_and_status_2(reader: Any, arguments: list[str]) -> None:
    told = reader(*arguments)
    assert told.status == 2
    assert told.complaint.startswith(f"reader {arguments[0]}: ")
    assert told.out == ""


def test_a_name_that_is_nothing_opens_no_window(reader: Any) -> None:
    told = reader("lits")
    assert told.status == 2
    assert told.complaint == "reader: There is no file or command lits (see reader --help)."


@pytest.mark.parametrize(
    ("arguments", "argv"),
    [
        (["{file}"], ["--", "{file}"]),
        (["--library", "l.db", "{file}"], ["--library", "l.db", "--", "{file}"]),
        ([], []),
        (["screenshot", "a.png"], ["screenshot", "--", "a.png"]),
        (
            ["--library", "l.db", "screenshot", "a.png", "--item", "3", "--keys", "j s", "--size", "800x600"],
            ["screenshot", "--item", "3", "--size", "800x600", "--keys", "j s", "--library", "l.db", "--", "a.png"],
        ),
    ],
)
def test_the_window_gets_checked_arguments(tmp_path: Path, arguments: list[str], argv: list[str]) -> None:
    file = tmp_path / "a.txt"
    file.touch()
    seen: list[str] = []

    def open_window(given: Any) -> int:
        seen.extend(given)
        return 0

    command, rest = split_arguments([part.format(file=file) for part in arguments])
    assert run.guarded(command, rest, open_window=open_window) == 0
    assert seen == [part.format(file=file) for part in argv]


def test_a_missing_system_library_is_said_plainly(capfd: pytest.CaptureFixture[str]) -> None:
    def open_window(_: Any) -> int:
        raise ImportError("libEGL.so.1: cannot open shared object file")

    assert run.guarded(None, [], open_window=open_window) == 1
    assert "Qt cannot be loaded (libEGL.so.1" in capfd.readouterr().err


def test_an_unexpected_error_is_logged_and_its_log_named(
    reader: Any, home: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.cli.lists.parse_query", lambda text: 1 / 0)
    told = reader("list")
    assert told.status == 1
    log = next(home.rglob("reader.log"))
    assert str(log) in told.complaint
    assert "ZeroDivisionError" in log.read_text()


def test_an_unwritable_log_hides_nothing(
    reader: Any, home: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.cli.lists.parse_query", lambda text: 1 / 0)
    (home / "state").write_text("in the way")
    told = reader("list")
    assert told.status == 1
    assert "ZeroDivisionError" in told.complaint
    assert "cannot be written" in told.complaint


def test_a_reader_that_has_seen_enough_is_no_error(library: Path) -> None:
    listing = subprocess.Popen([*START, "list", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert listing.stdout is not None
    assert listing.stderr is not None
    with listing.stdout, listing.stderr:
        listing.stdout.read(1)
        listing.stdout.close()
        assert listing.stderr.read() == b""
    assert listing.wait(30) == 1


def test_control_c_ends_without_a_word(library: Path) -> None:
    applying = subprocess.Popen(
        [*START, "apply"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert applying.stdin is not None
    assert applying.stdout is not None
    assert applying.stderr is not None
    with applying.stdin, applying.stdout, applying.stderr:
        applying.stdin.write(b'{"seq": 1, "item": 1, "set": {"read": true}}\n')
        applying.stdin.flush()
        assert applying.stdout.readline() == b'{"seq": 1, "ok": true}\n'
        applying.send_signal(signal.SIGINT)
        assert applying.stderr.read() == b""
    assert applying.wait(30) == 130


def test_another_encoding_of_the_terminal_breaks_nothing(library: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    for arguments in (["list"], ["list", "--json"]):
        run = subprocess.run([*START, *arguments], capture_output=True, env=environment, timeout=60, check=False)
        assert run.returncode == 0, run.stderr
        assert run.stdout.isascii()


def test_commands_start_fast() -> None:
    started = time.perf_counter()
    subprocess.run([*START, "--version"], check=True, capture_output=True)
    assert time.perf_counter() - started < 10
