"""A feed whose entries are items: their borders are given and only what closes a post is set aside."""

from reader.core.values.document import Block, Document, Entry, Link
from reader.split import split_document

BLOCKS = (
    Block("First words of one, with a link.", links=(Link(27, 31, "https://x.org/in"),)),
    Block("∞ Permalink", links=(Link(2, 11, "https://blog.example/1"),)),
    Block("Two"),
    Block("A second post about another thing."),
    Block("A note without any title at all."),
)
FEED = Document(
    "feed",
    "f",
    BLOCKS,
    title="A Blog",
    publication="A Blog",
    entries=(
        Entry(0, 2, title="One", url="https://x.org/1", author="Ada", topics=("tin",)),
        Entry(2, 4, title="Two", url="https://blog.example"),
        Entry(4, 5, url="https://blog.example"),
    ),
)


def test_each_entry_is_an_item_with_its_own_title_or_none() -> None:
    issue = split_document(FEED)
    assert [item.title for item in issue.items] == ["One", "Two", None]
    assert [item.body for item in issue.items] == [BLOCKS[0].text, BLOCKS[3].text, BLOCKS[4].text]
    assert (issue.items[0].author, issue.items[0].topics) == ("Ada", ("tin",))


def test_permalinks_are_set_aside_and_the_feeds_own_address_is_no_items() -> None:
    issue = split_document(FEED)
    assert [issue.text[start:end] for start, end in issue.boilerplate] == ["∞ Permalink"]
    assert [item.url for item in issue.items] == ["https://x.org/1", None, None]
    assert "https://x.org/in" in issue.items[0].links


def test_a_feed_is_sure_of_its_items() -> None:
    assert not split_document(FEED).is_guess
