"""Mending splits: one correction, beside reading that issue alone; and all issues split again, beside importing them.

A correction is timed by the processor, since nobody should pay for what else a machine does; jobs by the clock, since
they are work of two processes at once. The window's keys are pressed while it looks at all issues and splits them.
"""

import json
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any

from bench.bench_keys import Lines
from bench.documents import SECTIONS, write_documents
from bench.figures import PRESSES, ROUNDS, Figure, paired
from bench.filling import fill_worse
from bench.starting import Machine
from copied import new_library

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.issue_pages import page_blocks
from reader.core.state.changes import Origin
from reader.services.imports.intake import import_paths
from reader.services.splits.batch import resplit_issues
from reader.services.splits.corrected_splits import carry_out
from reader.services.splits.desk import Desk
from reader.services.splits.preview import Foreseen, foresee
from reader.services.worker.bounds import parse_within_bounds
from reader.services.worker.parse_worker import ParseWorker
from reader.services.worker.parsing import parse_all

ITEMS, ISSUES, MANY = 60, 60, 240
"""Of the issue that is corrected; how many are split again by themselves, and behind the window."""
CORRECTION, KEY = 100.0, 50.0
"""The aims, in milliseconds."""
RATIO = 1.0
"""The aim of splitting again: times importing."""


def _took(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def test_one_correction(folder: Path, figures: list[Figure]) -> None:
    documents = write_documents(folder / "corrected", 5, each=ITEMS // len(SECTIONS))
    file = sorted(documents.iterdir())[0]
    names = ("previewed", "applied", "learned")
    took: dict[str, list[float]] = {name: [] for name in names}
    floors = []
    with new_library() as library, ParseWorker() as worker, closing(library.reader()) as reader:
        import_paths(library, [documents], parse=parse_within_bounds(worker))
        desk, issue = Desk(library, reader, worker), reader.issue_ids()[0]
        publication = reader.issue(issue).publication_id
        desk.profile(publication)
        for number in range(ROUNDS):
            text = reader.issue_text(issue)
            block = [block for block in page_blocks(text) if block.opens][3 + 5 * number]
            made = [Correction(Act.JOIN, block.text, block.span.start)]
            floors.append(_took(lambda: list(parse_all(file))))
            shown: list[Foreseen] = []
            took["previewed"].append(_took(lambda: shown.append(foresee(desk, text, made))))  # noqa: B023
            took["applied"].append(_took(lambda: carry_out(desk, shown[0].split, origin=Origin.WINDOW)))  # noqa: B023
            took["learned"].append(_took(lambda: desk.profile(publication)))
    group = f"One correction in {ITEMS} items, to reading and splitting them"
    figures += [
        Figure(group, name, median(took[name]), paired(took[name], floors), aim_ms=CORRECTION) for name in names
    ]


def test_all_split_again(folder: Path, figures: list[Figure]) -> None:
    documents = write_documents(folder / "split again", ISSUES)
    group, lines = f"{ISSUES} issues of {len(SECTIONS) * 8} items, to importing them", []
    with new_library() as library, ParseWorker() as worker, closing(library.reader()) as reader:
        start = time.perf_counter()
        import_paths(library, [documents], parse=worker.parse)
        floor = time.perf_counter() - start
        for name, is_dry in (("looked at for the first time", True), ("looked at", True), ("split again", False)):
            start = time.perf_counter()
            found = resplit_issues(
                Desk(library, reader, worker), reader.issue_ids(), origin=Origin.WINDOW, is_dry=is_dry
            )
            lines.append((name, time.perf_counter() - start))
            assert len(found) == ISSUES
            assert not any(one.reason for one in found)
    figures += [
        Figure(group, name, took * 1000, took / floor, RATIO, note=f"{ISSUES / took:.0f} issues/s")
        for name, took in lines
    ]


def test_keys_while_all_are_split_again(
    machine: Machine, bare: dict[str, Any], folder: Path, figures: list[Figure]
) -> None:
    library = fill_worse(folder / "worse.db", write_documents(folder / "worse", MANY))
    found = json.loads(machine.run("bench.work", "split", str(library), "--presses", str(PRESSES)))
    assert found["was_looking"], "the look ended before the keys did: more documents are needed"
    assert found["was_splitting"], "splitting again ended before the keys did: more documents are needed"
    lines = Lines(f"{MANY} issues split again", bare)
    figures += lines.keys("next item painted, looking", found["looking"], KEY)
    figures += lines.keys("next item painted, splitting", found["splitting"], KEY)
    figures.append(lines.one("longest stall, splitting", found["stall"], None))
