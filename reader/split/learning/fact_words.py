"""A publication's profile in plain words, for people who know nothing of how documents are split."""

import re
from collections.abc import Sequence

from reader.core.revision.corrections import Act
from reader.core.revision.profiles import Fact, Profile, Sort
from reader.core.values.issues import Kind
from reader.split.learning.form_words import form_in_words
from reader.split.signs.likeness import NAME

_MOST_HEADINGS = 8
_NUMBER = re.compile(r"\b0\b")
KINDS = {
    Kind.ARTICLE: ("an article", "articles"),
    Kind.PAPER: ("a paper", "papers"),
    Kind.CODE: ("code", "code"),
    Kind.TUTORIAL: ("a tutorial", "tutorials"),
    Kind.COURSE: ("a course", "courses"),
    Kind.DATASET: ("a data set", "data sets"),
    Kind.SPONSORED: ("an advertisement", "advertisements"),
    Kind.OTHER: ("of no known kind", "of no known kind"),
}
"""Each kind as one item and as several are called."""
_FORMS_ARE = {
    Act.TITLE: "are titles of items",
    Act.TITLE_BELOW: "are titles of the items above them",
    Act.KICKER: "are lines above titles of items",
    Act.SPLIT: "begin items",
    Act.JOIN: "belong to the item before them",
    Act.BODY: "are text of items",
    Act.HEADING: "are headings",
}
_LINE_IS = {
    Act.TITLE: "is the title of an item",
    Act.TITLE_BELOW: "is the title of the item above it",
    Act.KICKER: "is a line above the title of an item",
    Act.SPLIT: "begins an item",
    Act.JOIN: "belongs to the item before it",
    Act.BODY: "is text of an item",
}


def summarise(profile: Profile) -> str:
    """The profile on one line."""
    headings = [_words(fact) for fact in profile.of(Sort.HEADING)]
    more = "…" if len(headings) > _MOST_HEADINGS else ""
    told = [f"Headings: {', '.join(headings[:_MOST_HEADINGS])}{more}"] if headings else []
    told += [tell(fact) for fact in profile.of(Sort.LAYOUT)]
    notices = [fact for fact in profile.of(Sort.LINE) if fact.act is Act.BOILERPLATE]
    told += [f"{len(notices)} line{'' if len(notices) == 1 else 's'} of boilerplate"] if notices else []
    others = [fact for fact in profile.of(Sort.LINE, Sort.FORM, Sort.MARKER) if fact.act is not Act.BOILERPLATE]
    counts = (
        (others, "rule", "about other lines"),
        (profile.of(Sort.SPONSOR, Sort.WORDING), "rule", "about advertisements"),
        (profile.of(Sort.KIND), "rule", "about kinds"),
    )
    told += [f"{_count(found, noun)} {rest}" for found, noun, rest in counts if found]
    return "; ".join([*told[:1], *(one[0].lower() + one[1:] for one in told[1:])]) or "No rules yet"


def tell(fact: Fact) -> str:
    """One fact as a sentence."""
    match fact.sort:
        case Sort.HEADING:
            kinds = f" (its items: {' and '.join(KINDS[kind][1] for kind in fact.kinds)})" if fact.kinds else ""
            return f"Heading: {_words(fact)}{kinds}"
        case Sort.LINE if fact.what.startswith("^"):
            return f"Boilerplate: paragraphs that begin “{fact.told}”"
        case Sort.LINE if fact.act is Act.BOILERPLATE:
            return f"Boilerplate: {_words(fact)}"
        case Sort.LINE if fact.act in _LINE_IS:
            return f"“{_words(fact)}” {_LINE_IS[fact.act]}"
        case Sort.FORM if fact.act in _FORMS_ARE:
            return f"{_capital(form_in_words(fact.what))} {_FORMS_ARE[fact.act]}"
        case Sort.MARKER:
            return f"“{fact.told}” is a label in items, not their text"
        case Sort.WORDING:
            return f"Items that say “{fact.told}” are advertisements"
        case Sort.SPONSOR:
            return _sponsor(fact)
        case Sort.KIND:
            return _kind(fact)
    return fact.told


def known_by(fact: Fact) -> str:
    """The evidence for a fact in words."""
    if fact.is_own:
        return "written by you"
    if fact.is_taught:
        return "from your correction"
    return f"seen {fact.times} times" if fact.sort is Sort.FORM else f"in {_count(range(fact.times), 'issue')}"


def _words(fact: Fact) -> str:
    """The words of a line; one that is known only as it is compared has any number where that has 0."""
    is_printed = fact.is_own or (fact.told != fact.what and NAME not in fact.what)
    return fact.told if is_printed else _capital(_NUMBER.sub("(number)", fact.told))


def _sponsor(fact: Fact) -> str:
    if fact.what.startswith("^"):
        return f"Items with a paragraph that begins “{fact.told}” are advertisements"
    if fact.what.endswith("$"):
        return f"Items with a paragraph that ends “{fact.told}” are advertisements"
    return f"Items that begin with {form_in_words(fact.what)} are advertisements"


def _kind(fact: Fact) -> str:
    where = f"under “{fact.told}”" if fact.what.startswith("section:") else f"from {fact.told}"
    if fact.is_own:
        return f"Items {where} are {KINDS[fact.kinds[0]][1]}"
    return f"Items {where} that look like {KINDS[fact.kinds[0]][1]} are {KINDS[fact.kinds[1]][1]}"


def _count(found: Sequence[object], noun: str) -> str:
    return f"{len(found)} {noun}{'' if len(found) == 1 else 's'}"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
