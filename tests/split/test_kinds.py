"""Kinds are told by how publications speak, not by words of one issue."""

import pytest

from reader.core.documents import Block
from reader.split.bodies import Piece
from reader.split.drafts import ItemDraft, Paragraph
from reader.split.kinds import is_abstract, kind_of

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
