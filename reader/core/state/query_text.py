"""Reads what a person types into a search as a `Query` (its grammar: `reader.core.state.queries`)."""

import re
from difflib import get_close_matches

from reader.core.state.highlights import COLOURS
from reader.core.state.queries import (
    ColourTerm,
    Is,
    IssueTerm,
    IsTerm,
    KindTerm,
    PublicationTerm,
    Query,
    TagTerm,
    Term,
    Words,
)
from reader.core.text.clean import clean_text
from reader.core.values.errors import QueryError
from reader.core.values.issues import Kind

LENGTH = 1_000
"""Characters of a query that are looked at; more than anybody types."""
_TERMS = 60

_TOKEN = re.compile(
    r"""(?P<minus>-(?=\w|"|[^\x00-\x7f]))?
    (?:(?P<prefix>is|kind|issue|publication|tag|colour):(?P<value>"[^"]*(?:"|$)|[^\s"][^\s]*|(?=\s|$))
    |(?P<phrase>"[^"]*(?:"|$))
    |(?P<word>\S+?(?=\s|$)))""",
    re.VERBOSE | re.IGNORECASE,
)
_NAMES: dict[str, type[IssueTerm | PublicationTerm | TagTerm]] = {
    "issue": IssueTerm,
    "publication": PublicationTerm,
    "tag": TagTerm,
}
_CHOICES: dict[str, tuple[str, ...]] = {"is": tuple(Is), "kind": tuple(Kind), "colour": COLOURS}
_EARLIER = {"tray": Is.DETACHED, "guess": Is.UNSURE, "retired": Is.GONE}
"""Words that ``is:`` was taught with before: people know them, and old queries hold them."""
_TRIED: dict[str, tuple[str, ...]] = {
    "is": (Is.READ, Is.UNREAD, Is.STARRED),
    "kind": (Kind.PAPER, Kind.ARTICLE, Kind.CODE),
    "colour": COLOURS[:3],
}
"""The values that a message offers where none is like the typed one."""


def parse_query(text: str, *, as_you_type: bool = False) -> Query:
    """The query that a text says. ``as_you_type``: the last word may go on, and a value not yet complete is left out.

    QueryError: ``is:``, ``kind:`` or ``colour:`` with a value that does not exist.
    """
    text = clean_text(text[:LENGTH])
    tokens = [match for match in _TOKEN.finditer(text) if match.group()][:_TERMS]
    terms: list[Term] = []
    for token in tokens:
        is_open = as_you_type and token is tokens[-1] and token.end() == len(text)
        term = _term(token, is_open=is_open)
        if term is not None:
            terms.append(term)
    return Query(tuple(terms))


def _term(token: re.Match[str], *, is_open: bool) -> Term | None:
    is_negated = token["minus"] is not None
    if token["phrase"] is not None:
        return _phrase(token["phrase"], is_negated=is_negated, is_open=is_open)
    if token["prefix"] is None:
        return Words(token["word"], is_prefix=is_open, is_negated=is_negated)
    prefix, value = token["prefix"].lower(), token["value"].strip('"').strip()
    if not value:
        return None if is_open else Words(token.group().removeprefix("-") if is_negated else token.group())
    if prefix in _CHOICES:
        return _chosen(prefix, value, is_negated=is_negated, is_open=is_open)
    return _NAMES[prefix](value, is_negated=is_negated)


def _phrase(quoted: str, *, is_negated: bool, is_open: bool) -> Words | None:
    text = " ".join(quoted.strip('"').split())
    is_closed = len(quoted) > 1 and quoted.endswith('"')
    return Words(text, is_phrase=True, is_prefix=is_open and not is_closed, is_negated=is_negated) if text else None


def _chosen(prefix: str, value: str, *, is_negated: bool, is_open: bool) -> Term | None:
    """``is:``, ``kind:`` or ``colour:`` with one of its values."""
    values = [str(choice) for choice in _CHOICES[prefix]]
    word = value.lower()
    if prefix == "is" and word in _EARLIER:
        word = str(_EARLIER[word])
    if word in values:
        if prefix == "colour":
            return ColourTerm(word, is_negated)
        return IsTerm(Is(word), is_negated) if prefix == "is" else KindTerm(Kind(word), is_negated)
    if is_open and any(choice.startswith(word) for choice in (*values, *(_EARLIER if prefix == "is" else ()))):
        return None
    shown = value if len(value) <= 30 else value[:29] + "…"
    offered = get_close_matches(word, values, n=1) or [str(choice) for choice in _TRIED[prefix]]
    tried = ", ".join(f"`{prefix}:{choice}`" for choice in offered)
    raise QueryError(f"Unknown `{prefix}:{shown}`. Try {tried}.")
