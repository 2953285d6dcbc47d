"""BibTeX, read back by bibtexparser and pylatexenc: any title comes out whole, and maths stays maths."""

import bibtexparser
import pytest
from exported import from_tex, spaceless, work
from hypothesis import example, given
from hypothesis import strategies as st

from reader.core.values.issues import Kind
from reader.services.exporting.facts.authors import Author, Authors
from reader.services.exporting.facts.records import WorkRecord
from reader.services.exporting.formats.bibtex import escape, escape_title, is_plain_maths, write_bibtex

SPECIALS = st.text(st.sampled_from("\\{}$&#%_~^\"@,='`<>| aZé9\n"), max_size=40)
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=40)


def read(*works: WorkRecord) -> list[dict[str, str]]:
    library = bibtexparser.parse_string("".join(write_bibtex(works)))
    assert not library.failed_blocks
    return [{field.key: field.value for field in entry.fields} | {"ID": entry.key} for entry in library.entries]


def test_a_preprint_as_arxiv_and_zotero_write_it() -> None:
    (entry,) = read(work())
    assert entry == {
        "ID": "vaswani2017attention-abcd", "title": "{Attention} {Is} {All} {You} {Need}",
        "author": "Vaswani, Ashish and Shazeer, Noam", "year": "2017", "month": "6", "eprint": "1706.03762",
        "archivePrefix": "arXiv", "eprinttype": "arxiv", "doi": "10.48550/arXiv.1706.03762",
        "url": "https://arxiv.org/abs/1706.03762", "urldate": "2021-05-20", "abstract": "Gone.", "keywords": "a b, c",
    }  # fmt: skip
    assert "".join(write_bibtex([work()])).startswith("@misc{")
    assert "".join(write_bibtex([work(paper=None, kind=Kind.ARTICLE)])).startswith("@online{")


@given(st.one_of(SPECIALS, LETTERS))
@example("}} @book{x, title={y")
@example("--- ``a'' ?`b <<c>>")
@example("50% of $5 & $6_")
@example('"} \\')
@example("a\n@article{b,\ntitle={c}}\n")
def test_any_title_is_one_record_and_comes_back(title: str) -> None:
    record = work(title)
    (entry, second) = read(record, work("Another", key="other"))
    assert second["title"] == "{Another}"
    if "$" not in title:
        assert from_tex(entry["title"]) == spaceless(record.facts.title)


@given(SPECIALS)
def test_braces_balance_as_bibtex_counts_them(title: str) -> None:
    depth = 0
    for sign in escape_title(title):
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("the $\\beta$-VAE", "the $\\beta$-VAE"),
        ("$O(n^2)$ attention", "$O(n^2)$ attention"),
        ("from $5 to $6", "from \\$5 to \\$6"),
        ("$\\input{x}$", "\\${\\textbackslash}input\\{x\\}\\$"),
        ("$a%b$", "\\$a\\%b\\$"),
        ("$a}b{$", "\\$a\\vphantom{\\{}\\}b\\{\\vphantom{\\}}\\$"),
    ],
)
def test_maths_is_kept_and_nothing_else(text: str, kept: str) -> None:
    assert escape(text) == kept


def test_no_formula_names_a_command_beyond_maths() -> None:
    assert not is_plain_maths("\\write18{x}")
    assert not is_plain_maths("^^5cinput{x}")


def test_organisations_and_the_unnamed() -> None:
    authors = Authors((Author("Google Brain & Co"), Author("van der Lee", "Ann")), has_others=True)
    assert read(work(authors=authors))[0]["author"] == "{Google Brain \\& Co} and van der Lee, Ann and others"


def test_an_address_cannot_end_its_field() -> None:
    assert read(work(url="https://x.org/a}b{c\\d e_f"))[0]["url"] == "https://x.org/a%7Db%7Bc%5Cd%20e_f"
