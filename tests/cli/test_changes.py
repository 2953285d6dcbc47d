"""``mark``, ``note``, ``apply``, ``undo``: what is answered is on disk, and each act can be taken back."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from reader.core.fields import TOLD, FieldRow, Holds
from reader.core.state.changes import Field


def states(reader: Any, *ids: int) -> list[dict[str, Any]]:
    return [reader("show", number, "--json").json for number in ids]


@pytest.mark.parametrize("name", ["read", "star", "later", "done"])
def test_each_mark_has_an_opposite(reader: Any, library: Path, name: str) -> None:
    field = {"star": "starred"}.get(name, name)
    off = {"read": "--unread", "star": "--unstar"}.get(name, f"--not-{name}")
    assert reader("mark", 3, 4, f"--{name}").status == 0
    assert [item[field] for item in states(reader, 3, 4, 5)] == [True, True, False]
    assert reader("mark", 3, off).status == 0
    assert [item[field] for item in states(reader, 3, 4)] == [False, True]


def test_a_further_flag_that_is_told_is_marked_and_listed(
    reader: Any, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = FieldRow(
        Field.TITLE_REFUSED, "item", "is_title_refused", Holds.FLAG, shown_as="is_title_refused", told="refused"
    )
    monkeypatch.setitem(TOLD, "refused", row)  # type: ignore[arg-type]
    assert reader("mark", 42, "--refused").out.startswith("Refused: ")
    assert states(reader, 42)[0]["refused"] is True
    assert reader("mark", 42, "--not-refused").out.startswith("Not refused: ")
    assert states(reader, 42)[0]["refused"] is False
    assert "--refused, --not-refused" in reader("mark", 42).complaint


def test_done_is_read_and_no_longer_for_later(reader: Any, library: Path) -> None:
    reader("mark", 3, "--later")
    reader("mark", 3, "--done")
    (item,) = states(reader, 3)
    assert (item["done"], item["read"], item["later"]) == (True, True, False)


def test_what_is_asked_for_wins_over_what_follows(reader: Any, library: Path) -> None:
    reader("mark", 3, "--done", "--unread", "--later")
    (item,) = states(reader, 3)
    assert (item["done"], item["read"], item["later"]) == (True, False, True)


def test_several_marks_are_one_act(reader: Any, library: Path) -> None:
    before = states(reader, 3, 4)
    told = reader("mark", 3, 4, "--star", "--read", "--json")
    assert told.json == {"label": "Mark read, Star: 2 items", "changed": 4}
    assert reader("undo").out == "Undone: Mark read, Star: 2 items\n"
    assert states(reader, 3, 4) == before


def test_marking_again_says_that_nothing_changes(reader: Any, library: Path) -> None:
    reader("mark", 3, "--star")
    assert reader("mark", 3, "--star").out == "Nothing to change.\n"


def test_a_mark_without_a_verb_is_misuse(reader: Any, library: Path) -> None:
    told = reader("mark", 3)
    assert told.status == 2
    assert "--star" in told.complaint


def test_one_wrong_number_changes_nothing(reader: Any, library: Path) -> None:
    told = reader("mark", 3, 99999, "--star")
    assert told.status == 1
    assert "99999" in told.complaint
    assert states(reader, 3)[0]["starred"] is False


def test_a_note_is_kept_as_typed_and_found(reader: Any, library: Path) -> None:
    text = "# Käse\n\n*so* `x`"
    assert reader("note", 3, "-", stdin=f"{text}\n".encode()).status == 0
    assert states(reader, 3)[0]["note"] == text
    assert [item["id"] for item in reader("search", "--json", "käse").json] == [3]
    reader("note", 3, "")
    assert states(reader, 3)[0]["note"] == ""


def test_a_note_that_is_no_text_is_refused(reader: Any, library: Path) -> None:
    assert "UTF-8" in reader("note", 3, "-", stdin=b"\xff\xfe").complaint


@pytest.mark.parametrize("command", ["note", "apply"])
def test_odd_signs_in_a_note_are_kept_or_replaced_and_nothing_else(reader: Any, library: Path, command: str) -> None:
    text = "nul \0 zero\u200bwidth \u202eback \u0634\u0643\u0631\u0627 \U0001f600"
    if command == "note":
        assert reader("note", 3, "-", stdin=text.encode()).status == 0
        assert states(reader, 3)[0]["note"] == text.replace("\0", "\ufffd")
    else:
        line = json.dumps({"seq": 1, "item": 3, "set": {"note": f"{text} \ud800"}})
        assert reader("apply", stdin=line.encode()).status == 0
        assert states(reader, 3)[0]["note"] == text.replace("\0", "\ufffd") + " \ufffd"


def test_a_note_of_nearly_5_mb_comes_back_whole(reader: Any, library: Path) -> None:
    text = "wörd 😀 " * 400_000 + "end"
    assert reader("note", 3, "-", stdin=text.encode()).status == 0
    assert states(reader, 3)[0]["note"] == text


def test_undo_goes_back_step_by_step_and_ends(reader: Any, library: Path) -> None:
    reader("mark", 3, "--star")
    reader("note", 3, "a")
    assert reader("undo", "--json").json["undone"].startswith("Note: ")
    assert states(reader, 3)[0]["starred"] is True
    reader("undo")
    assert states(reader, 3)[0]["starred"] is False
    assert reader("undo").out == "Nothing to undo.\n"
    assert reader("undo", "--json").json is None


def test_undo_takes_back_what_the_window_did(reader: Any, library: Path) -> None:
    from reader.core.state.changes import Edit, Field, Origin
    from reader.services.machine.user_library import open_library

    opened = open_library(library)
    opened.change([Edit(Field.READ, (3,), True)], origin=Origin.WINDOW, label="Mark read").result()
    opened.change([Edit(Field.READ, (4,), True)], origin=Origin.AUTO, label="Read").result()
    opened.close()
    reader("undo")
    assert [item["read"] for item in states(reader, 3, 4)] == [False, True]


@pytest.mark.parametrize("command", [["mark", "1", "--read"], ["note", "1", "x"], ["undo"], ["check"], ["apply"]])
def test_changing_needs_a_library(reader: Any, tmp_path: Path, command: list[str]) -> None:
    told = reader(*command, "--library", tmp_path / "none.db")
    assert told.status == 1
    assert "no library" in told.complaint
    assert "reader import FILE" in told.complaint
    assert list(tmp_path.iterdir()) == []


def lines(*wishes: Any) -> bytes:
    return b"".join(wish if isinstance(wish, bytes) else json.dumps(wish).encode() + b"\n" for wish in wishes)


def answers(told: Any) -> list[Any]:
    return [json.loads(line) for line in told.out.splitlines()]


def test_apply_answers_in_order_and_does_it(reader: Any, library: Path) -> None:
    wishes = [
        {"seq": n, "item": n, "set": {"read": True, "starred": n % 2 == 0, "note": f"n{n}"}} for n in range(1, 60)
    ]
    told = reader("apply", stdin=lines(*wishes))
    assert told.status == 0
    assert answers(told) == [{"seq": n, "ok": True} for n in range(1, 60)]
    items = {item["id"]: item for item in reader("list", "--json").json}
    assert all(
        (items[n]["read"], items[n]["starred"], items[n]["note"]) == (True, n % 2 == 0, f"n{n}") for n in range(1, 60)
    )


@pytest.mark.parametrize(
    "line",
    [
        b"nonsense\n",
        b"\xff\n",
        b"[1]\n",
        b"[" * 100_000 + b"\n",
        b'{"seq": 7}\n',
        b'{"seq": 7, "item": "3", "set": {"read": true}}\n',
        b'{"seq": 7, "item": true, "set": {"read": true}}\n',
        b'{"seq": 7, "item": 99999, "set": {"read": true}}\n',
        b'{"seq": 7, "item": 1e999, "set": {"read": true}}\n',
        b'{"seq": 7, "item": 99999999999999999999, "set": {"read": true}}\n',
        b'{"seq": 7, "item": 3, "set": {}}\n',
        b'{"seq": 7, "item": 3, "set": {"read": 1}}\n',
        b'{"seq": 7, "item": 3, "set": {"read": true, "title": "x"}}\n',
        b'{"seq": 7, "item": 3, "set": {"note": null}}\n',
    ],
)
def test_a_bad_line_is_answered_and_the_rest_goes_on(reader: Any, library: Path, line: bytes) -> None:
    good = {"item": 4, "set": {"starred": True}}
    told = reader("apply", stdin=lines({"seq": 1} | good, line, b"\n", {"seq": 3} | good))
    assert told.status == 1
    assert told.err == ""
    first, second, third = answers(told)
    assert (first, third) == ({"seq": 1, "ok": True}, {"seq": 3, "ok": True})
    assert second["ok"] is False
    assert "\n" not in second["error"]
    assert states(reader, 3)[0]["read"] is False


@contextmanager
def ended_after(seconds: float, process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Kills a process that keeps a test waiting, so that the test fails instead of hanging."""
    timer = threading.Timer(seconds, process.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def test_apply_answers_while_it_waits_for_more_and_survives_kill(library: Path, reader: Any) -> None:
    applying = subprocess.Popen(
        [sys.executable, "-m", "reader", "apply"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ
    )
    assert applying.stdin is not None
    assert applying.stdout is not None
    with applying.stdin, applying.stdout, ended_after(30, applying):
        for number in (3, 4, 5):
            applying.stdin.write(lines({"seq": number, "item": number, "set": {"starred": True}}))
            applying.stdin.flush()
            assert json.loads(applying.stdout.readline()) == {"seq": number, "ok": True}
        applying.send_signal(signal.SIGKILL)
    applying.wait(30)
    assert [item["starred"] for item in states(reader, 3, 4, 5)] == [True, True, True]


def test_two_writers_at_once_lose_nothing(library: Path, reader: Any) -> None:
    command = [sys.executable, "-m", "reader", "apply"]
    both = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ)
        for _ in range(2)
    ]
    ids = {0: range(1, 40), 1: range(40, 80)}
    for number, process in enumerate(both):
        assert process.stdin is not None
        wishes = [{"seq": item, "item": item, "set": {"note": str(item)}} for item in ids[number]]
        process.stdin.write(lines(*wishes))
        process.stdin.close()
        process.stdin = None
    for process in both:
        out, err = process.communicate(timeout=60)
        assert err == b""
        assert all(json.loads(line)["ok"] for line in out.splitlines())
    notes = {item["id"]: item["note"] for item in reader("list", "--json").json}
    assert all(notes[number] == str(number) for number in range(1, 80))


def test_apply_ends_when_nobody_hears_the_answers(library: Path) -> None:
    applying = subprocess.Popen(
        [sys.executable, "-m", "reader", "apply"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert applying.stdout is not None
    applying.stdout.close()
    applying.stdout = None
    _, err = applying.communicate(
        lines(*[{"seq": n, "item": 3, "set": {"read": n % 2 == 0}} for n in range(50)]), timeout=60
    )
    assert applying.returncode == 1
    assert err == b""


def test_tags_are_given_listed_and_taken_away(reader: Any, library: Path) -> None:
    told = reader("mark", 3, 4, "--star", "--tag", "vision/3d, To Read", "--tag", "to read", "--json")
    assert told.json == {"label": "Star, Tag vision/3d, To Read: 2 items", "changed": 8}
    assert [item["tags"] for item in states(reader, 3, 4, 5)] == [["To Read", "vision/3d"]] * 2 + [[]]
    assert [item["id"] for item in reader("list", "tag:vision", "--json").json] == [3, 4]
    assert reader("list", "--json", "--", 'tag:"to read"', "-tag:vision").json == []
    reader("mark", 3, "--untag", "TO READ", "--untag", "unknown")
    assert [item["tags"] for item in states(reader, 3)] == [["vision/3d"]]
    assert "tag:vision/3d" in reader("show", 3).out
    assert reader("undo").out.startswith("Undone: Untag")
    reader("undo")
    (item,) = states(reader, 3)
    assert (item["tags"], item["starred"]) == ([], False)


@pytest.mark.parametrize("name", ["x" * 10_000, "a//b", "\u202e", 'a"b'])
def test_what_can_be_no_tag_is_refused_in_a_sentence(reader: Any, library: Path, name: str) -> None:
    told = reader("mark", 3, "--star", "--tag", name)
    assert told.status == 1
    assert len(told.complaint) < 300
    (item,) = states(reader, 3)
    assert not item["starred"]
