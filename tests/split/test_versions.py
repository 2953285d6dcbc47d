"""The splitter's versions: documents that are split or observed otherwise are so under another version.

Stored issues are offered to be split again when the version is another one. Where a test here fails, splits or
observations have changed: give `SPLITTER_VERSION` or `OBSERVER_VERSION` another value, and note what comes out now.
"""

import hashlib
import json
import random
from pathlib import Path

from reading_documents import read_bytes
from split import making

from reader.core.values.document import Document
from reader.services.worker.parsing import split, to_json
from reader.split import OBSERVER_VERSION, SPLITTER_VERSION, observe_issue

SEEDS = Path(__file__).parents[2] / "seeds"
ENDINGS = {"html": ".html", "markdown": ".md", "text": ".txt"}
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Notes</title><link>https://feed.example/</link>
<item><title>A pier</title><link>https://feed.example/1</link><pubDate>Sun, 01 Mar 2026 12:30:00 GMT</pubDate>
<description>Short note about the pier.</description></item>
<item><title>A mole</title><link>https://feed.example/2</link><pubDate>soon</pubDate>
<description>Short note about the mole.</description></item></channel></rss>"""
LETTER = b"""Harbour Letter #7

News

The lock was opened

By Ann Lee \xc2\xb7 3 May 2021

The lock was opened on 4 June 2020 by many people, and nobody knows of an earlier day than that one.

The dock was closed

By Bo Berg

The dock was closed for good, and nobody tells when that was, though many people came to see it.
"""
SPLITS = {"4": "cb1a95dbd3fb1ac5"}
OBSERVATIONS = {"4": "a6387d0caad66420"}


def documents() -> list[Document]:
    """The sample issues, and one issue of each made-up publication."""
    made = [making.PUBLICATIONS[name](random.Random(7)) for name in sorted(making.PUBLICATIONS)]
    found = [read_bytes(path.read_bytes(), path.name) for path in sorted(SEEDS.iterdir())]
    return found + [read_bytes(one.source.encode(), f"issue{ENDINGS[one.format]}") for one in made]


def digest(data: object) -> str:
    """A short name for some data."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:16]


def dated() -> list[Document]:
    """A feed that dates an entry, and an issue that dates a story."""
    return [read_bytes(FEED, "feed.xml"), read_bytes(LETTER, "letter.txt")]


def told(document: Document) -> list[object]:
    """What the splitter says of a document; the JSON of a split tells no dates of items, so they stand beside it."""
    read, issue = split(document)
    return [to_json(read, issue), [item.date for section in issue.sections for item in section.items]]


def test_splits_change_with_the_splitters_version() -> None:
    assert {SPLITTER_VERSION: digest([told(document) for document in documents() + dated()])} == SPLITS


def test_observations_change_with_the_observers_version() -> None:
    assert {OBSERVER_VERSION: digest([observe_issue(document).to_json() for document in documents()])} == OBSERVATIONS
