"""The reader's own JSON export, read again: an array of items, each with what is told of its issue.

The whole file is never one value in memory where it stands as it was written, an item a line: its issues are pieces,
and so it may be of any size. Laid out otherwise it is bounded as other documents are.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, BinaryIO

from reader.core.state.copies import HighlightCopy, IssueCopy, ItemCopy, SectionCopy, WorkCopy
from reader.core.state.highlights import COLOURS as HIGHLIGHT_COLOURS
from reader.core.state.rows import Typed
from reader.core.state.tags import COLOURS, Tag, clean_tag
from reader.core.text.clean import TYPED_CAP, clean_address, clean_line, clean_text, clean_title
from reader.core.values.errors import CommandError, DocumentError
from reader.core.values.issues import Item, Kind, json_name
from reader.core.values.own_facts import MOST, OwnFact, own_fact
from reader.core.values.publications import NAME_CAP, PublicationKey
from reader.documents.html.sanitise import clean_html
from reader.documents.raw.charsets import decode
from reader.documents.raw.json_fields import Fields

_ISSUE = re.compile(rb', "issue_key": ("[^"\\]*")')
_IDENTITY_CAP = 10_000
_MOST_ITEMS = 100_000
_READ: Mapping[Any, Callable[[Fields, str, Any], Any]] = {
    str | None: lambda item, name, clean: item.text(name, clean),
    str: lambda item, name, clean: item.text(name, clean) or "",
    tuple[str, ...]: lambda item, name, clean: item.texts(name, clean),
    Kind: lambda item, name, _: Kind(item.one_of(name, list(Kind)) or Kind.ARTICLE),
    bool: lambda item, name, _: item.flag(name),
    int: lambda item, name, _: item.count(name),
    float: lambda item, name, _: item.share(name),
}
"""How a field of an item is read from JSON, by its type."""


def issues_of(file: BinaryIO, name: str, *, most: int) -> Iterator[bytes | None]:
    """The items of each issue as an array of JSON; None for one that is larger than ``most`` bytes.

    An issue whose items do not stand together may come several times. DocumentError: it is no JSON, or too large.
    """
    if _is_in_lines(file, most):
        yield from _split_lines(file, most)
        return
    data = file.read(most + 1)
    if len(data) > most:
        raise DocumentError(f"{name} is larger than {most // 1_000_000} MB and not laid out as the reader writes it.")
    yield from _split_value(data, name)


def _is_in_lines(file: BinaryIO, most: int) -> bool:
    """Whether each item has a line of its own, as the reader writes it."""
    is_array = file.readline(16).strip() == b"["
    first = file.readline(most).strip().removesuffix(b",") if is_array else b""
    file.seek(0)
    return first.startswith(b"{") and first.endswith(b"}") and bool(_ISSUE.search(first))


def _split_lines(file: BinaryIO, most: int) -> Iterator[bytes | None]:
    lines: list[bytes] = []
    size, issue = 0, b""
    for line in _lines(file, most):
        found = _ISSUE.search(line)
        of = found[1] if found and line.endswith(b"}") else b""  # what was cut short stands alone
        if lines and of != issue:
            yield _array(lines, size, most)
            lines, size = [], 0
        issue = of
        size += len(line)
        if size <= most:
            lines.append(line)
    if lines:
        yield _array(lines, size, most)


def _array(lines: list[bytes], size: int, most: int) -> bytes | None:
    return None if size > most else b"[" + b",".join(lines) + b"]"


def _lines(file: BinaryIO, most: int) -> Iterator[bytes]:
    file.readline(16)
    while line := file.readline(most + 2):
        line = line.strip().removesuffix(b",")
        if line and line != b"]":
            yield line


def _split_value(data: bytes, name: str) -> Iterator[bytes]:
    try:
        items = json.loads(decode(data, name))
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"{name} is not valid JSON.") from error
    if not isinstance(items, list) or not items:
        raise DocumentError(f"{name} holds no items.")
    issues: dict[str, list[Any]] = defaultdict(list)
    for item in items:
        issues[str(item.get("issue_key")) if isinstance(item, dict) else ""].append(item)
    for found in issues.values():
        yield json.dumps(found).encode()


def read_issue(data: bytes, name: str) -> IssueCopy:
    """The issue of an array of its items. DocumentError: one of them cannot be taken in, and why."""
    try:
        values = json.loads(decode(data, name))
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"{name} is not valid JSON.") from error
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise DocumentError(f"{name} is JSON, but not an export of the reader.")
    if len(values) > _MOST_ITEMS:
        raise DocumentError(f"{name} holds {len(values):,} items of one issue, too many for an issue.")
    items = [Fields(value, f"{name}, item {number}") for number, value in enumerate(values, start=1)]
    for item in items:
        item.require("key", "issue_key", "body", "body_html")
    return _issue(items)


def _issue(items: list[Fields]) -> IssueCopy:
    first = items[0]
    sections = _sections(items)
    return IssueCopy(
        id=first.id("issue_id"),
        key=first.key("issue_key"),
        publication_key=first.key("publication_key"),
        publication=PublicationKey(
            first.text("publication", _name),
            first.text("publication_list_id", _name),
            first.text("publication_address", clean_address),
        ),
        number=first.number("issue_number"),
        title=first.text("issue_title", _name),
        subtitle=first.text("issue_subtitle", _name),
        date=first.text("issue_date", _name),
        name=first.text("issue_name", clean_title) or "unnamed",
        message_id=first.text("issue_message_id", _name),
        layout=first.text("issue_layout", _name) or "",
        confidence=first.share("issue_confidence"),
        stored_at=first.time("issue_stored_at"),
        text_hash=first.key("issue_text") or None,
        intro=_told(items, "issue_intro"),
        outro=_told(items, "issue_outro"),
        set_aside=next(filter(None, (item.texts("issue_set_aside", _stripped) for item in items)), ()),
        own_facts=next(filter(None, map(_own_facts, items)), ()),
        items=tuple(_item(item, section) for item, section in zip(items, sections, strict=True)),
    )


def _own_facts(item: Fields) -> tuple[OwnFact, ...]:
    try:
        return tuple(
            own_fact(
                one.text("sort", clean_line) or "", one.text("text", clean_line) or "", one.text("kind", clean_line)
            )
            for one in item.objects("publication_facts")[:MOST]
        )
    except CommandError as error:
        raise DocumentError(f"{item.where}: {error}") from error


def _told(items: list[Fields], name: str) -> str | None:
    return next((text for item in items if (text := item.text(name, clean_text)) is not None), None)


def _sections(items: list[Fields]) -> list[SectionCopy]:
    """The section of each item; what is told of one stands at its first item."""
    found: dict[tuple[int | None, int, str | None], SectionCopy] = {}
    sections = []
    for item in items:
        title, is_deduced = item.text("section", _name), item.flag("is_section_deduced")
        section = SectionCopy(
            id=item.id("section_id"),
            position=item.count("section_position"),
            title=None if is_deduced else title,
            inferred=title if is_deduced else None,
            kind=item.text("section_kind", clean_line) or "",
            intro=item.text("section_intro", clean_text),
        )
        sections.append(found.setdefault((section.id, section.position, title), section))
    return sections


def _item(item: Fields, section: SectionCopy) -> ItemCopy:
    said = _said(item)
    return ItemCopy(
        id=item.id("id"),
        key=item.key("key"),
        section=section,
        works=(_shown_work(item), *map(_work, item.objects("joined_works"))),
        position=item.count("position"),
        said=said,
        own_title=item.text("own_title", clean_title),
        credits=item.texts("credits", _spaced),
        is_read=item.flag("read"),
        is_later=item.flag("later"),
        is_done=item.flag("done"),
        retired_at=item.time("retired_at"),
        base_work=item.key("base_work") or None,
        own_work=item.key("own_work") or None,
        is_title_refused=item.flag("title_refused"),
        highlights=tuple(_highlight(one, said.body) for one in item.objects("marked")),
    )


def _said(item: Fields) -> Item:
    """An item as its split says it: each field is read by its type."""
    told = [one for one in fields(Item) if one.type in _READ]
    said = Item(**{one.name: _READ[one.type](item, json_name(one), one.metadata.get("clean")) for one in told})
    html = clean_html(said.body_html)
    return replace(said, body_html=html.html, images=said.images + html.images)


def _shown_work(item: Fields) -> WorkCopy:
    """The work that an item counts to: what was done to it stands at the item."""
    (work,) = item.objects("work") or (Fields({}, item.where),)
    return _work(work, of=item)


def _work(work: Fields, of: Fields | None = None) -> WorkCopy:
    state = of or work
    return WorkCopy(
        id=work.id("id"),
        key=work.key("key"),
        identity=work.text("identity", _identity),
        label=work.text("label", _identity),
        is_starred=state.flag("starred"),
        note=state.text("note", clean_text) or "",
        tags=_tags(state),
        typed=Typed(
            work.text("title", clean_title),
            work.text("authors", _typed),
            work.text("year", _typed),
            work.text("venue", _typed),
        ),
        joined_to=work.key("joined_to") or None,
    )


def _tags(fields: Fields) -> tuple[Tag, ...]:
    names, colours = fields.texts("tags", clean_text), fields.texts("tag_colours", clean_line)
    if colours and len(colours) != len(names):
        raise DocumentError(f"{fields.where}: “tag_colours” must have one colour for each of “tags”.")
    if odd := [colour for colour in colours if colour not in COLOURS]:
        raise DocumentError(f"{fields.where}: a tag cannot be {odd[0][:40]}, only {', '.join(COLOURS)}.")
    try:
        return tuple(Tag(clean_tag(name), colours[at] if colours else "") for at, name in enumerate(names))
    except CommandError as error:
        raise DocumentError(f"{fields.where}: {error}") from error


def _highlight(marked: Fields, body: str) -> HighlightCopy:
    text = marked.text("text", clean_text)
    text = body if text is None else text
    start, end = marked.count("start"), marked.count("end")
    if not start < end <= len(text):
        raise DocumentError(f"{marked.where}: a highlight lies outside of its text.")
    return HighlightCopy(
        id=marked.id("id"),
        key=marked.key("key"),
        text=text,
        start=start,
        end=end,
        colour=marked.one_of("colour", HIGHLIGHT_COLOURS) or HIGHLIGHT_COLOURS[0],
        note=marked.text("note", clean_text) or "",
        created_at=marked.time("created_at") or "",
    )


def _typed(text: str) -> str:
    return clean_line(text, cap=TYPED_CAP)


def _name(text: str) -> str:
    return clean_line(text, cap=NAME_CAP)


def _identity(text: str) -> str:
    return clean_text(text, cap=_IDENTITY_CAP)


def _spaced(text: str) -> str:
    return " ".join(clean_text(text).split())


def _stripped(text: str) -> str:
    return clean_text(text).strip()
