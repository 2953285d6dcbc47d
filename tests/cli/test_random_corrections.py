"""The library marked, split and joined at random by commands: nothing starred is lost, and undo leaves no trace."""

import json
import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from shares import some_of

ROUNDS, LINES = 3, 2
SPLITTING = ("Correct ", "Split ")
"""How the acts are called that split issues again."""


@pytest.fixture
def library(reader: Any, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with two issues of one publication."""
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path / "library.db"))
    assert reader("import", *sorted(seeds.glob("deep-learning-weekly-*.txt"))[:2]).status == 0
    return tmp_path / "library.db"


def listed(reader: Any, *query: str) -> list[dict[str, Any]]:
    return reader("list", *query, "--json").json


def states(reader: Any) -> list[str]:
    """What is told of all items, and of those that are starred, also where they are no longer split out."""
    return [reader("list", *query, "--json").out for query in ((), ("is:starred",))]


def mark_a_third(reader: Any, rng: random.Random) -> None:
    """Star a third of the items, note another, read the last."""
    items = [item["id"] for item in listed(reader)]
    rng.shuffle(items)
    third = len(items) // 3
    assert reader("mark", *items[:third], "--star").status == 0
    assert reader("mark", *items[2 * third :], "--read").status == 0
    notes = [{"seq": item, "item": item, "set": {"note": f"On {item} 😀"}} for item in items[third : 2 * third]]
    assert reader("apply", stdin="\n".join(map(json.dumps, notes)).encode()).status == 0


def split_and_join(reader: Any, rng: random.Random, issue: int) -> int:
    """Split items at texts and join items of one section; how many items came and went."""
    blocks = reader("correct", issue, "--json").json
    within = [(one, two) for one, two in pairwise(blocks) if one["item"] and two["item"]]
    # What goes on with a heading is in no item; and of a title that was joined the text may not be split off again.
    joins = rng.sample([two for _, two in within if two["opens"] and two["role"] in ("body", "title")], LINES)
    texts = [two for one, two in within if one["opens"] and one not in joins and two["role"] == "body"]
    splits = rng.sample([text for text in texts if not text["opens"]], LINES)
    said = [("join", block) for block in joins] + [("split", block) for block in splits]
    lines = [{"seq": n, "act": act, "text": one["text"], "start": one["start"]} for n, (act, one) in enumerate(said)]
    done = reader("correct", issue, "-", stdin="\n".join(map(json.dumps, lines)).encode())
    assert done.status == 0, done
    told = [json.loads(line) for line in done.out.splitlines()]
    assert [one["seq"] for one in told] == [line["seq"] for line in lines]
    return sum(one["items_added"] + one["items_vanished"] for one in told)


def words(item: dict[str, Any]) -> str:
    return " ".join(f"{item['title'] or ''} {item['body']}".split())


@pytest.mark.slow
@pytest.mark.parametrize("seed", some_of([1, 2]))
def test_what_was_starred_keeps_its_first_words_and_undo_leaves_no_trace(reader: Any, library: Path, seed: int) -> None:
    rng = random.Random(seed)
    fresh = reader("list", "--json").out
    mark_a_third(reader, rng)
    marked = states(reader)
    first_words = [" ".join((item["title"] or item["body"]).split()[:4]) for item in listed(reader, "is:starred")]
    assert len(first_words) >= len(listed(reader)) // 3

    issues = sorted({item["issue_id"] for item in listed(reader)})
    moved = [split_and_join(reader, rng, rng.choice(issues)) for _ in range(ROUNDS)]
    assert sum(moved) >= ROUNDS
    assert states(reader) != marked
    assert reader("resplit", "--all").status == 0
    split_and_join(reader, rng, rng.choice(issues))
    now = [words(item) for item in listed(reader, "is:starred")]
    assert [begin for begin in first_words if not any(begin in text for text in now)] == []
    assert reader("check").status == 0

    undone, state = 0, marked
    while reader("undo", "--json").json["undone"].startswith(SPLITTING):
        undone, state = undone + 1, states(reader)
    assert undone > ROUNDS
    assert state == marked, "only when all splits are undone the marks are"
    while reader("undo", "--json").json is not None:
        continue
    assert reader("list", "--json").out == fresh
    assert reader("check").status == 0
