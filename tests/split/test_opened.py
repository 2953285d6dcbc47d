"""What is worked out of a document is worked out once, however often it is split."""

from collections.abc import Container

import pytest
from reading_documents import read_bytes

from reader.core.revision.corrections import Act, Correction
from reader.core.values.document import Block
from reader.split import Opened, learn, observe, split_issue
from reader.split.signs import markup
from reader.split.signs.markup import Markup

SOURCE = "# Lamp Letter\n\n" + "".join(
    f"**Lamp {n}.** It is [lit](https://a.example/{n}) at six.\n\n" for n in range(9)
)


def test_markup_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def counted(block: Block, usual: Container[str] = ()) -> Markup:
        seen.append(block.text)
        return look(block, usual)

    look = markup.markup_of
    monkeypatch.setattr(markup, "markup_of", counted)
    document = read_bytes(SOURCE.encode(), "issue.md")
    opened = Opened(document)
    correction = Correction(Act.BOILERPLATE, document.blocks[2].text, document.spans[2].start)
    profile = learn([observe(opened, [correction])])
    plain, corrected, taught = (
        split_issue(opened),
        split_issue(opened, corrections=[correction]),
        split_issue(opened, profile=profile),
    )
    assert len(plain.items) == 9
    assert len(corrected.items) == 8
    assert taught.items
    assert seen == [block.text for block in document.blocks]
