"""Highlights in a vault's notes: callouts with block ids, brought up to date among the user's own words."""

from datetime import date

import pytest
import yaml
from exported import highlight, item
from hypothesis import example, given
from hypothesis import strategies as st

from reader.core.state.highlights import Highlight
from reader.core.state.rows import Typed
from reader.core.text.clean import clean_text
from reader.services.exporting.facts.records import ItemRecord
from reader.services.exporting.vault.obsidian import make_note, merged_text, new_text, with_links

TODAY = date(2026, 1, 2)
FIRST = highlight("First words", key="aaaaaaaa" * 4)
SECOND = highlight("Second words", key="bbbbbbbb" * 4, note="Why?", colour="pink")
THIRD = highlight("Third words", key="cccccccc" * 4)
END = "<!-- reader:end -->\n"
CALLOUTS = """
> [!quote] Green
> First words

^h-aaaaaaaa

> [!quote] Pink
> Second words
>
> > [!note]
> > Why?

^h-bbbbbbbb
"""


def marked(*highlights: Highlight) -> ItemRecord:
    return item(highlights=highlights)


def new(*highlights: Highlight) -> str:
    return new_text(make_note(marked(*highlights), TODAY))


def again(text: str, *highlights: Highlight, kept: int = 0) -> str:
    merged = merged_text(text, make_note(marked(*highlights), TODAY))
    assert merged.kept == kept
    return merged.text


def below(text: str) -> str:
    return text.split(END)[1]


def test_each_highlight_is_a_callout_with_a_block_id() -> None:
    text = new(FIRST, SECOND)
    assert below(text) == CALLOUTS
    assert "\n## Highlights\n<!-- reader:highlights h-aaaaaaaa:" in text


@pytest.mark.parametrize(
    "key", ["not-hexadecimal", "ABCDEF0123456789", "f", "0" * 64, "9f2c1e7a-77b1-4a0e-9d59-1c2d3e4f5a6b"]
)
def test_a_highlight_with_a_key_of_another_program_is_written_once(key: str) -> None:
    foreign, alike = highlight("Other words", key=key), highlight("Third words", key=f"{key}0")
    text = new(FIRST, foreign, alike)
    assert again(text, FIRST, foreign, alike) == text
    assert text.count("> Other words") == text.count("> Third words") == 1


def test_two_keys_that_begin_alike_have_two_ids() -> None:
    other = highlight("x", key="aaaaaaaa" + "0" * 24)
    assert new(FIRST, other).count("\n^h-aaaaaaaa") == 2
    assert f"\n^h-{other.key}\n" in new(FIRST, other)


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), min_size=1, max_size=4))
@example([("^h-00000000", "^h-00000000"), ("x", "<!-- reader:end -->")])
@example([("> a\n\n> b", "```"), ("\n\n", "---")])
def test_exporting_again_the_same_changes_no_byte(said: list[tuple[str, str]]) -> None:
    marks = [
        highlight(clean_text(exact), note=clean_text(note), key=f"{number:08x}" * 4)
        for number, (exact, note) in enumerate(said)
    ]
    text = new(*marks)
    assert again(text, *marks) == text
    windows = text.replace("\n", "\r\n")
    assert again(windows, *marks) == windows


def test_what_comes_goes_and_changes_does_so_in_its_place() -> None:
    text = new(FIRST, SECOND)
    assert again(text, FIRST, SECOND, THIRD) == new(FIRST, SECOND, THIRD)
    assert again(new(FIRST, THIRD), FIRST, SECOND, THIRD) == new(FIRST, SECOND, THIRD)
    assert again(new(FIRST, SECOND, THIRD), FIRST, THIRD) == new(FIRST, THIRD)
    assert again(text) == new()
    assert again(new(), FIRST, SECOND) == text
    changed = highlight("Second words", key="bbbbbbbb" * 4, note="Because", colour="blue")
    assert again(text, FIRST, changed) == new(FIRST, changed)


def test_the_users_words_among_them_stay() -> None:
    text = new(FIRST, SECOND).replace("\n\n^h-aaaaaaaa\n", "\n\n^h-aaaaaaaa\n\nMy thought.\n- a list\n")
    text = text.replace(END, f"{END}\nAbove all.\n") + "\nBelow all.\n"
    assert "My thought.\n- a list\n" in text
    more = again(text, FIRST, highlight("Second words", key="bbbbbbbb" * 4), THIRD)
    assert more.count("Why?") == 0
    assert below(more) == (
        "\nAbove all.\n\n> [!quote] Green\n> First words\n\n^h-aaaaaaaa\n\nMy thought.\n- a list\n\n"
        "> [!quote] Green\n> Second words\n\n^h-bbbbbbbb\n\n> [!quote] Green\n> Third words\n\n^h-cccccccc\n"
        "\nBelow all.\n"
    )
    less = again(more)
    assert below(less) == "\nAbove all.\n\nMy thought.\n- a list\n\nBelow all.\n"


def test_a_callout_that_the_user_moved_is_changed_where_it_stands() -> None:
    text = new(FIRST)
    callout = "> [!quote] Green\n> First words\n\n^h-aaaaaaaa\n"
    moved = text.replace("\n" + callout, "").replace("---\n\n<!--", f"---\n\nSee:\n\n{callout}\n<!--")
    assert moved.count("^h-aaaaaaaa") == 1
    assert again(moved, FIRST) == moved
    blue = highlight("First words", key=FIRST.key, colour="blue")
    assert (
        again(moved, blue)
        .split("<!-- reader:begin")[0]
        .endswith("---\n\nSee:\n\n> [!quote] Blue\n> First words\n\n^h-aaaaaaaa\n\n")
    )


def test_a_callout_that_the_user_changed_is_theirs_and_that_is_told() -> None:
    text = new(FIRST, SECOND).replace("> First words", "> First words, which I doubt")
    assert again(text, FIRST, SECOND) == text, "nothing new is to be written there"
    blue = highlight("First words", key=FIRST.key, colour="blue")
    assert "> [!quote] Green\n> First words, which I doubt\n" in again(text, blue, SECOND, kept=1)
    gone = again(text, SECOND, kept=1)
    assert "> First words, which I doubt\n\n^h-aaaaaaaa\n" in gone
    assert again(gone, SECOND) == gone, "from then on it is a text like any other"


def test_a_callout_that_the_user_took_away_stays_away() -> None:
    text = new(FIRST, SECOND)
    taken = text.replace("\n> [!quote] Green\n> First words\n\n^h-aaaaaaaa\n", "")
    assert again(taken, FIRST, SECOND) == taken
    assert "Third words" in again(taken, FIRST, SECOND, THIRD)


def test_where_our_block_was_taken_away_nothing_is_written() -> None:
    text = new(FIRST).replace("<!-- reader:begin -->\n", "")
    assert again(text, SECOND) == text


def test_what_was_typed_is_in_the_front_matter() -> None:
    typed = Typed("Typed", "Ann Lee; Bo Xu", "in press", "Nature")
    found = yaml.safe_load(new_text(make_note(item(typed=typed), TODAY)).split("---\n")[1])
    assert (found["title"], found["author"], found["published"]) == ("Typed", ["Ann Lee", "Bo Xu"], "in press")
    assert found["venue"] == "Nature"


@pytest.mark.parametrize(
    ("note", "linked"),
    [
        ("see [[A work]].", "see [[File name|A work]]."),
        ("[[a  WORK|there]]", "[[File name|there]]"),
        ("[[File name]]", "[[File name]]"),
        ("[[Elsewhere]] [[A work", "[[Elsewhere]] [[A work"),
    ],
)
def test_links_lead_to_files_that_are_exported(note: str, linked: str) -> None:
    record = with_links(
        item(note=note, highlights=(highlight(note=note),)), {"a work": "File name", "file name": "File name"}
    )
    assert (record.detail.note, record.detail.highlights[0].note) == (linked, linked)
