"""Libraries for tests, and documents made without the splitter."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sample_library import copy_library, empty_library

from reader.core.state.changes import Edit, Field, Origin
from reader.core.state.queries import Query
from reader.core.state.query_text import parse_query
from reader.core.state.tags import TagWorks
from reader.core.values.document import BLOCK_BREAK, Block, Document, Span
from reader.core.values.issues import Issue, Item, Kind, Part, Role, Section
from reader.store import Library, open_library

Built = tuple[Document, Issue]


def build_issue(
    number: int | None = 1,
    *,
    sections: Sequence[tuple[str | None, Sequence[tuple[str | None, str]]]] = (("News", [("A title", "A body.")]),),
    publication: str | None = "The Weekly",
    name: str = "issue.txt",
    **more: Any,
) -> Built:
    """A document and its split from section names and (title, body) pairs; ``more`` goes to both where it fits.

    An item whose title is an address is given it as its link. ``line_end`` is for the original bytes.
    """
    texts: list[str] = []
    made = []
    for heading, pairs in sections:
        if heading is not None:
            texts.append(heading)
        made.append(Section(heading, None, "news", tuple(_item(title, body, texts) for title, body in pairs)))
    text = BLOCK_BREAK.join(texts)
    line_end = more.pop("line_end", "\n")
    document_fields = {key: more.pop(key) for key in ("list_id", "message_id") if key in more}
    document = Document(
        "text",
        name,
        tuple(Block(block) for block in texts),
        publication=publication,
        original=text.replace("\n", line_end).encode("utf-8", "replace"),
        **document_fields,
    )
    fields = {"title": None, "subtitle": None, "date": None, "intro": None, "outro": None} | more
    return document, Issue(number=number, publication=publication, sections=tuple(made), text=text, **fields)


def _item(title: str | None, body: str, texts: list[str]) -> Item:
    parts = []
    for role, text in ((Role.TITLE, title), *((Role.BODY, paragraph) for paragraph in body.split(BLOCK_BREAK))):
        if text:
            start = sum(map(len, texts)) + len(BLOCK_BREAK) * len(texts)
            parts.append(Part(role, Span(start, start + len(text))))
            texts.append(text)
    url = title if title and title.startswith("http") else None
    kind = Kind.PAPER if title and "paper" in title else Kind.ARTICLE
    return Item(title, body, f"<p>{body}</p>", kind=kind, url=url, parts=tuple(parts))


def build_many(count: int, number: int = 1, word: str = "item") -> Built:
    """An issue of so many items, no two alike."""
    pairs = [(f"{word} {number}-{place}", f"What {word} {number}-{place} says.") for place in range(count)]
    return build_issue(number, sections=[("News", pairs[: count // 2]), ("Papers", pairs[count // 2 :])])


class Hand:
    """What a person does to a library, in short words, each waiting until it is on disk."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.reader = library.reader()

    def set(self, field: Field, value: Any, *targets: int, origin: Origin = Origin.WINDOW) -> Any:
        """Make one edit."""
        edit = Edit(field, targets, value)
        return self.library.change([edit], origin=origin, label=f"{field} {value}").result(30)

    def wish(self, *wishes: Any, origin: Origin = Origin.WINDOW) -> Any:
        """Carry out wishes about tags as one act."""
        return self.library.change(wishes, origin=origin, label=f"{wishes}").result(30)

    def tag(self, item: int, *names: str, on: bool = True, origin: Origin = Origin.WINDOW) -> Any:
        """Give the work of an item these tags, or take them away."""
        return self.wish(TagWorks((self.row(item).work_id,), names, on), origin=origin)

    def tags(self, item: int) -> list[str]:
        """The tags of an item."""
        return [tag.name for tag in self.reader.detail(item).tags]  # type: ignore[arg-type]

    def counts(self) -> dict[str, int]:
        """How many items each tag holds."""
        return {row.name: row.items for row in self.reader.tags()}

    def store(self, built: Built) -> Any:
        """Store a document."""
        return self.library.store(*built).result(30)

    def undo(self, *origins: Origin) -> Any:
        """Undo."""
        return self.library.undo(origins=frozenset(origins or (Origin.WINDOW,))).result(30)

    def redo(self, *origins: Origin) -> Any:
        """Redo."""
        return self.library.redo(origins=frozenset(origins or (Origin.WINDOW,))).result(30)

    def ids(self, query: str | Query = "") -> list[int]:
        """The items that a query lists."""
        return list(self.reader.listing(parse_query(query) if isinstance(query, str) else query).ids)

    def titles(self, query: str | Query = "") -> list[str | None]:
        """The titles that a query lists."""
        return [row.title for row in self.reader.rows(self.ids(query))]  # type: ignore[arg-type]

    def row(self, item: int) -> Any:
        """An item's row."""
        return self.reader.rows([item])[0]  # type: ignore[list-item]


@pytest.fixture
def open_hand(tmp_path: Path) -> Iterator[Callable[..., Hand]]:
    """Opens a library (by default always the same one) and closes all of them at the end."""
    opened: list[Hand] = []

    def open_it(path: Path = tmp_path / "library.db", **options: Any) -> Hand:
        opened.append(Hand(open_library(path, **options)))
        return opened[-1]

    yield open_it
    for hand in opened:
        hand.reader.close()
        hand.library.close()


@pytest.fixture
def hand(open_hand: Callable[..., Hand], tmp_path: Path) -> Hand:
    """A new library with a hand that uses it."""
    return open_hand(copy_library(empty_library(), tmp_path / "library.db"))


@pytest.fixture
def build() -> Callable[..., Built]:
    """Makes a document and its split."""
    return build_issue


@pytest.fixture
def many() -> Callable[..., Built]:
    """Makes an issue of many items."""
    return build_many
