"""What the card of a work says: what is printed, deduced and typed, and where its identity leads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from stored_rows import stored_rows

from reader.core.fields import METADATA
from reader.core.state.changes import Changes, Edit, Origin
from reader.core.state.joins import JoinWorks
from reader.core.values.errors import CommandError
from reader.core.values.ids import ItemId
from reader.services.exports.facts.citation import citation, cite_item
from reader.services.exports.facts.work_cards import WorkCard, in_joining_order, read_card, told_of_joining, typed_of
from reader.services.imports.intake import import_paths
from reader.services.machine.user_library import open_library
from reader.store import Library, Reader

DIGEST = """# Link Digest #{number}

## Papers

[{title}]({url})

{byline}

{body} A text that is long enough to be told from any other text of these issues, number {number}.

[Something else entirely](https://example.org/else/{number})

Nothing to do with it, and a few more words so that it can be told from the rest of number {number}.
"""


class Desk:
    """A library to which issues about one work are imported, and the card of its first item."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library: Library = open_library(folder / "library.db")
        self.reader: Reader = self.library.reader()

    def imports(self, url: str, *, title: str = "A paper of note", byline: str = "", body: str = "It says.") -> ItemId:
        """Import an issue with an item that leads to an address; its id."""
        number = len(list(self.folder.glob("*.md"))) + 1
        file = self.folder / f"digest-{number}.md"
        file.write_text(DIGEST.format(number=number, title=title, url=url, byline=byline, body=body), "utf-8")
        (result,) = import_paths(self.library, [file])
        assert result.stored is not None
        rows = stored_rows(self.reader, "SELECT min(id) FROM item WHERE issue_id = ?", result.stored.issue_id)
        return ItemId(rows[0][0])

    def card(self, item: ItemId) -> WorkCard:
        return read_card(self.reader, item)

    def types(self, item: ItemId, *values: str | None) -> None:
        work = self.reader.rows([item])[0].work_id
        edits = [Edit(field, (work,), value) for field, value in zip(METADATA, values, strict=False)]
        self.library.change(edits, origin=Origin.WINDOW, label="Describe").result(30)

    def join(self, *items: ItemId) -> Changes:
        works = tuple(row.work_id for row in self.reader.rows(items))
        return self.library.change([JoinWorks(works)], origin=Origin.WINDOW, label="Join").result(30)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.reader.close()
    made.library.close()


@pytest.mark.parametrize(
    ("url", "links"),
    [
        (
            "https://arxiv.org/pdf/1706.03762v5",
            ["Abstract page https://arxiv.org/abs/1706.03762", "PDF https://arxiv.org/pdf/1706.03762"],
        ),
        ("https://doi.org/10.1145/3292500.3330701", ["Publisher’s page https://doi.org/10.1145/3292500.3330701"]),
        (
            "https://openreview.net/pdf?id=YicbFdNTTy",
            [
                "Forum https://openreview.net/forum?id=YicbFdNTTy",
                "PDF https://openreview.net/pdf?id=YicbFdNTTy",
            ],
        ),
        (
            "https://aclanthology.org/2020.acl-main.747/",
            [
                "Abstract page https://aclanthology.org/2020.acl-main.747",
                "PDF https://aclanthology.org/2020.acl-main.747.pdf",
            ],
        ),
        ("https://github.com/VITA-Group/TransGAN/tree/master", ["Code https://github.com/VITA-Group/TransGAN"]),
        ("https://huggingface.co/datasets/a/b", ["Hugging Face https://huggingface.co/datasets/a/b"]),
        ("https://example.org/post?utm_source=x&p=1", ["Page https://example.org/post?p=1"]),
    ],
)
def test_links_follow_from_the_identity_alone(desk: Desk, url: str, links: list[str]) -> None:
    card = desk.card(desk.imports(url))
    assert [f"{link.name} {link.url}" for link in card.links] == links


def test_code_is_found_among_the_links_of_the_item(desk: Desk) -> None:
    body = "It has [code](https://github.com/Ann/Lee), [a blog](https://example.org/b) and more."
    card = desk.card(desk.imports("https://arxiv.org/abs/1706.03762", body=body))
    assert [link.name for link in card.links] == ["Abstract page", "PDF", "Code"]
    assert card.links[2].url == "https://github.com/Ann/Lee"


def test_it_says_what_is_printed_what_is_deduced_and_what_is_not_told(desk: Desk) -> None:
    card = desk.card(desk.imports("https://arxiv.org/abs/1706.03762", byline="By Ann Lee and Bo Xu"))
    assert [field.shown for field in card.fields] == ["A paper of note", "Ann Lee, Bo Xu", "2017", ""]
    assert [field.how for field in card.fields] == ["", "", "from the arXiv number", ""]
    assert not any(field.is_typed for field in card.fields)


def test_what_was_typed_wins_and_the_source_is_still_told(desk: Desk) -> None:
    item = desk.imports("https://arxiv.org/abs/1706.03762", byline="By Ann Lee")
    twin = desk.imports("https://arxiv.org/abs/1706.03762", title="Another title")
    desk.types(item, "My title", "Xu, Bo; Doe, Cy", "2018", "NeurIPS")
    for one in (item, twin):
        card = desk.card(one)
        assert [field.shown for field in card.fields] == ["My title", "Bo Xu, Cy Doe", "2018", "NeurIPS"]
        assert all(field.is_typed and field.how == "typed by you" for field in card.fields)
        assert card.authors.source == "Ann Lee"
        assert card.year.source == "2017"
        assert "My title" in citation(cite_item(desk.reader, one))
        assert "2018" in citation(cite_item(desk.reader, one))
    assert desk.card(item).title.source == "A paper of note"
    assert desk.card(twin).title.source == "Another title"
    desk.types(item, None, None, None, None)
    assert [field.shown for field in desk.card(item).fields] == ["A paper of note", "Ann Lee", "2017", ""]


def test_the_card_says_what_citations_say_whichever_twin_tells_it(desk: Desk) -> None:
    item = desk.imports("https://arxiv.org/abs/1706.03762")
    desk.imports("https://arxiv.org/abs/1706.03762", byline="By Ann Lee")
    desk.imports("https://arxiv.org/abs/1706.03762", byline="By Somebody Else")
    card, work = desk.card(item), cite_item(desk.reader, item)
    assert card.authors.shown == "Ann Lee"
    assert [name.family for name in work.facts.authors.names] == ["Lee"]
    assert card.mentions.total == 3
    assert [mention.issue for mention in card.mentions.shown] == ["#1", "#3", "#2"]


def test_joined_works_are_known_by_all_their_identities(desk: Desk) -> None:
    blog = desk.imports("https://example.org/blog/about-it")
    doi = desk.imports("https://doi.org/10.1145/3292500.3330701")
    arxiv = desk.imports("https://arxiv.org/abs/1706.03762")
    rows = in_joining_order(desk.reader.rows([blog, doi, arxiv]))
    assert [row.id for row in rows] == [doi, arxiv, blog]
    desk.join(*(row.id for row in rows))
    card = desk.card(blog)
    known = [identity.label for identity in card.mentions.identities]
    assert known == ["DOI 10.1145/3292500.3330701", "arXiv 1706.03762", "example.org/blog/about-it"]
    assert [link.name for link in card.links] == ["Publisher’s page", "Abstract page", "PDF", "Page"]


def test_what_joining_united_is_told(desk: Desk) -> None:
    one = desk.imports("https://example.org/blog/about-it")
    two = desk.imports("https://doi.org/10.1145/3292500.3330701")
    three = desk.imports("https://arxiv.org/abs/1706.03762")
    desk.types(two, "Typed")
    assert told_of_joining(desk.join(one, two).changes) == "what was typed"
    assert told_of_joining(desk.join(three, one).changes) == "what was typed"
    assert told_of_joining([]) == ""


@pytest.mark.parametrize("year", ["1499", "2101", "20175", "17", "2017-13", "12 B.C.", "x" * 60, "٢٠١٧", "?"])
def test_a_year_that_is_none_is_refused_in_a_sentence(year: str) -> None:
    with pytest.raises(CommandError, match="four digits from 1500 to 2100"):
        typed_of("", "", year, "")


@pytest.mark.parametrize("year", ["1500", "2100", " 2017 ", "2017-06", "2017-06-12", "in press", "forthcoming"])
def test_years_and_words_for_what_is_not_out_yet_are_kept(year: str) -> None:
    assert typed_of("", "", year, "").year == year.strip()


def test_odd_signs_are_cleaned_and_what_is_too_long_is_told_not_cut() -> None:
    typed = typed_of(" A\u202e title\0\n", "Ann\x07 Lee", "", "\u200f \t")
    assert (typed.title, typed.authors, typed.year, typed.venue) == ("A title\ufffd", "Ann Lee", None, None)
    with pytest.raises(CommandError, match=r"title has at most 1,000 characters\. You typed 10,000"):
        typed_of("x" * 10_000, "", "", "")
    with pytest.raises(CommandError, match="authors have at most 2,000"):
        typed_of("", "x" * 2_001, "", "")
