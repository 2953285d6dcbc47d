"""Tells the kind of an item by weighted cues in its text, and by the section it stands in."""

import re
from collections.abc import Sequence

from reader.core.values.document import Tag
from reader.core.values.issues import Kind
from reader.core.values.works import unwrap
from reader.split.items.cues import CUES, HOSTS, MARK_BEFORE, MARK_BEHIND, MARKS, SECTION_PRIORS, SHARED_PRIOR
from reader.split.items.drafts import ItemDraft, links_in
from reader.split.signs.features import abstract_signs

# An abstract without a marker: at least so many words, and so much speaking as abstracts do.
ABSTRACT_WORDS = 40
LONG_ABSTRACT_WORDS = 60
PAPER_HOST = 3.0
_OWN_VOICE = re.compile(r"\b(?:you|your|I|I'm|my|told|says|he said|she said|last week|yesterday)\b")
_AUTHORS = re.compile(r"(?:[A-ZÀ-Þ]\.[ -]?){1,3}[A-ZÀ-Þ][\w’'-]+(?:,| and | & | et al| \()")
_DOCUMENT = re.compile(
    r"^(?:this|in this) (?:paper|work|document|study|thesis|survey|manuscript|report)\b", re.IGNORECASE
)


def _host_weights(item: ItemDraft) -> dict[Kind, float]:
    links = [*item.title_links, *(link for paragraph in item.paragraphs[:1] for link in paragraph.links)]
    links += [link for piece in item.extras for link in links_in(piece)]
    url = unwrap(links[0].url) if links else ""
    return next((weights for pattern, weights in HOSTS if pattern.search(url)), {})


def _is_quoted(item: ItemDraft) -> bool:
    """Whether the body begins with a quotation, as abstracts often are."""
    return bool(item.paragraphs) and item.paragraphs[0].pieces[0].block.tag is Tag.QUOTE


def _names_authors(item: ItemDraft) -> bool:
    """Whether a line of the item names authors as references do ("A. Lee, B. Roy (Journal of Lamps)")."""
    return any(_AUTHORS.match(piece.text.strip()) for piece in item.extras)


def is_abstract(item: ItemDraft, *, section: str) -> bool:
    """Whether a body is a paper's abstract: by its marker, by its section, by its place, or by how it speaks."""
    body = item.body
    if item.has_abstract_marker:
        return True
    words = len(body.split())
    if words < ABSTRACT_WORDS or section == "papers":
        return words >= ABSTRACT_WORDS
    opening = body[:2_000]
    is_document = bool(_DOCUMENT.match(opening))
    voice = abstract_signs(opening) + 2 * is_document - len(_OWN_VOICE.findall(opening))
    if item.reads_as_abstract or _host_weights(item).get(Kind.PAPER, 0.0) >= PAPER_HOST:
        return voice >= 1
    if _is_quoted(item):
        return voice >= 2 or _names_authors(item)
    return voice >= 2 and (words >= LONG_ABSTRACT_WORDS or is_document)


def kind_of(item: ItemDraft, *, sections: Sequence[str], abstract: bool) -> Kind:
    """The kind of an item; ``sections`` are the kinds of section that its heading names (empty: none is known)."""
    title, body = item.title or "", item.body
    if item.is_sponsored:
        return Kind.SPONSORED
    if found := MARK_BEFORE.match(title or body) or MARK_BEHIND.search(title[-40:]):
        return MARKS[found[1].casefold()]
    if abstract:
        return Kind.PAPER
    scores = dict.fromkeys(Kind, 0.0)
    for weights in (_prior(sections), _host_weights(item)):
        for kind, weight in weights.items():
            scores[kind] += weight
    # What has no title of its own says in its first words what a title would.
    seen = {"title": title or body[:160], "lead": body[:160] or title, "text": f"{title} {body[:600]}"}
    for cue in CUES:
        if cue.pattern.search(seen[cue.where]):
            for kind, weight in cue.weights.items():
                scores[kind] += weight
    return max(Kind, key=lambda kind: scores[kind])


def _prior(sections: Sequence[str]) -> dict[Kind, float]:
    """The weights that a heading gives to kinds; one that names several kinds of section gives each less."""
    tables = [SECTION_PRIORS.get(section, SECTION_PRIORS[""]) for section in sections or ("",)]
    most = SHARED_PRIOR if len(tables) > 1 else float("inf")
    return {kind: min(most, max(table.get(kind, 0.0) for table in tables)) for kind in Kind}
