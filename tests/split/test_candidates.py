"""Newsletters of kinds that no layout knows are split by the forms that recur in them; texts without any stay whole."""

import pytest
from reading_documents import read_bytes

from reader.core.revision.corrections import Act, Correction
from reader.core.values.issues import Issue
from reader.split import split_document

WORDS = (
    "A river gauge was read twice a day by the same two people for forty years, and nobody asked them why.",
    "The committee met in the old customs house and agreed that the bridge should be painted before winter.",
    "Somebody counted the lamps along the quay and found three more than the plans of the town have.",
    "Readings of the tide are kept in a ledger, whose last pages were copied by hand last week.",
    "Nobody had opened the northern lock since the flood, so the keeper took a day to do it.",
)
TITLES = ("Gauges by hand", "Paint for the bridge", "Lamps on the quay", "A ledger of tides", "The northern lock")


def split(text: str, name: str) -> Issue:
    return split_document(read_bytes(text.encode(), name))


def numbered(mark: str) -> str:
    stories = zip(TITLES, WORDS, strict=True)
    return "\n\n".join(f"{mark.format(n)} {title}\n\n{words}" for n, (title, words) in enumerate(stories, 1))


@pytest.mark.parametrize("mark", ["{}.", "[{}]", "({})", "{}、", "§{}"])
def test_stories_under_counted_lines_are_items(mark: str) -> None:
    issue = split(f"# The quay this week\n\n{numbered(mark)}\n", "quay.md")
    assert [item.body for item in issue.items] == list(WORDS)
    assert [title in (item.title or "") for title, item in zip(TITLES, issue.items, strict=True)] == [True] * 5


def test_entries_of_an_ordered_list_without_links_are_items() -> None:
    lines = "\n".join(
        f"{n}. **{title}.** {words}" for n, (title, words) in enumerate(zip(TITLES, WORDS, strict=True), 1)
    )
    issue = split(f"# The quay this week\n\n{lines}\n", "quay.md")
    assert [item.title for item in issue.items] == [f"{title}." for title in TITLES]


def test_texts_with_links_and_no_titles_are_items_each() -> None:
    lines = "\n\n".join(f"{words} [More here](https://quay.example/{n})." for n, words in enumerate(WORDS))
    issue = split(f"## Short notes\n\n{lines}\n\n## Long notes\n\n{lines}\n", "quay.md")
    assert [len(section.items) for section in issue.sections] == [5, 5]
    assert [section.title for section in issue.sections] == ["Short notes", "Long notes"]
    assert all(item.title is None and item.url for item in issue.items)


def test_headings_over_lists_of_links_are_sections() -> None:
    parts = [
        f"### {title}\n\n"
        + "\n".join(f"* [{other} {n}](https://quay.example/{n}/{m})" for m, other in enumerate(TITLES))
        for n, title in enumerate(("Rivers and lakes", "Ships of the week", "From the workshops"))
    ]
    issue = split("\n\n".join(parts), "quay.md")
    assert [section.title for section in issue.sections] == [
        "Rivers and lakes",
        "Ships of the week",
        "From the workshops",
    ]
    assert [len(section.items) for section in issue.sections] == [5, 5, 5]


@pytest.mark.parametrize("lines", [2, 3, 4])
def test_verses_stay_one_text(lines: int) -> None:
    verse = [
        "The lamps are lit along the quay",
        "and all the boats are in the bay,",
        "nobody reads the gauge tonight",
        "",
    ]
    issue = split("\n".join([*verse[:lines], ""] * 9), "verses.txt")
    assert len(issue.items) == 1


def test_an_essay_without_headings_stays_one_text() -> None:
    issue = split("\n\n".join(" ".join(WORDS[n:] + WORDS[:n]) for n in range(5)), "essay.md")
    assert len(issue.items) == 1


def test_what_was_corrected_stays_so_in_an_issue_of_recurring_forms() -> None:
    text = f"# The quay this week\n\n{numbered('§{}')}\n"
    document = read_bytes(text.encode(), "quay.md")
    place = next(
        span.start for block, span in zip(document.blocks, document.spans, strict=True) if block.text == WORDS[1]
    )
    issue = split_document(document, corrections=[Correction(Act.SPLIT, WORDS[1], place)])
    assert len(issue.items) == 6
    assert issue.items[2].body == WORDS[1]
