"""The worker process: results one after the other, and what goes wrong with one piece costs no other."""

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.core.revision.profiles import Profile
from reader.core.revision.split_changes import Original, text_hash
from reader.core.values.errors import DocumentError
from reader.core.values.ids import IssueId
from reader.services.worker.originals import Order, Reread, Wanted, reread
from reader.services.worker.parse_worker import ParseWorker
from reader.services.worker.parsing import parse_all, parse_all_bytes
from reader.split import Question

pytestmark = pytest.mark.starts_worker

FAULTY = """
import sys, time
from reader.services.worker import parsing
from reader.services.worker import parse_worker
split = parsing.split
def fault(document, before, **given):
    original = getattr(document, "document", document).original
    if b"hang" in original:
        time.sleep(60)
    if b"crash" in original:
        sys.exit(1)
    if b"bug" in original:
        raise KeyError("paper")
    return split(document, before, **given)
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
    with ParseWorker(seconds=10, command=("-c", FAULTY)) as worker:
        found = list(worker.parse(file))
    assert [one.issue.title if one.issue else None for one in found] == ["S0", None, "S2", None, "S4", None, "S6"]
    assert found[1].reason == "box.mbox, message 2 took more than 10 seconds and was left out."
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
        assert time.monotonic() - begun < 15


def original(number: int, body: str, name: str = "kept.eml") -> Original:
    """A mail as it is kept of an issue of this number."""
    data = f"From: A <a@b.example>\nSubject: S{number}\n\n{body}\n".encode()
    (parsed,) = parse_all_bytes(data, name)
    assert parsed.document is not None
    return Original(IssueId(number), name, "eml", data, text_hash(parsed.document))


def orders(*bodies: str) -> list[Order]:
    return [Order(original(number, body), Wanted.SPLIT, (), Profile()) for number, body in enumerate(bodies)]


@pytest.mark.parametrize("wanted", list(Wanted))
def test_what_is_wanted_of_an_original_is_what_this_process_would_make_of_it(wanted: Wanted) -> None:
    order = Order(original(7, "One body with a few words in it."), wanted, (), Profile())
    with ParseWorker() as worker:
        found = list(worker.reread([order, order]))
        assert len(list(worker.parse(Path(__file__)))) == 1, "files are read by the same worker"
    assert found == [reread(order)] * 2
    assert found[0].reason is None
    assert [found[0].document, found[0].split, found[0].observation].count(None) == 2


def test_an_original_that_hangs_or_crashes_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    wanted = orders("First.", "hang", "Third.", "crash", "Fifth.", "bug", "Last.")
    with ParseWorker(seconds=10, command=("-c", FAULTY)) as worker:
        found = list(worker.reread(wanted))
    assert [one.issue for one in found] == list(range(7))
    assert [one.split.issue.title if one.split else None for one in found] == ["S0", None, "S2", None, "S4", None, "S6"]
    assert found[1].reason == "kept.eml took more than 10 seconds and was left out."
    assert found[3].reason == "kept.eml could not be read safely and was left out."
    assert "KeyError" in (found[5].reason or "")


def test_what_is_no_order_passes_through_in_its_place() -> None:
    first, last = orders("First.", "Last.")
    known = Reread(IssueId(9), reason="It was read before.")
    with ParseWorker() as worker:
        assert [one.issue for one in worker.reread([first, known, last, known])] == [0, 9, 1, 9]


def test_the_next_is_read_while_the_one_before_is_dealt_with(tmp_path: Path) -> None:
    asked: list[int] = []

    def wanted() -> Iterator[Order]:
        for number, order in enumerate(orders("First.", "Second.", "Third.")):
            asked.append(number)
            yield order

    with ParseWorker() as worker:
        found = worker.reread(wanted())
        next(found)
        assert asked == [0, 1]
        found.close()
        assert worker._process is None, "it is left with an order that nobody waits for"
        assert len(list(worker.reread(wanted()))) == 3


def test_an_original_writes_no_file_under_the_name_that_it_bears(tmp_path: Path) -> None:
    named = tmp_path / "planted.eml"
    with ParseWorker() as worker:
        (found,) = worker.reread([Order(original(1, "Body.", str(named)), Wanted.DOCUMENT)])
    assert found.document is not None
    assert not named.exists()


def test_only_of_a_guess_it_is_asked_how_the_publication_looked_before() -> None:
    asked: list[Question] = []
    sure = "From: A <a@b.example>\nSubject: S\n\n" + "\n\n".join(
        f"Title of the story {word}\n\nA long enough text that tells what happened in {word}, and to whom."
        for word in ("one", "two", "three", "four", "five", "six")
    )
    with ParseWorker() as worker:
        found = list(
            worker.reread([*orders("Maybe one.", "Another."), *orders(sure)], lambda question: asked.append(question))
        )  # type: ignore[func-returns-value]
    assert all(one.split for one in found)
    assert all(question.is_guess for question in asked)


def test_a_stop_ends_what_is_read_again_at_once() -> None:
    with ParseWorker(command=("-c", FAULTY)) as worker:
        timer = threading.Timer(2, worker.stop)
        timer.start()
        begun = time.monotonic()
        found = list(worker.reread(orders("hang", "Second.")))
        timer.join()
        assert time.monotonic() - begun < 15
    assert all(one.split is None and one.reason for one in found)
