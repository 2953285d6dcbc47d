"""Learning from all issues that a publication had in five years, as they are noted in the library."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from reading_documents import read_bytes
from split.taught_publications import sentence

from reader.core.revision.corrections import Act, Correction
from reader.services.machine.user_library import open_library
from reader.services.splits.desk import Desk
from reader.services.worker.parse_worker import ParseWorker
from reader.services.worker.parsing import observed, split
from reader.split import OBSERVER_VERSION, observe_issue
from reader.store import Library

ISSUES, ITEMS, MADE = 250, 60, 10
SECONDS_AN_ISSUE = 0.003
"""Of processor time; a thousand issues are learned from in three seconds."""
CALL = "Enjoying these letters so far? Tell two of your neighbours"


def mail(number: int, body: str) -> bytes:
    return (
        f"From: Harbour <letters@harbour.example>\nList-Id: <harbour.example>\nSubject: Harbour {number}\n"
        f"Message-ID: <{number}@harbour.example>\nContent-Type: text/html; charset=utf-8\n\n"
        f"<html><body>{body}</body></html>"
    ).encode()


def story(chance: random.Random) -> str:
    place = chance.randint(1, 10**6)
    return f'<h3><a href="https://harbour.example/{place}">{sentence(chance)[:60]}</a></h3><p>{sentence(chance)}</p>'


def noted(seed: int) -> str:
    """What an issue of many items tells, one of which was corrected, as JSON."""
    chance = random.Random(seed)
    body = "".join(story(chance) for _ in range(ITEMS)) + f"<h3>{CALL}</h3>" + story(chance)
    document = read_bytes(mail(seed, body), "issue.eml")
    return observed(observe_issue(document, [Correction(Act.BOILERPLATE, CALL)] if seed == 0 else []))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library of short issues of one publication, of each of which is noted what a long one tells."""
    library = open_library(tmp_path / "library.db")
    try:
        told = [noted(seed) for seed in range(MADE)]
        for number in range(1, ISSUES + 1):
            document = read_bytes(mail(number, f"<p>The gulls of {number} fly low.</p>"), "issue.eml")
            stored = library.store(*split(document))
        stored.result()
        reader = library.reader()
        (publication,) = reader.publications()
        for one in reader.observations(publication.id, OBSERVER_VERSION):
            done = library.observe(one.issue, told[one.issue % MADE], basis=one.basis)
        done.result()
        reader.close()
        yield library
    finally:
        library.close()


@pytest.mark.slow
def test_what_many_issues_tell_is_read_and_learned_from_quickly(library: Library) -> None:
    reader = library.reader()
    try:
        (publication,) = reader.publications()
        with ParseWorker() as worker:
            began = time.process_time()
            profile = Desk(library, reader, worker).profile(publication.id)
            spent = time.process_time() - began
    finally:
        reader.close()
    assert (profile.issues, profile.corrections) == (ISSUES, ISSUES // MADE)
    assert [fact.act for fact in profile.facts if fact.told.startswith("enjoying")] == [Act.BOILERPLATE]
    assert spent < SECONDS_AN_ISSUE * ISSUES
