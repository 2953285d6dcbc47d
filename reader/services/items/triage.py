"""Turns decisions on items into acts: pure rows in, edits out. The library carries them out.

Unread means not read, not later, not done. Read, later and done belong to the item, the star to its work.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.core.fields import FIELDS, METADATA
from reader.core.state.changes import Change, Edit, Field
from reader.core.state.highlights import AttachHighlight, MarkPassage
from reader.core.state.joins import JoinWorks, PartItem
from reader.core.state.rows import ItemRow, Typed
from reader.core.state.tags import ColourTag, DeleteTag, RenameTag, TagWorks
from reader.core.state.wishes import Wish
from reader.core.text.anchors import Anchor
from reader.core.values.ids import HighlightId, ItemId, PublicationId, SectionId
from reader.core.values.publications import DescribeIssue, MergePublications, RenamePublication


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a person did: its name in messages, and the edits and further wishes that carry it out."""

    label: str
    edits: tuple[Edit, ...] = ()
    more: tuple[Wish, ...] = ()

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """All wishes of the act, in order."""
        return self.edits + self.more


def set_star(rows: Sequence[ItemRow], on: bool) -> Act:
    """Star the works of these items, or take the stars away."""
    works = tuple(dict.fromkeys(row.work_id for row in rows))
    return Act(_label("Star" if on else "Unstar", rows), (Edit(Field.STARRED, works, on),))


def set_read(rows: Sequence[ItemRow], on: bool) -> Act:
    """Mark read, or unread again; what is unread again is not done either."""
    ids = tuple(row.id for row in rows)
    edits = [Edit(Field.READ, ids, on)] + ([] if on else [Edit(Field.DONE, ids, False)])
    return Act(_label("Mark read" if on else "Mark unread", rows), tuple(edits))


def set_later(rows: Sequence[ItemRow], on: bool) -> Act:
    """Put aside for later, or take back; read is left alone, done is not both."""
    ids = tuple(row.id for row in rows)
    edits = [Edit(Field.LATER, ids, on)] + ([Edit(Field.DONE, ids, False)] if on else [])
    return Act(_label("Later" if on else "Not later", rows), tuple(edits))


def set_done(rows: Sequence[ItemRow], on: bool) -> Act:
    """Mark done and read, no longer for later; or take done back and leave the rest."""
    ids = tuple(row.id for row in rows)
    edits = [Edit(Field.DONE, ids, on)]
    if on:
        edits += [Edit(Field.READ, ids, True), Edit(Field.LATER, ids, False)]
    return Act(_label("Done" if on else "Not done", rows), tuple(edits))


def mark_all_read(ids: Sequence[ItemId], place: str) -> Act:
    """Mark a whole list read as one step."""
    return Act(f"Mark {len(ids)} items of {place} as read", (Edit(Field.READ, tuple(ids), True),))


def set_title(row: ItemRow, title: str | None) -> Act:
    """Give an item a title of the user's own, or (None) take it away."""
    return Act(_label("Title" if title else "Remove title", [row]), (Edit(Field.TITLE, (row.id,), title or None),))


def take_titles(rows: Sequence[ItemRow]) -> Act:
    """Make the titles that these items can borrow their own."""
    offers = [(row.id, row.offered) for row in rows if row.offered]
    edits = tuple(Edit(Field.TITLE, (id,), offered.title) for id, offered in offers)
    if len(offers) != 1:
        return Act(f"Accept the suggested titles: {len(offers)} items", edits)
    return Act(f"Accept the {offers[0][1].told}: {_short(offers[0][1].title)}", edits)


def refuse_titles(rows: Sequence[ItemRow]) -> Act:
    """Show these items without the titles that they borrow."""
    return Act(
        _label("Reject the suggested title", rows), (Edit(Field.TITLE_REFUSED, tuple(r.id for r in rows), True),)
    )


def refuse_name(section: SectionId, name: str) -> Act:
    """Show a section without the name that was deduced for it."""
    return Act(f"Reject the guessed heading: {_short(name)}", (Edit(Field.NAME_REFUSED, (section,), True),))


def set_tags(rows: Sequence[ItemRow], names: Sequence[str], on: bool) -> Act:
    """Give the works of these items tags, or take them away."""
    works = tuple(dict.fromkeys(row.work_id for row in rows))
    verb = f"{'Tag' if on else 'Untag'} {', '.join(names)}"
    return Act(_label(verb, rows), more=(TagWorks(works, tuple(names), on),))


def rename_tag(name: str, to: str, *, is_taken: bool) -> Act:
    """Rename a tag with all inside it; where ``is_taken``, the two become one."""
    return Act(
        f"{'Merge tag' if is_taken else 'Rename tag'} {name} {'into' if is_taken else 'to'} {to}",
        (),
        (RenameTag(name, to),),
    )


def delete_tag(name: str) -> Act:
    """Delete a tag and all inside it."""
    return Act(f"Delete tag {name}", more=(DeleteTag(name),))


def colour_tag(name: str, colour: str) -> Act:
    """Give a tag a colour."""
    return Act(f"Make tag {name} {colour}", more=(ColourTag(name, colour),))


def mark_passage(row: ItemRow, anchor: Anchor, colour: str) -> Act:
    """Highlight a passage of an item's body."""
    return Act(f"Highlight: {_short(anchor.exact)}", more=(MarkPassage(row.id, anchor, colour),))


def colour_highlight(highlight: HighlightId, words: str, colour: str) -> Act:
    """Give the highlight of these words another colour."""
    return Act(f"Make the highlight {colour}: {_short(words)}", (Edit(Field.HIGHLIGHT_COLOUR, (highlight,), colour),))


def remove_highlight(highlight: HighlightId, words: str) -> Act:
    """Take the highlight of these words away, with its note; undo brings both back."""
    return Act(f"Remove the highlight: {_short(words)}", (Edit(Field.HIGHLIGHT_REMOVED, (highlight,), True),))


def attach_highlight(highlight: HighlightId, row: ItemRow, anchor: Anchor) -> Act:
    """Attach a highlight to another passage."""
    wish = AttachHighlight(highlight, row.id, anchor)
    return Act(f"Attach the highlight to: {_short(anchor.exact)}", more=(wish,))


def join_works(rows: Sequence[ItemRow]) -> Act:
    """Make one work of the works of these items; the first one stays."""
    works = tuple(dict.fromkeys(row.work_id for row in rows))
    return Act(f"Merge {len(works)} items: {_short(rows[0].title or rows[0].excerpt)}", more=(JoinWorks(works),))


def part_item(row: ItemRow) -> Act:
    """Give an item a work of its own."""
    return Act(_label("Split off", [row]), more=(PartItem(row.id),))


def describe_work(row: ItemRow, typed: Typed) -> Act:
    """Store the typed facts of a work: title, authors, year, venue; None where nothing was typed."""
    values = (typed.title, typed.authors, typed.year, typed.venue)
    edits = tuple(Edit(field, (row.work_id,), value) for field, value in zip(METADATA, values, strict=True))
    return Act(_label("Edit", [row]), edits)


def describe_issue(wish: DescribeIssue, label: str) -> Act:
    """Store the typed facts of the issue that is called ``label``: title, number, day, publication."""
    return Act(f"Edit {_short(label)}", more=(wish,))


def rename_publication(publication: PublicationId, name: str, to: str) -> Act:
    """Give a publication another name."""
    return Act(f"Rename {_short(name)} to {_short(to)}", more=(RenamePublication(publication, to),))


def merge_publications(publication: PublicationId, into: PublicationId, name: str, to: str) -> Act:
    """Make two publications one: all issues of the first are in the second from now on."""
    return Act(f"Merge {_short(name)} into {_short(to)}", more=(MergePublications(publication, into),))


def remove(field: Field, target: int, name: str) -> Act:
    """Remove an issue or a publication softly: it is listed no more, and undo brings it back whole."""
    return Act(f"Remove {name}", (Edit(field, (target,), True),))


def preview(act: Act, rows: Iterable[ItemRow]) -> tuple[Change, ...]:
    """The changes that a list shows of an act before it is committed: only what differs from these rows."""
    shown = list(rows)
    changes = []
    for edit in act.edits:
        field = FIELDS[edit.field]
        if not (field.is_flag and field.shown_as):
            continue
        wanted = set(edit.targets)
        targets = tuple(
            target
            for row in shown
            if (target := row.target_in(field.table)) in wanted and getattr(row, field.shown_as) != edit.value
        )
        if targets:
            changes.append(Change(edit.field, not edit.value, edit.value, targets))
    return tuple(changes)


def _label(verb: str, rows: Sequence[ItemRow]) -> str:
    if len(rows) != 1:
        return f"{verb}: {len(rows)} items"
    return f"{verb}: {_short(rows[0].name or rows[0].excerpt)}"


def _short(text: str) -> str:
    return f"{text[:60]}{'…' if len(text) > 60 else ''}"
