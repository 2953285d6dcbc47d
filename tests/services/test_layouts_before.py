"""A document that could be read in several ways is read as its publication's earlier issues were."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from reading_documents import read_bytes

from reader.core.revision.profiles import Fact, Profile, Sort
from reader.core.state.queries import Query, Within
from reader.core.values.errors import LibraryLocked
from reader.core.values.issues import Issue
from reader.services.imports.intake import import_bytes, import_paths
from reader.services.machine.user_library import open_library
from reader.services.worker.bounds import Parse, parse_within_bounds
from reader.services.worker.parse_worker import ParseWorker
from reader.services.worker.parsing import parse_all, split
from reader.split import Known, Opened, choice, nothing_before, observe, split_known
from reader.split.guidance.habits import Habits
from reader.store import Reader

TITLES = (
    "Sparse models in practice",
    "A field guide to caching",
    "Why tests lie",
    "Small teams, large models",
    "Faster kernels for free",
    "What a queue is for",
)
BODIES = (
    "The authors show that sparse models can be trained on one machine, and measure what that costs.",
    "A long read on caches: what they hide, what they break, and how to test them without a network.",
    "Tests that cannot fail are worse than none. This post shows how to find them by breaking code.",
    "How a team of four runs a model with many users, with numbers for memory and latency.",
    "Kernels that were written twice, and what the second version taught about the first.",
    "Queues hide trouble until they do not. Four outages and what they had in common.",
)
FORMS = {
    "whole": "{title}\nhttps://example.org/{n}\n{body}",
    "untitled": "{body}\nhttps://example.org/{n}",
    "bare": "{body}",
    "lost": "{title}",
}
USUAL = ("whole",) * 6
KNOWN, UNKNOWN = "harbour.example.org", "other.example.org"


def mail(number: int, forms: Sequence[str], list_id: str = KNOWN) -> bytes:
    """A plain mail of a list whose items stand in these forms."""
    texts = (FORMS[form].format(n=n, title=TITLES[n], body=BODIES[(n + number) % 6]) for n, form in enumerate(forms))
    body = "\n\n".join(texts)
    return (
        f"From: Harbour <notes@example.org>\nList-Id: <{list_id}>\nSubject: Harbour Notes {number}\n"
        f"Message-ID: <{number}@{list_id}>\n\n{body}\n"
    ).encode()


def titles(issue: Issue) -> list[str | None]:
    return [item.title for item in issue.items]


def splits(data: bytes, layout: str | None = None) -> Issue:
    return split(read_bytes(data, "x.eml"), lambda question: Known(layout))[1]


@pytest.fixture(scope="module")
def usual() -> Issue:
    """What the publication looks like: its layout is not in doubt."""
    issue = splits(mail(1, USUAL))
    assert not issue.is_guess
    return issue


@pytest.fixture(scope="module")
def odd(usual: Issue) -> bytes:
    """A mail that alone reads as something else, and not surely, than with what its publication looks like."""
    for forms in product(FORMS, repeat=5):
        data = mail(9, forms)
        alone, known = splits(data), splits(data, usual.layout)
        if alone.is_guess and known.layout == usual.layout != alone.layout and titles(known) != titles(alone):
            return data
    pytest.fail("no mail is ambiguous")


@pytest.mark.parametrize(("profile", "times"), [(None, 1), (Profile((Fact("marker:no", Sort.MARKER, "no"),)), 2)])
def test_a_guess_is_not_read_anew_for_the_layout_that_its_publication_had(
    usual: Issue, odd: bytes, monkeypatch: pytest.MonkeyPatch, profile: Profile | None, times: int
) -> None:
    """A document is read once by itself, which is also observed, and once by a profile where there is one."""
    read: list[object] = []

    def counted(opened: Opened, habits: Habits) -> object:
        read.append(habits)
        return read_all(opened, habits)

    read_all = choice.read_beginnings
    monkeypatch.setattr(choice, "read_beginnings", counted)
    opened = Opened(read_bytes(odd, "x.eml"))
    issue = split_known(opened, lambda question: Known(usual.layout, profile))
    observe(opened)
    assert issue.layout == usual.layout
    assert len(read) == times


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Any]:
    library = open_library(tmp_path / "library.db")
    yield library
    library.close()


@pytest.fixture
def worker() -> Iterator[ParseWorker]:
    with ParseWorker() as worker:
        yield worker


def stored(library: Any, issue: int) -> list[str | None]:
    rows = library.reader()
    try:
        return [row.title for row in rows.rows(rows.listing(Query((Within(issue=issue),))).ids)]  # type: ignore[arg-type]
    finally:
        rows.close()


def mailbox(folder: Path, *mails: bytes) -> Path:
    file = folder / "box.mbox"
    file.write_bytes(b"".join(b"From a@b.example Tue Jan  2 03:04:05 2024\n" + one + b"\n" for one in mails))
    return file


@pytest.mark.parametrize("parser", ["here", "worker", "bounded"])
def test_a_doubtful_issue_of_a_known_publication_is_read_as_those_before(
    library: Any, tmp_path: Path, worker: ParseWorker, usual: Issue, odd: bytes, parser: str
) -> None:
    parsers: dict[str, Parse] = {"here": parse_all, "worker": worker.parse, "bounded": parse_within_bounds(worker)}
    box = mailbox(tmp_path, *(mail(number, USUAL) for number in range(1, 4)), odd)
    results = import_paths(library, [box], parse=parsers[parser])
    issues = [result.stored.issue_id for result in results if result.stored]
    assert len(issues) == 4, [result.told for result in results]
    assert stored(library, issues[-1]) == titles(splits(odd, usual.layout))
    again = import_paths(library, [box], parse=parsers[parser])
    assert [result.told.rpartition(": ")[2] for result in again] == ["already there"] * 4


def test_of_an_unknown_publication_it_is_read_as_alone(library: Any, worker: ParseWorker, odd: bytes) -> None:
    import_bytes(library, mail(1, USUAL, UNKNOWN), "1.eml", worker=worker)
    (result,) = import_bytes(library, odd, "9.eml", worker=worker)
    assert result.stored
    assert stored(library, result.stored.issue_id) == titles(splits(odd))
    (later,) = import_bytes(library, odd.replace(KNOWN.encode(), UNKNOWN.encode()), "9.eml", worker=worker)
    assert later.stored
    assert stored(library, later.stored.issue_id) == stored(library, result.stored.issue_id), "the same text: not again"


def test_what_is_not_in_doubt_is_split_as_it_says_itself(usual: Issue) -> None:
    for layout in ("headed", "list", "one-liners", "plain"):
        assert splits(mail(1, USUAL), layout) == usual


def test_what_names_no_publication_asks_nothing() -> None:
    def asked(question: object) -> Known:
        raise AssertionError(question)

    split(read_bytes("\n\n".join(BODIES).encode(), "x.txt"), asked)


def test_parsing_alone_knows_no_library(tmp_path: Path, worker: ParseWorker, odd: bytes) -> None:
    file = tmp_path / "9.eml"
    file.write_bytes(odd)
    for parse in (parse_all, worker.parse, parse_within_bounds(worker)):
        (parsed,) = parse(file, nothing_before)
        assert parsed.issue == splits(odd)


@pytest.mark.parametrize("parser", ["here", "worker"])
def test_a_library_that_cannot_be_asked_ends_the_import(
    library: Any, tmp_path: Path, worker: ParseWorker, odd: bytes, monkeypatch: pytest.MonkeyPatch, parser: str
) -> None:
    def busy(reader: Reader) -> bool:
        raise LibraryLocked("Another program holds the library.")

    parse: Callable[..., Any] = parse_all if parser == "here" else worker.parse
    file = tmp_path / "9.eml"
    file.write_bytes(odd)
    monkeypatch.setattr(Reader, "is_taught", busy)
    with pytest.raises(LibraryLocked):
        import_paths(library, [file], parse=parse)
    monkeypatch.undo()
    assert import_paths(library, [file], parse=parse)[0].stored, "it can be imported later"
