"""Libraries of many items for benchmarks and tests, by bulk insert: ``fill(path, n)``.

Titles of some 70 and bodies of some 1,100 characters, Zipf words, 40 items an issue, 20 publications; half are read,
2 % starred, 1 % noted, a fifth of them papers.
"""

import hashlib
import random
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from reader.services.worker.parsing import parse_all
from reader.store import open_library

ISSUE = 40
PUBLICATIONS = 20
_FIRST_DAY = 730_000


class _Words:
    """Text of words that are as unevenly common as in English."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        known = "learning model data network training deep language image method results paper system code".split()
        parts = [first + second for first in "bcdfglmnprstvz" for second in "aeiou"]
        self._words = known + [
            "".join(self._chance.choices(parts, k=self._chance.randint(2, 4))) for _ in range(30_000)
        ]
        total = 0.0
        self._weights = [total := total + 1 / (place + 3) for place in range(len(self._words))]

    def some(self, count: int) -> str:
        return " ".join(self._chance.choices(self._words, cum_weights=self._weights, k=count)).capitalize()


def _items(count: int, words: _Words) -> Iterator[tuple[tuple[object, ...], tuple[object, ...]]]:
    for number in range(1, count + 1):
        issue = (number - 1) // ISSUE + 1
        place = (number - 1) % ISSUE
        title, body = words.some(10), f"{words.some(80)}.\n\n{words.some(80)}."
        kind = "paper" if place % 5 == 4 else "article"
        flags = (issue % 2, 0, 0, int(number % 50 == 0), int(number % 100 == 0))
        section = issue * 2 - int(place < ISSUE // 2)
        rank = (_FIRST_DAY + issue // 4 << 24) + issue
        publication = issue % PUBLICATIONS + 1
        url = f"https://example.org/{issue}/{place}"
        yield (
            (number, f"i{number}", issue, section, publication, number, rank, place, kind, title, url, *flags),
            (number, issue, body, f"<p>{body}</p>", 0, "[]", "[]", 0, f'[["body", 0, {len(body)}]]', 1.0),
        )


def fill_worse(path: Path, documents: Path) -> Path:
    """Make a library of a folder's documents, of which every other item was not split out."""
    library = open_library(path)
    try:
        for parsed in (one for document in sorted(documents.iterdir()) for one in parse_all(document)):
            assert parsed.document
            assert parsed.issue
            sections = tuple(replace(section, items=section.items[::2]) for section in parsed.issue.sections)
            library.store(parsed.document, replace(parsed.issue, sections=sections)).result()
    finally:
        library.close()
    return path


def fill(path: Path, count: int, *, seed: int = 1) -> Path:
    """Make a library of so many items (a multiple of 40) at ``path``; some 10,000 items a second."""
    open_library(path).close()
    words = _Words(seed)
    issues = range(1, count // ISSUE + 1)
    at = "2024-01-01T00:00:00.000000+00:00"
    empty, digest = zlib.compress(b"x" * 4_000), hashlib.sha256(b"x" * 4_000).hexdigest()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        many = connection.executemany
        many(
            "INSERT INTO publication (id, key, title, name_key, created_at) VALUES (?, ?, ?, ?, ?)",
            [(n, f"p{n}", f"Publication {n}", f"publication {n}", at) for n in range(1, PUBLICATIONS + 1)],
        )
        many(
            "INSERT INTO issue (id, key, publication_id, original_id, number, name, layout, confidence, boilerplate,"
            " rank, stored_at) VALUES (?, ?, ?, ?, ?, ?, 'A', 1.0, '[]', ?, ?)",
            [(n, f"u{n}", n % PUBLICATIONS + 1, n, n, f"{n}.txt", (_FIRST_DAY + n // 4 << 24) + n, at) for n in issues],
        )
        many(
            "INSERT INTO original (id, issue_id, sha256, text_hash, name, format, size, words, bytes, text, stored_at)"
            " VALUES (?, ?, ?, ?, ?, 'text', 4000, 800, ?, ?, ?)",
            [(n, n, digest, f"h{n}", f"{n}.txt", empty, empty, at) for n in issues],
        )
        many(
            "INSERT INTO section (id, issue_id, position, title, kind) VALUES (?, ?, ?, ?, 'news')",
            [(n * 2 - 1 + half, n, half, ("News", "Papers")[half]) for n in issues for half in (0, 1)],
        )
        many(
            "INSERT INTO work (id, key, identity, label, is_starred, note) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (n, f"w{n}", f"url:{n}", f"arXiv {n}", int(n % 50 == 0), "A note to keep" if n % 100 == 0 else "")
                for n in range(1, count + 1)
            ),
        )
        for item, text in _items(count, words):
            connection.execute(
                "INSERT INTO item (id, key, issue_id, section_id, publication_id, work_id, rank, position, kind, title,"
                f" url, is_read, is_later, is_done, is_starred, has_note) VALUES ({', '.join('?' * 16)})",
                item,
            )
            connection.execute(
                "INSERT INTO item_text (id, original_id, body, body_html, is_abstract, links, topics, images, parts,"
                f" confidence) VALUES ({', '.join('?' * 10)})",
                text,
            )
        connection.execute("INSERT INTO item_fts (item_fts) VALUES ('rebuild')")
        connection.execute("COMMIT")
    return path
