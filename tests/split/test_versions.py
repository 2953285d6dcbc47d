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
SPLITS = {"2": "d8a60f84d5735461"}
OBSERVATIONS = {"3": "604b108956824f8f"}


def documents() -> list[Document]:
    """The sample issues, and one issue of each made-up publication."""
    made = [making.PUBLICATIONS[name](random.Random(7)) for name in sorted(making.PUBLICATIONS)]
    found = [read_bytes(path.read_bytes(), path.name) for path in sorted(SEEDS.iterdir())]
    return found + [read_bytes(one.source.encode(), f"issue{ENDINGS[one.format]}") for one in made]


def digest(data: object) -> str:
    """A short name for some data."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:16]


def test_splits_change_with_the_splitters_version() -> None:
    assert {SPLITTER_VERSION: digest([to_json(*split(document)) for document in documents()])} == SPLITS


def test_observations_change_with_the_observers_version() -> None:
    assert {OBSERVER_VERSION: digest([observe_issue(document).to_json() for document in documents()])} == OBSERVATIONS
