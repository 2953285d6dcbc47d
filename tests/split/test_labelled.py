"""Hand-made issues with labels, and the owner's sample issues, come back as labelled."""

import importlib.util
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from reading_documents import parse_file, read_bytes

from reader.core.values.issues import Issue
from reader.services.worker.parsing import to_json
from reader.split import split_document

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ISSUES = sorted((HERE / "issues").glob("*.txt"))
CORPUS = ROOT.parent / "shared" / "corpus"
MARKED = re.compile(r"(?P<mark>\w)(?:\{(?P<kinds>[\w|]+)\})? (?P<text>.*)")


@dataclass
class Labelled:
    """The text of a marked issue and what stands in it. Items are (title, body, kinds); headings as (printed, lost)."""

    lines: list[str] = field(default_factory=list)
    heads: dict[str, list[str]] = field(default_factory=dict)
    sections: list[tuple[str | None, str | None]] = field(default_factory=list)
    items: list[list[Any]] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)


def load(path: Path, *, gap: int | None = None) -> Labelled:
    first, *lines = path.read_text("utf-8").splitlines()
    gap = int(first.split()[1]) if gap is None else gap
    label = Labelled()
    extra = 0
    for line in lines:
        found = MARKED.fullmatch(line)
        assert found, line
        mark, text = found["mark"], found["text"]
        if mark in "Hh":
            label.sections.append((text, None) if mark == "H" else (None, text))
            label.sizes.append(0)
        if mark == "h":
            extra = 1
            continue
        if mark == "a" and label.lines[-1] != "Abstract:":
            extra = 1
        label.lines += [""] * (gap + extra if label.lines else 0) + [text]
        extra = 0
        _take(label, mark, text, found["kinds"])
    return label


def _take(label: Labelled, mark: str, text: str, kinds: str | None) -> None:
    if mark in "tln":
        label.items.append([text if mark == "t" else None, "", []])
        label.sizes[-1] += 1
    if mark in "blcapj":
        label.items[-1][1] = f"{label.items[-1][1]} {text}".strip()
    if kinds:
        label.items[-1][2] = kinds.split("|")
    if mark in "TSIG":
        label.heads.setdefault(mark, []).append(text)


def split(label: Labelled, end: str = "\n") -> Issue:
    return split_document(read_bytes(end.join(label.lines).encode(), "issue.txt"))


@pytest.mark.parametrize("path", ISSUES, ids=lambda path: path.stem)
@pytest.mark.parametrize("gap", [None, 1, 2], ids=["as written", "gaps", "double gaps"])
def test_every_item_of_a_damaged_issue_is_found(path: Path, gap: int | None) -> None:
    label = load(path, gap=gap)
    issue = split(label)
    assert [(item.title, " ".join(item.body.split())) for item in issue.items] == [(t, b) for t, b, _ in label.items]
    assert [len(section.items) for section in issue.sections] == label.sizes
    assert [section.title for section in issue.sections] == [printed for printed, _ in label.sections]


@pytest.mark.parametrize("path", ISSUES, ids=lambda path: path.stem)
def test_the_head_of_an_issue_is_told_from_its_items(path: Path) -> None:
    label = load(path)
    issue = split(label, "\r\n")
    assert issue.title == label.heads["T"][0]
    assert issue.subtitle == next(iter(label.heads.get("S", [])), None)
    assert issue.intro == "\n\n".join(label.heads["I"])
    boilerplate = [issue.text[start:end] for start, end in issue.boilerplate]
    assert [*boilerplate, *(issue.outro.split("\n\n") if issue.outro else [])] == label.heads["G"]


@pytest.mark.parametrize("path", ISSUES, ids=lambda path: path.stem)
def test_kinds_are_what_the_text_says(path: Path) -> None:
    label = load(path)
    wrong = [
        (item.title or item.body[:60], item.kind, kinds)
        for item, (_, _, kinds) in zip(split(label).items, label.items, strict=True)
        if item.kind not in kinds
    ]
    assert wrong == []


def test_samples_reach_the_bars() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the labels of the samples are not beside this checkout")
    spec = importlib.util.spec_from_file_location("score", CORPUS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    results = {}
    for path in sorted((CORPUS / "seeds").glob("*.json")):
        label = json.loads(path.read_text("utf-8"))
        results[path.stem] = scorer.score(label, to_json(*parse_file(path.with_suffix(".txt"))))
    assert min(result["all"] for result in results.values()) >= 0.98
    assert all(result["lost"] in (None, 1.0) for result in results.values())


USUAL = ["Industry", "Mobile & Edge", "Learning", "Libraries & Code", "Papers & Publications"]
SAMPLES = {
    "deep-learning-weekly-195": (
        195,
        21,
        0,
        [None, "Mobile & Edge", None, "Libraries & Code", "Papers & Publications"],
    ),
    "deep-learning-weekly-197": (197, 19, 5, USUAL),
    "deep-learning-weekly-202": (202, 18, 1, USUAL),
    "deep-learning-weekly-209": (209, 19, 4, USUAL),
    "link-digest-performance": (None, 10, 0, [None]),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_split_into_the_items_that_a_reader_counts(name: str) -> None:
    number, items, lost, sections = SAMPLES[name]
    _, issue = parse_file(ROOT / "seeds" / f"{name}.txt")
    assert issue.number == number
    assert len(issue.items) == items
    assert sum(item.title is None for item in issue.items) == lost
    assert [section.title for section in issue.sections] == sections
    assert issue.confidence > 0.9


def test_headings_lost_from_a_known_publication_are_deduced() -> None:
    _, issue = parse_file(ROOT / "seeds" / "deep-learning-weekly-195.txt")
    assert [section.inferred for section in issue.sections] == ["Industry", None, "Learning", None, None]
