"""The benchmarks run: once, small, off screen; whether anything is fast is for ``./run bench``."""

import json
from pathlib import Path

import pytest
from bench.documents import SECTIONS, mail, mail_html, mailbox, text, write_documents
from bench.figures import SLACK, Figure, paired, percentile, table
from bench.filling import fill, fill_worse
from bench.starting import Machine
from reading_documents import parse_bytes, parse_file

from reader.services.worker.parsing import parse_all_bytes


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path, None)


def test_a_start_is_timed_from_the_process_to_the_first_answered_key(machine: Machine, tmp_path: Path) -> None:
    library = fill(tmp_path / "library.db", 80)
    bare, reader = machine.time_bare(), machine.time_reader(library)
    assert bare.framed > 0
    assert 0 < reader.painted < reader.listed < reader.answered


def test_moves_are_timed_while_documents_are_imported(machine: Machine, tmp_path: Path) -> None:
    library, documents = fill(tmp_path / "library.db", 400), write_documents(tmp_path / "documents", 24)
    given = ["bench.work", "import", str(library), str(documents), "--presses", "3"]
    found = json.loads(machine.run(*given))
    assert 0 < len(found["moves"]) <= 3
    assert all(0 < took < 5000 for took in found["moves"])


def test_moves_are_timed_while_all_is_split_again(machine: Machine, tmp_path: Path) -> None:
    library = fill_worse(tmp_path / "library.db", write_documents(tmp_path / "documents", 12))
    found = json.loads(machine.run("bench.work", "split", str(library), "--presses", "2"))
    assert all(0 < took < 5000 for took in found["looking"] + found["splitting"])
    assert found["looking"]
    assert found["splitting"], "nothing was split again"


def test_documents_are_newsletters_with_all_their_sections(tmp_path: Path) -> None:
    (path,) = write_documents(tmp_path, 1).iterdir()
    _, issue = parse_file(path)
    assert [section.title for section in issue.sections] == list(SECTIONS)


def test_documents_of_any_length_have_an_item_for_each_title() -> None:
    for data, name in ((text(9_000).encode(), "a.txt"), (mail_html(9_000).encode(), "a.html"), (mail(9_000), "a.eml")):
        document, issue = parse_bytes(data, name)
        titles = document.text.count("Read more") or sum(block.text.endswith(".") for block in document.blocks)
        assert len(issue.items) >= 0.9 * titles > 5
    assert len([parsed for parsed in parse_all_bytes(mailbox(3), "a.mbox") if parsed.issue]) == 3


def test_a_figure_beyond_three_times_its_aim_fails() -> None:
    met, missed, failed = (Figure("g", "n", value, 1, aim_ms=10) for value in (10, 10 * SLACK, 10 * SLACK + 1))
    assert [figure.is_within_limit for figure in (met, missed, failed)] == [True, True, False]
    assert Figure("g", "n", 1000, 1, aim_ms=10, is_limited=False).is_within_limit
    lines = table([met, missed, failed]).splitlines()[-3:]
    assert [line.split()[-1] for line in lines] == ["met", "missed", "FAILED"]


def test_ratios_are_taken_pair_by_pair() -> None:
    assert paired([10, 40, 30], [10, 20, 30]) == 1
    assert percentile([3, 1, 2, 4], 0.99) == 4
