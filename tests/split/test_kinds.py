"""Kinds are told by how publications speak, not by words of one issue."""

import pytest
from reading_documents import read_bytes

from reader.core.values.document import Block
from reader.split import split_document
from reader.split.items.bodies import Piece
from reader.split.items.drafts import ItemDraft, Paragraph
from reader.split.items.kinds import is_abstract, kind_of

ABSTRACT = (
    "This paper studies waiting. We propose a method for the {0} and find it holds. The {0} is open. " + "So. " * 50
)


def draft(body: str) -> ItemDraft:
    return ItemDraft(0, paragraphs=[Paragraph([Piece(Block(body), 0, len(body))])])


@pytest.mark.parametrize("lead", ["Moss is {} AI library for trees.", "Fern is {} Research package for sorting."])
def test_a_tool_is_of_the_same_kind_whoever_made_it(lead: str) -> None:
    kinds = {kind_of(draft(lead.format(maker)), sections=(), abstract=False) for maker in ("Facebook", "Kestrel")}
    assert len(kinds) == 1


@pytest.mark.parametrize("subject", ["counter", "checkout"])
def test_an_abstract_may_speak_of_any_subject(subject: str) -> None:
    assert is_abstract(draft(ABSTRACT.format(subject)), section="")


def kind(title: str, body: str = "", *sections: str) -> str:
    item = draft(body)
    item.title = title
    return kind_of(item, sections=sections, abstract=False)


@pytest.mark.parametrize(
    ("title", "body", "sections", "wanted"),
    [
        ("Lamp maker buys rival", "Nobody was told.", ("software",), "article"),
        ("lampfold 2.1 is released", "", (), "code"),
        ("wick: a small library for oil lamps", "", (), "code"),
        ("How to trim a wick", "", ("tutorials",), "tutorial"),
        ("Wicks of the world", "This dataset holds 3,000 wicks.", (), "dataset"),
        ("Oil company releases new dataset of lamps", "", ("code", "datasets"), "dataset"),
        ("Harbour university offers free course on lamps", "", ("learning", "papers"), "course"),
        ("Harbour news on GitHub outage", "", (), "article"),
        ("Senior Lamp Engineer, Harbour Office, Ghent", "", (), "other"),
        ("Lamps talk, episode 8", "", (), "other"),
        ("[Paper] Light without oil", "", ("news",), "paper"),
    ],
)
def test_kinds_are_told_by_wording_before_the_section(
    title: str, body: str, sections: tuple[str, ...], wanted: str
) -> None:
    assert kind(title, body, *sections) == wanted


def test_an_issue_about_data_holds_datasets() -> None:
    items = "\n\n".join(
        f"**Lamps of town {n}.** The [lamp office](https://a.example/{n}) has records of {n},400 lamps."
        for n in range(2, 7)
    )
    source = f"# Lamp Figures\n\n{items}\n\n*Dataset suggestions? Just reply to this email.*\n"
    issue = split_document(read_bytes(source.encode(), "issue.md"))
    assert {item.kind for item in issue.items} == {"dataset"}
