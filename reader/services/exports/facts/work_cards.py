"""The card of a work: its identity and citation, where it leads without a network, and its mentions.

`facts_of` decides what a work is cited by, so that the card and the citations agree; here it is also asked what the
source alone says, which is what a field is left to when nothing is typed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from reader.core.fields import METADATA
from reader.core.state.changes import Change, Field
from reader.core.state.mentions import Identity, Mentions
from reader.core.state.rows import ItemDetail, ItemRow, Typed
from reader.core.text.clean import TITLE_CAP, TYPED_CAP, clean_line
from reader.core.values.errors import CommandError
from reader.core.values.ids import ItemId
from reader.core.values.works import identify_url, unwrap
from reader.services.exports.facts.authors import told_names
from reader.services.exports.facts.paper_ids import read_identity
from reader.services.exports.facts.records import Facts, ItemRecord, facts_of

if TYPE_CHECKING:
    from reader.store import Reader

FIRST_YEAR, LAST_YEAR = 1500, 2100
_MOST_LINKS = 20
_LEADS_TO = {
    "arxiv": (("Abstract page", "https://arxiv.org/abs/{}"), ("PDF", "https://arxiv.org/pdf/{}")),
    "doi": (("Publisher’s page", "https://doi.org/{}"),),
    "openreview": (
        ("Forum", "https://openreview.net/forum?id={}"),
        ("PDF", "https://openreview.net/pdf?id={}"),
    ),
    "acl": (("Abstract page", "https://aclanthology.org/{}"), ("PDF", "https://aclanthology.org/{}.pdf")),
    "github": (("Code", "https://github.com/{}"),),
    "gitlab": (("Code", "https://gitlab.com/{}"),),
    "codeberg": (("Code", "https://codeberg.org/{}"),),
    "bitbucket": (("Code", "https://bitbucket.org/{}"),),
    "huggingface": (("Hugging Face", "https://huggingface.co/{}"),),
    "youtube": (("Video", "https://www.youtube.com/watch?v={}"),),
    "vimeo": (("Video", "https://vimeo.com/{}"),),
}
"""Pages of a work by the scheme of its identity."""
_CODE = frozenset(("github", "gitlab", "codeberg", "bitbucket"))
_IN_PRESS = re.compile(r"[^\W\d][^\d]{1,39}")
_DATED = re.compile(r"(\d{4})(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_YEAR_SAID = f"A year is four digits from {FIRST_YEAR} to {LAST_YEAR}, or words such as “in press”."


@dataclass(frozen=True, slots=True)
class Said:
    """One fact on the card of a work: the text that is shown, and the one that the source alone says (empty: none).

    ``how`` tells where the shown text is from, where it was not simply printed.
    """

    field: Field
    shown: str
    source: str
    is_typed: bool
    how: str = ""


@dataclass(frozen=True, slots=True)
class CardLink:
    """A link of a work: a name for what is there, and the address."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class WorkCard:
    """Everything that the card of a work shows. ``detail`` is the item that it was asked for."""

    detail: ItemDetail
    title: Said
    authors: Said
    year: Said
    venue: Said
    links: tuple[CardLink, ...]
    mentions: Mentions

    @property
    def fields(self) -> tuple[Said, ...]:
        """The fields that can be typed, in order."""
        return self.title, self.authors, self.year, self.venue


def read_card(reader: "Reader", item: ItemId) -> WorkCard:
    """The card of an item's work. NotFound: there is no such item."""
    mentions = reader.mentions(item)
    details = [reader.detail(number) for number in mentions.telling]
    return make_card([ItemRecord(detail, reader.issue(detail.row.issue_id)) for detail in details], mentions)


def make_card(items: Sequence[ItemRecord], mentions: Mentions) -> WorkCard:
    """A card made of the items that tell of a work; the first of them is the one it was asked for."""
    detail = items[0].detail
    shown, source = facts_of(items), facts_of([_untyped(item) for item in items])
    titled = next((item for item in items if _untyped(item).title), None)
    how = "" if titled else "first words of the text"
    title = _said(Field.WORK_TITLE, shown.title, source.title, detail.typed.title, how)
    authors = _said(Field.WORK_AUTHORS, told_names(shown.authors), told_names(source.authors), detail.typed.authors)
    year = _said(Field.WORK_YEAR, shown.year, source.year, detail.typed.year, _how_dated(source, detail))
    venue = _said(Field.WORK_VENUE, shown.venue or "", source.venue or "", detail.typed.venue, "from the newsletter")
    links = _links(mentions.identities, [item.detail for item in items])
    return WorkCard(detail, title, authors, year, venue, links, mentions)


def typed_of(title: str, authors: str, year: str, venue: str) -> Typed:
    """The typed fields of a card, cleaned; empty: nothing. CommandError says why one cannot be kept."""
    given = (("title", title, TITLE_CAP), ("authors", authors, TYPED_CAP), ("venue", venue, TYPED_CAP))
    for name, text, most in given:
        if len(clean_line(text)) > most:
            verb = "have" if name == "authors" else "has"
            raise CommandError(f"The {name} {verb} at most {most:,} characters. You typed {len(clean_line(text)):,}.")
    when = clean_line(year)
    if when and not _is_year(when):
        raise CommandError(_YEAR_SAID)
    return Typed(*(clean_line(text) or None for text in (title, authors, when, venue)))


def _is_year(text: str) -> bool:
    dated = _DATED.fullmatch(text)
    if dated is not None:
        return FIRST_YEAR <= int(dated[1]) <= LAST_YEAR
    return _IN_PRESS.fullmatch(text) is not None


def _untyped(item: ItemRecord) -> ItemRecord:
    """The item as if nothing was typed of its work; a title that was given to the item itself stays."""
    detail = item.detail
    is_works = detail.printed_title is None and detail.row.title == detail.typed.title
    row = replace(detail.row, title=None, is_own_title=False) if is_works else detail.row
    return replace(item, detail=replace(detail, row=row, typed=Typed()))


def _said(field: Field, shown: str, source: str, typed: str | None, how: str = "") -> Said:
    is_typed = typed is not None
    return Said(field, shown, source, is_typed, "typed by you" if is_typed else how if source else "")


def _how_dated(source: Facts, detail: ItemDetail) -> str:
    if not source.date:
        return ""
    if (detail.row.identity or "").startswith("arXiv "):
        return "from the arXiv number"
    return "from the item" if detail.row.date else "from the issue"


def _links(identities: Iterable[Identity], details: Sequence[ItemDetail]) -> tuple[CardLink, ...]:
    """The pages that identities lead to, then code and addresses among the items' own links."""
    found: dict[str, CardLink] = {}
    known = {identity.key for identity in identities}
    for identity in identities:
        for name, url in _pages(identity):
            found.setdefault(url, CardLink(name, url))
    for url in (link for detail in details for link in detail.links):
        target = identify_url(url)
        if target is not None and target.key not in known and target.key.partition(":")[0] in _CODE:
            known.add(target.key)
            found.setdefault(url, CardLink("Code", unwrap(url)))
    led_to = {key for key in known if not key.startswith("url:")}
    for url in (detail.row.url for detail in details if detail.row.url):
        target = identify_url(url)
        key = target.key if target else url
        if key not in led_to:
            led_to.add(key)
            found.setdefault(unwrap(url), CardLink("Page", unwrap(url)))
    return tuple(found.values())[:_MOST_LINKS]


def _pages(identity: Identity) -> list[tuple[str, str]]:
    scheme, _, number = identity.key.partition(":")
    if scheme in ("arxiv", "doi", "openreview", "acl", *_CODE) and identity.label:
        number = identity.label.partition(" ")[2]  # as it was written; the key is in lower case
    if scheme == "huggingface":
        number = number.removeprefix("models/")
    return [(name, page.format(quote(number, safe="/:;()._-~"))) for name, page in _LEADS_TO.get(scheme, ())]


def in_joining_order(rows: Sequence[ItemRow]) -> list[ItemRow]:
    """The items whose works are joined; first the one whose work is known best, which the others become."""
    return sorted(rows, key=lambda row: 0 if read_identity(row.identity) else 1 if row.identity else 2)


def told_of_joining(changes: Iterable[Change]) -> str:
    """The result of joining for a sentence; empty where there was nothing to unite."""
    done = list(changes)
    fields = {change.field for change in done}
    tags = sum(len(change.targets) for change in done if change.field is Field.TAGGED)
    parts = [
        "the star" if Field.STARRED in fields else "",
        f"{tags} tag{'' if tags == 1 else 's'}" if tags else "",
        "the notes" if Field.NOTE in fields else "",
        "what was typed" if fields & set(METADATA) else "",
    ]
    told = [part for part in parts if part]
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else "".join(told)
