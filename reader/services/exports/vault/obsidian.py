"""Notes for an Obsidian vault, one file an item; exporting again changes nothing but what is ours in them.

Ours are some keys of the front matter, the block between two marks, and the callouts of highlights below it. A note is
known by ``reader-id``, so it may be renamed and moved within the folder. YAML: every text is a double-quoted scalar,
which JSON's strings nearly are.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from reader.core.state.notes import LINK, folded_target
from reader.core.text.clean import clean_line
from reader.services.exports.facts.paper_ids import read_identity
from reader.services.exports.facts.records import ItemRecord, facts_of, tags_of
from reader.services.exports.formats.markdown_list import item_text
from reader.services.exports.vault.highlight_blocks import (
    Callout,
    make_callouts,
    new_lines,
    read_list,
    sums_of,
    told_list,
    update,
)

_BEGIN = "<!-- reader:begin -->"
_END = "<!-- reader:end -->"
_OURS = "\0"  # stands for our block among the user's lines
_ID = re.compile(r"^reader-id:[ \t]*[\"']?([\w-]+)[\"']?[ \t]*\r?$", re.MULTILINE)
_KEY = re.compile(r"([^\s#\-'\"{\[&*!|>%@`][^:]*?)\s*:(?:\s|$)")
_TAG = re.compile(r"[^\w/-]+")
# What JSON leaves as it is and YAML does not allow, or takes for a line end.
_NOT_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Note:
    """The parts of a note that are ours.

    ``block`` are the lines between the marks.
    """

    front: tuple[tuple[str, str], ...]
    once: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    block: tuple[str, ...]
    callouts: tuple[Callout, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The text of a note, and how many highlights in it were not brought up to date since the user changed them."""

    text: str
    kept: int = 0


def make_note(item: ItemRecord, today: date) -> Note:
    """The note of an item; ``today`` is the day that a new file says it was made."""
    detail = item.detail
    paper = read_identity(detail.row.identity)
    facts = facts_of([item])
    published = facts.date
    authors = [f"{name.given} {name.family}" if name.given else name.family for name in facts.authors.names]
    front = (
        ("title", quoted(item.name)),
        ("source", quoted(detail.row.url) if detail.row.url else ""),
        ("author", _list(authors)),
        (
            "published",
            "-".join(f"{part:02}" for part in published) if len(published) == 3 else _partly(published or facts.year),
        ),
        ("venue", quoted(detail.typed.venue) if detail.typed.venue else ""),
        ("doi", quoted(paper.doi) if paper and paper.doi else ""),
        ("arxiv", quoted(paper.number) if paper and paper.scheme == "arxiv" else ""),
        ("issue", quoted(item.place)),
        ("topics", _list(list(detail.topics)) if detail.topics else ""),
        ("read", str(detail.row.is_read).lower()),
        ("starred", str(detail.row.is_starred).lower()),
        ("reader-id", quoted(detail.key)),
    )
    once = (("aliases", "[]"), ("created", today.isoformat()))
    tags = tuple(dict.fromkeys(filter(None, map(clean_tag, tags_of(detail)))))
    return Note(front, once, tags, _block(item), make_callouts(detail.highlights))


def with_links(item: ItemRecord, files: Mapping[str, str]) -> ItemRecord:
    """The item with the ``[[links]]`` of its notes leading to files, by what they name (`folded_target`)."""

    def linked(note: str) -> str:
        return LINK.sub(lambda found: _link(found[0], found[1], found[2], files.get(folded_target(found[1]))), note)

    detail = item.detail
    highlights = tuple(replace(one, note=linked(one.note)) for one in detail.highlights)
    return replace(item, detail=replace(detail, note=linked(detail.note), highlights=highlights))


def _link(whole: str, target: str, words: str | None, file: str | None) -> str:
    if file is None:
        return whole
    shown = (words or target).strip()
    return f"[[{file}]]" if shown == file else f"[[{file}|{shown}]]"


def new_text(note: Note) -> str:
    """The text of a note that is not there yet."""
    keys = [*note.front[:1], note.once[0], ("tags", _list(list(note.tags))), *note.front[1:], *note.once[1:]]
    front = "".join(f"{name}: {value}\n" for name, value in keys if value)
    lines = [*_marked_block(note, sums_of(note.callouts)), *new_lines(note.callouts), ""]
    return f"---\n{front}---\n\n" + "\n".join(lines)


def merged_text(old: str, note: Note) -> Merged:
    """The text of a note that is there, with what is ours in it written anew."""
    line_end = "\r\n" if "\r\n" in old else "\n"
    front, body = _split(old.replace("\r\n", "\n"))
    merged = _merged_body(body, note)
    text = f"---\n{''.join(_merged_front(front, note))}---\n{merged.text}"
    return Merged(text.replace("\n", line_end), merged.kept)


def note_id(text: str) -> str | None:
    """The id of the item that a file is the note of; None for any other file."""
    if not text.startswith(("---\n", "---\r\n")):
        return None
    found = _ID.search(_split(text.replace("\r\n", "\n"))[0])
    return found[1] if found else None


def quoted(text: str) -> str:
    """A text as a YAML scalar on one line."""
    return _NOT_YAML.sub(lambda sign: f"\\u{ord(sign.group()):04x}", json.dumps(clean_line(text), ensure_ascii=False))


def clean_tag(tag: str) -> str:
    """A tag as Obsidian takes it: no spaces, no ``#``, not digits only."""
    cleaned = _TAG.sub("-", tag).strip("-/")
    return f"{cleaned}_" if cleaned.replace("/", "").isdigit() else cleaned


def _block(item: ItemRecord) -> tuple[str, ...]:
    """The lines of our block; no line of it is one of our marks, since all that is not ours is escaped or quoted."""
    heading = ["", "## Highlights"] if item.detail.highlights else []
    return (*item_text(item, level=1).rstrip("\n").split("\n"), *heading)


def _marked_block(note: Note, sums: Mapping[str, str]) -> list[str]:
    return [_BEGIN, *note.block, *filter(None, [told_list(sums)]), _END]


def _list(values: list[str]) -> str:
    return f"[{', '.join(map(quoted, values))}]"


def _partly(date: tuple[int, ...] | str) -> str:
    written = date if isinstance(date, str) else "-".join(f"{part:02}" for part in date)
    return quoted(written) if written else ""


def _split(text: str) -> tuple[str, str]:
    """Front matter and what follows it; a front matter that does not end is none."""
    end = re.search(r"^---[ \t]*(?:\n|\Z)", text[4:], re.MULTILINE)
    return (text[4 : 4 + end.start()], text[4 + end.end() :]) if end else ("", text)


def _merged_front(front: str, note: Note) -> list[str]:
    ours = dict(note.front)
    parts: list[str] = []
    for name, lines in _entries(front):
        if name in ours:
            value = ours.pop(name)
            parts += [f"{name}: {value}\n"] if value else []
        else:
            parts.append(_with_tags(lines, note.tags) if name == "tags" else lines)
    return parts + [f"{name}: {value}\n" for name, value in ours.items() if value]


def _entries(front: str) -> list[tuple[str, str]]:
    """The keys of a front matter with all their lines, in order; what belongs to no key has an empty one."""
    entries: list[tuple[str, str]] = []
    for line in front.splitlines(keepends=True):
        found = _KEY.match(line)
        if found:
            entries.append((found[1].strip("\"'"), line))
        elif line.startswith("#") or not entries:
            entries.append(("", line))
        else:
            entries[-1] = (entries[-1][0], entries[-1][1] + line)
    return entries


def _with_tags(lines: str, tags: tuple[str, ...]) -> str:
    """The user's tags with ours, in the way that they wrote them; ways that are not known are left alone."""
    flow = re.fullmatch(r"tags:[ \t]*\[([^\[\]{}]*)\][ \t]*\n", lines)
    block = re.fullmatch(r"tags:[ \t]*\n((?:[ \t]*-[ \t].*\n)+)", lines)
    if not (flow or block or re.fullmatch(r"tags:[ \t]*\n", lines)):
        return lines
    said = flow[1].split(",") if flow else [line.strip()[1:] for line in block[1].splitlines()] if block else []
    known = {tag.strip().strip("\"'").casefold() for tag in said}
    new = [tag for tag in tags if tag.casefold() not in known]
    if not new:
        return lines
    if flow:
        inside = ", ".join(filter(None, [flow[1].strip().rstrip(","), *map(quoted, new)]))
        return f"tags: [{inside}]\n"
    return lines + "".join(f"  - {quoted(tag)}\n" for tag in new)


def _merged_body(body: str, note: Note) -> Merged:
    """The text with our block and callouts written anew; where the user took a mark away, it stays as it is."""
    lines = body.split("\n")
    marks = [line.strip() for line in lines]
    if _BEGIN not in marks or _END not in marks[marks.index(_BEGIN) :]:
        return Merged(body)
    begin = marks.index(_BEGIN)
    end = marks.index(_END, begin)
    known = read_list(marks[begin:end])
    updated = update([*lines[:begin], _OURS, *lines[end + 1 :]], note.callouts, known, _OURS)
    at = updated.lines.index(_OURS)
    block = _marked_block(note, updated.sums)
    return Merged("\n".join([*updated.lines[:at], *block, *updated.lines[at + 1 :]]), updated.kept)
