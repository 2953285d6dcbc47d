"""File names that every system takes, citation keys that last, authors as people write them."""

import re
import unicodedata

import pytest
from exported import item
from hypothesis import example, given
from hypothesis import strategies as st

from reader.core.values.issues import Kind
from reader.services.exports.facts.authors import Author, Authors, read_authors
from reader.services.exports.facts.citation_keys import CitationKeys, citation_key, key_giver
from reader.services.exports.facts.records import date_of
from reader.services.exports.vault.file_names import LIMIT, FileNames

RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


@given(
    st.lists(st.one_of(st.text(max_size=80), st.sampled_from(["CON", "nul.txt", "-rf", "..", "é" * 255])), max_size=8)
)
@example(["CON", "con", "Con "])
@example(["../../etc/passwd", "..\\x", "Ａ／Ｂ", "."])
@example(["Straße", "STRASSE", "e\u0301", "é"])
def test_names_are_allowed_short_and_unique(titles: list[str]) -> None:
    names = FileNames()
    given_names = [names.give(title, ".md", f"{number:032x}") for number, title in enumerate(titles)]
    assert len({unicodedata.normalize("NFKC", name).casefold() for name in given_names}) == len(titles)
    for name in given_names:
        assert len(name.encode()) <= LIMIT
        assert name == unicodedata.normalize("NFC", name)
        assert not re.search(r'[\x00-\x1f/\\:*?"<>|#^\[\]]', name)
        assert not name.startswith((".", "-", " "))
        assert not RESERVED.match(name)
        assert name.endswith(".md")
        assert len(name) > len(".md")


def test_a_name_that_is_taken_is_told_apart() -> None:
    names = FileNames(["Notes.md"])
    assert names.give("notes", ".md", "abcdef0123") == "notes (abcd).md"


@pytest.mark.parametrize("title", ["x" * 400, "é" * 200, "😀" * 100])
def test_long_names_are_cut_between_letters(title: str) -> None:
    name = FileNames().give(title, ".md", "0")
    assert LIMIT - 4 <= len(name.encode()) <= LIMIT
    assert set(name.removesuffix(".md")) == {title[0]}


def test_a_key_is_readable_and_does_not_change_with_what_the_user_does() -> None:
    record = item("The Perceiver, a general architecture")
    key = citation_key(record)
    assert re.fullmatch(r"vaswani2017perceiver-[a-z2-7]{4}", key)
    assert citation_key(item("The Perceiver, a general architecture", is_read=False, note="x")) == key


def test_a_key_does_not_change_when_an_entry_tells_its_own_date() -> None:
    changes = {"kind": Kind.ARTICLE, "author": None, "url": "https://example.org/pier", "identity": "example.org/pier"}
    key = citation_key(item("The pier", **changes))
    assert key.startswith("pier-")
    assert citation_key(item("The pier", date="2026-03-01", **changes)) == key
    alone = citation_key(item("The pier", **changes | {"url": None}))
    assert alone.startswith("article2021pier-")
    assert citation_key(item("The pier", date="2026-03-01", **changes | {"url": None})) == alone


@given(st.lists(st.text(max_size=30), min_size=2, max_size=6), st.booleans())
def test_keys_are_unique_and_plain(titles: list[str], has_author: bool) -> None:
    keys = CitationKeys()
    author = "Zoë Łukasz" if has_author else None
    found = [
        keys.give(item(title, number=number, author=author, identity=None)) for number, title in enumerate(titles, 1)
    ]
    assert len(set(found)) == len(found)
    assert all(re.fullmatch(r"[a-z][a-z0-9]*-[a-z2-7]+(-\d+)?", key) for key in found)


def test_a_work_keeps_its_key_when_an_older_one_is_joined_to_it() -> None:
    alone = item("Attention", number=7)
    joined = [
        item("Heard elsewhere", number=2, author="Ann Lee", url="https://example.org/about-it", is_joined=True),
        item("Attention", number=7, is_joined=True),
        item("Attention once more", number=9, is_joined=True),
    ]
    assert citation_key(key_giver(joined)) == citation_key(alone)
    assert key_giver([joined[0]]) is joined[0]
    assert key_giver([alone, item("Older", number=2)]).detail.row.id == 2


def test_even_equal_keys_are_told_apart() -> None:
    keys = CitationKeys()
    found = [keys.give(item("Same", number=number, identity="arXiv 1706.03762")) for number in (1, 2, 3, 1)]
    assert len(set(found)) == 3
    assert found[0] == found[3]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee, Bo Xu and Cy de la Cruz", [("Lee", "Ann"), ("Xu", "Bo"), ("de la Cruz", "Cy")]),
        ("Lee, Ann; Xu, Bo", [("Lee", "Ann"), ("Xu", "Bo")]),
        ("Lee, Ann and Xu, Bo", [("Lee", "Ann"), ("Xu", "Bo")]),
        ("Ludwig van Beethoven", [("van Beethoven", "Ludwig")]),
        ("Google Research", [("Google Research", None)]),
        ("Sammy Davis Jr.", [("Davis Jr.", "Sammy")]),
        ("Ann Lee <ann@example.org>", [("Lee", "Ann")]),
        ("Plato", [("Plato", None)]),
        ("Smith, J.", [("Smith", "J.")]),
    ],
)
def test_authors(line: str, names: list[tuple[str, str | None]]) -> None:
    assert read_authors(line) == Authors(tuple(Author(*name) for name in names))


def test_authors_that_are_not_named() -> None:
    assert read_authors("Ann Lee et al.") == Authors((Author("Lee", "Ann"),), has_others=True)
    assert read_authors(None) == read_authors(" , ") == Authors()


@given(st.text(max_size=80))
def test_any_line_of_authors_can_be_read(line: str) -> None:
    assert all(name.family for name in read_authors(line).names)


@pytest.mark.parametrize(
    ("label", "date"),
    [("arXiv 1706.03762", (2017, 6)), ("arXiv cs/9901001", (1999, 1)), ("arXiv 12", ()), ("DOI 10.1/x", ())],
)
def test_an_arxiv_number_tells_the_date(label: str, date: tuple[int, ...]) -> None:
    assert date_of(item(identity=label), Kind.PAPER) == date
