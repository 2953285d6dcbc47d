"""Parsing and splitting, beside reading the same document with the bare parser; and time against length.

The floor is what the format's parser alone needs: lines and their words for text, selectolax's tree and its text for
HTML, the standard library's messages for a mailbox.
"""

import time
from collections.abc import Callable
from email import message_from_bytes
from functools import partial
from pathlib import Path

import pytest
from bench.documents import mail, mail_html, mailbox, text
from bench.figures import ROUNDS, Figure, paired
from reading_documents import parse_bytes
from selectolax.lexbor import LexborHTMLParser

from reader.services.worker.parsing import parse_all

RATIO, MILLISECONDS, LINEAR = 8.0, 15.0, 12.0
"""The aims: times the bare parser, milliseconds a document, and how much longer ten times the text may take."""
ISSUES = 200
SIZES = (10_000, 100_000, 1_000_000)
FORMATS: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "text": ("issue.txt", lambda size: text(size).encode()),
    "HTML": ("issue.html", lambda size: mail_html(size).encode()),
    "mail": ("issue.eml", mail),
}
"""The formats whose time is taken at several lengths: the name of a file, and a document of a length."""


def _bare_text(data: bytes) -> None:
    for line in data.decode().splitlines():
        line.split()


def _bare_html(data: bytes) -> None:
    root = LexborHTMLParser(data.decode()).root
    assert root is not None
    root.text()


def _bare_mailbox(data: bytes) -> None:
    for message in data.split(b"\nFrom "):
        message_from_bytes(message).get_payload()


def time_once(work: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def _pairs(bare: Callable[[], object], work: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Both in turns, after one of each that does not count."""
    pairs = [(time_once(bare), time_once(work)) for _ in range(3 * ROUNDS + 1)][1:]
    return [floor for floor, _ in pairs], [took for _, took in pairs]


@pytest.mark.parametrize(
    ("name", "data", "bare"),
    [
        ("10 kB of text", text(10_000).encode(), _bare_text),
        ("60 kB of HTML", mail_html(60_000).encode(), _bare_html),
    ],
)
def test_one_document(name: str, data: bytes, bare: Callable[[bytes], None], figures: list[Figure]) -> None:
    floors, took = _pairs(lambda: bare(data), lambda: parse_bytes(data, "issue"))
    figures += [
        Figure("Parse and split", name, min(took), paired(took, floors), aim_ms=MILLISECONDS, is_limited=False),
        Figure("Parse and split", f"{name}, bare parser", min(floors), 1.0, note=f"aim for the above {RATIO:g} x"),
    ]


def test_a_mailbox(folder: Path, figures: list[Figure]) -> None:
    path = folder / "issues.mbox"
    path.write_bytes(data := mailbox(ISSUES))
    floor = time_once(lambda: _bare_mailbox(data))
    found: list[int] = []
    took = time_once(lambda: found.extend(len(parsed.issue.items) for parsed in parse_all(path) if parsed.issue))
    assert len(found) == ISSUES
    note = f"{sum(found)} items, {1000 * len(found) / took:.0f} issues a second"
    rate = 1000 * sum(found) / took
    figures.append(
        Figure("Parse and split", f"items of {ISSUES} issues in a mailbox", rate, took / floor, unit="/s", note=note)
    )


@pytest.mark.parametrize("form", FORMATS)
def test_ten_times_the_text_takes_ten_times_as_long(form: str, figures: list[Figure]) -> None:
    name, make = FORMATS[form]
    runs = [partial(parse_bytes, make(size), name) for size in SIZES]
    took = [min(time_once(run) for _ in range(3)) for run in runs]
    for size, before, after in zip(SIZES[1:], took, took[1:], strict=False):
        figures.append(
            Figure("Ten times the text", f"{form}, {size // 1000} kB", after, after / before, aim_ratio=LINEAR)
        )
