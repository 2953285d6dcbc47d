"""The worker process: results one after the other, and what goes wrong with one piece costs no other."""

import sys
import time
from pathlib import Path

import pytest

from reader.core.errors import DocumentError
from reader.services.parse_worker import ParseWorker
from reader.services.parsing import parse_all

FAULTY = """
import sys, time
from reader.services import parse_worker, parsing
split = parsing.split
def fault(document, before):
    if b"hang" in document.original:
        time.sleep(60)
    if b"crash" in document.original:
        sys.exit(1)
    if b"bug" in document.original:
        raise KeyError("paper")
    return split(document, before)
parsing.split = fault
parse_worker.serve(sys.stdin.buffer, sys.stdout.buffer)
"""


def box(folder: Path, *bodies: str) -> Path:
    file = folder / "box.mbox"
    messages = (
        f"From a@b.example Tue Jan  2 03:04:0{number} 2024\nFrom: A <a@b.example>\nSubject: S{number}\n\n{body}\n\n"
        for number, body in enumerate(bodies)
    )
    file.write_text("".join(messages))
    return file


def test_it_says_what_this_process_would_say(tmp_path: Path) -> None:
    file = box(tmp_path, "One body.", "Another body.")
    with ParseWorker() as worker:
        assert list(worker.parse(file)) == list(parse_all(file))
        assert list(worker.parse(file)) == list(parse_all(file)), "it can be asked again"


def test_a_message_that_hangs_or_crashes_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    file = box(tmp_path, "First.", "hang", "Third.", "crash", "Fifth.", "bug", "Last.")
    with ParseWorker(seconds=6, command=("-c", FAULTY)) as worker:
        found = list(worker.parse(file))
    assert [one.issue.title if one.issue else None for one in found] == ["S0", None, "S2", None, "S4", None, "S6"]
    assert found[1].reason == "box.mbox, message 2 took more than 6 seconds and was left out."
    assert "KeyError" in (found[5].reason or "")
    assert found[3].reason == "box.mbox, message 4 could not be read safely and was left out."


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with ParseWorker() as worker:
        with pytest.raises(DocumentError, match="There is no file"):
            list(worker.parse(tmp_path / "nowhere"))
        assert len(list(worker.parse(box(tmp_path, "Still there.")))) == 1


def test_a_worker_that_does_not_start_is_told(tmp_path: Path) -> None:
    with (
        ParseWorker(command=("-c", "raise SystemExit(1)")) as worker,
        pytest.raises(DocumentError, match="could not be read safely"),
    ):
        list(worker.parse(box(tmp_path, "Body.")))


def test_leaving_early_ends_the_worker(tmp_path: Path) -> None:
    file = box(tmp_path, *(f"Body {number}." for number in range(50)))
    with ParseWorker() as worker:
        results = worker.parse(file)
        next(results)
        results.close()
        assert len(list(worker.parse(file))) == 50


@pytest.mark.skipif(sys.platform != "linux", reason="memory can be limited on Linux only")
def test_memory_is_limited(tmp_path: Path) -> None:
    greedy = FAULTY.replace("sys.exit(1)", "bytearray(4 << 30)").replace(
        "parse_worker.serve", "parse_worker._limit_memory()\nparse_worker.serve"
    )
    with ParseWorker(command=("-c", greedy)) as worker:
        first, second = worker.parse(box(tmp_path, "crash", "Fine."))
    assert first.reason == "box.mbox, message 1 needs too much memory and was left out."
    assert second.issue is not None


def test_a_worker_that_was_ended_while_it_waited_costs_no_file(tmp_path: Path) -> None:
    file = box(tmp_path, "One body.", "Another body.")
    with ParseWorker() as worker:
        list(worker.parse(file))
        process = worker._process
        assert process is not None
        process.kill()
        process.wait()
        assert list(worker.parse(file)) == list(parse_all(file))


def test_a_stop_that_comes_before_the_worker_is_there_ends_it(tmp_path: Path) -> None:
    file = box(tmp_path, "hang")
    with ParseWorker(command=("-c", FAULTY)) as worker:
        worker.stop()
        begun = time.monotonic()
        with pytest.raises(DocumentError):
            list(worker.parse(file))
        assert time.monotonic() - begun < 10
