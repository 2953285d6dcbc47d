"""``list``, ``search``, ``show`` and ``publications``: print what the library holds."""

import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from reader.cli.terminal.open_library import reading
from reader.cli.terminal.output import write_json, write_json_array, write_line
from reader.core.state.highlights import Highlight
from reader.core.state.queries import Query
from reader.core.state.query_text import parse_query
from reader.core.state.rows import ItemDetail, ItemRow, Listing, PublicationRow, SectionName
from reader.core.text.clean import clean_line
from reader.core.text.links import display_host
from reader.core.values.errors import NotFound
from reader.core.values.ids import ItemId
from reader.services.exports.facts.records import sources_of, title_of
from reader.services.items.item_json import item_json, publication_json

if TYPE_CHECKING:
    from reader.store import Reader

T = TypeVar("T")

BATCH = 500
MARKS = "• unread  ✓ done  › later  ★ starred  ✎ note  ❝ highlighted"
KIND_WIDTH = 9
MOST_TWINS = 50


def list_items(options: Namespace) -> int:
    """List the items of a query: newest issue first, or where it searches for words the best hits first."""
    query = parse_query(typed(options.query))
    with reading(options) as reader:
        listing = reader.listing(query, limit=options.limit) if reader else Listing((), ())
        if options.json:
            write_json_array(_objects(reader, listing))
        elif reader and listing.ids:
            _write_items(reader, query, listing)
        elif reader:
            write_line("Nothing found." if query.terms else "No items yet. reader import FILE brings documents in.")
        else:
            write_line("There is no library yet. reader import FILE makes one.")
    return 0


def show_item(options: Namespace) -> int:
    """Print one item whole."""
    with reading(options) as reader:
        if reader is None:
            raise NotFound(
                f"There is no item {options.id}, since there is no library yet. reader import FILE makes one."
            )
        detail = reader.detail(ItemId(options.id))
    if options.json:
        twins = [twin.id for twin in detail.twins]
        more = {"links": list(detail.links), "twins": twins, "typed": asdict(detail.typed)}
        borrowed = detail.row.borrowed and asdict(detail.row.borrowed)
        write_json(item_json(detail) | more | {"borrowed": borrowed})
    else:
        for line in _page(detail):
            write_line(line)
    return 0


def list_publications(options: Namespace) -> int:
    """List publications with how much of them is unread."""
    with reading(options) as reader:
        rows = reader.publications() if reader else []
    if options.json:
        write_json([publication_json(row) for row in rows])
    elif rows:
        for line in _table(rows):
            write_line(line)
    else:
        write_line("No newsletters yet. reader import FILE brings documents in.")
    return 0


def typed(words: list[str]) -> str:
    """The words of a query as one text."""
    # Arguments that are no text (broken UTF-8) come as surrogates.
    return os.fsencode(" ".join(words)).decode("utf-8", "replace")


def _objects(reader: "Reader | None", listing: Listing) -> Iterator[dict[str, object]]:
    for number in listing.ids if reader else ():
        assert reader is not None
        try:
            yield item_json(reader.detail(number))
        except NotFound:
            continue  # another process took it away meanwhile


def _write_items(reader: "Reader", query: Query, listing: Listing) -> None:
    """Items under their issue and section; a search's hits stand one by one, each with where it is from."""
    names = reader.section_names(set(listing.sections))
    sections = dict(zip(listing.ids, listing.sections, strict=True))
    digits = len(str(max(listing.ids)))
    shown = None
    for batch in _batches(listing.ids):
        for row in reader.rows(batch):
            name = names[sections[row.id]]
            if query.has_words:
                write_line(_cut(f"{_line(row, digits)}  · {_place(name)}"))
                continue
            if sections[row.id] != shown:
                write_line(("\n" if shown is not None else "") + _cut(_place(name)))
                shown = sections[row.id]
            write_line(_cut(_line(row, digits)))
    if sys.stdout.isatty():
        write_line("\n" + _cut(f"{len(listing.ids)} item{'' if len(listing.ids) == 1 else 's'}   {MARKS}"))


def _line(row: ItemRow, digits: int) -> str:
    state = "✓" if row.is_done else "›" if row.is_later else " " if row.is_read else "•"
    kept = (("★", row.is_starred), ("✎", row.has_note), ("❝", row.has_highlights))
    marks = state + "".join(mark if holds else " " for mark, holds in kept)
    name = clean_line(row.name or "") or f"… {clean_line(row.excerpt, cap=120)}"
    name += f" [{clean_line(row.borrowed.told)}]" if row.borrowed else ""
    facts = ", ".join(filter(None, (clean_line(display_host(row.url)) if row.url else "", *row.told)))
    return f"{row.id:>{digits}} {marks} {row.kind.value:<{KIND_WIDTH}}  {name}{f' ({facts})' if facts else ''}"


def _place(name: SectionName) -> str:
    deduced = " (guessed)" if name.is_deduced else ""
    issue = f"{name.publication or ''} {name.issue}{' (check this split)' if name.is_guess else ''}"
    return clean_line(f"{issue} · {name.title}{deduced}" if name.title else issue)


def _page(detail: ItemDetail) -> Iterator[str]:
    row = detail.row
    section = f"{detail.section}{' (guessed)' if detail.is_section_deduced else ''}" if detail.section else None
    issue = f"{detail.publication or ''} {detail.issue}{' (check this split)' if detail.is_guess else ''}"
    yield clean_line(f"{issue} · {section}" if section else issue)
    borrowed = row.borrowed and f"{row.borrowed.title} [{row.borrowed.told}]"
    yield clean_line(title_of(detail) or borrowed or "") or "(no title in the newsletter)"
    states = (
        ("starred", row.is_starred),
        ("read", row.is_read),
        ("later", row.is_later),
        ("done", row.is_done),
        ("no longer split out", detail.is_retired),
    )
    facts = [row.kind.value, row.identity, *sources_of(detail), *row.told, *(f"#{topic}" for topic in detail.topics)]
    facts += [f"tag:{tag.name}" for tag in detail.tags]
    yield clean_line(" · ".join([fact for fact in facts if fact] + [name for name, holds in states if holds]))
    yield from (clean_line(url) for url in dict.fromkeys(filter(None, (row.url, *detail.links))))
    if detail.twins:
        yield _twins(detail)
    for text in filter(None, (detail.body, detail.note and f"Note: {detail.note}", *map(_marked, detail.highlights))):
        yield ""
        yield from (clean_line(line) for line in text.split("\n"))


def _twins(detail: ItemDetail) -> str:
    """The other places of the work, with the items' numbers."""
    named = [f"{clean_line(twin.issue)} ({twin.id})" for twin in detail.twins[:MOST_TWINS]]
    more = len(detail.twins) - len(named)
    joined = ", merged by you" if detail.is_joined else ""
    return f"Also in {', '.join(named)}{f' and {more:,} more' if more else ''}{joined}"


def _marked(highlight: Highlight) -> str:
    """The lines of a highlight and its note; they say so where its words stand in no text any more."""
    lost = "" if highlight.is_placed else ", detached"
    note = f"\nNote: {highlight.note}" if highlight.note else ""
    return f"Highlight ({highlight.colour}{lost}): {highlight.anchor.exact}{note}"


def _table(rows: list[PublicationRow]) -> Iterator[str]:
    width = max(len(str(row.unread)) for row in rows)
    for row in rows:
        name = clean_line(row.title or "") or "(unknown newsletter)"
        issues = f"{row.issues} issue{'' if row.issues == 1 else 's'}"
        yield f"{row.unread:>{width}} unread of {row.items}  {name}  ({issues})"


def _cut(line: str) -> str:
    """The line as wide as the terminal; whole where the output is a file or another program."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else len(line)
    return line if len(line) <= width else f"{line[: width - 1]}…"


def _batches(ids: tuple[T, ...]) -> Iterator[list[T]]:
    rest = iter(ids)
    while batch := list(islice(rest, BATCH)):
        yield batch
