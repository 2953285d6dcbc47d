"""Passages are placed again in a changed text, or not at all: never on other words."""

import random
import time
from collections import Counter

import pytest
from core.editing import EDITS, judged, letters, passage, prose, shown
from hypothesis import given
from hypothesis import strategies as st

from reader.core.text.alignment import align
from reader.core.text.anchors import CONTEXT, anchor_of, place

TEXT = (
    "Intro words here for you all. Researchers at the institute present a new method for planning robots. "
    "It works well in most of the cases.\n\nMore of it next week, when the others are back."
)
QUOTE = "Researchers at the institute present a new method for planning robots."
RIGHT = 850
"""Of a thousand edits; 890 were measured."""
LETTERS = st.sampled_from(
    "ab c.\n éé\u0301\U0001f600\U0001f468\u200d\U0001f469\ufe0f\U0001f1e9\U0001f1ea\u05d0\u05d1\u0634中文1"
)
TEXTS = st.lists(st.one_of(LETTERS, st.sampled_from(["word ", "שלום ", "e\u0301te\u0301 ", "👩‍🔬 "]))).map("".join)


def anchored(text, quote):
    return anchor_of(text, start := text.index(quote), start + len(quote))


def placed(text, quote, changed):
    found = place(anchored(text, quote), changed)
    return found and changed[slice(*found)]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 4), (4, 5)])
def test_an_empty_range_or_one_outside_is_refused(start, end):
    with pytest.raises(ValueError, match="no passage"):
        anchor_of("abc", start, end)


def test_an_anchor_holds_what_stands_around_it():
    anchor = anchored(TEXT, QUOTE)
    assert TEXT[anchor.start : anchor.end] == anchor.exact == QUOTE
    assert (len(anchor.prefix), len(anchor.suffix)) == (30, CONTEXT)
    assert anchor.prefix + anchor.exact + anchor.suffix == TEXT[: anchor.end + CONTEXT]


@pytest.mark.parametrize(
    ("old", "new", "survived"),
    [
        ("Intro", "A longer intro", QUOTE),
        ("new method", "brand new method", QUOTE.replace("new", "brand new")),
        ("institute", "instutite", QUOTE.replace("institute", "instutite")),
        ("Researchers at the institute", "Folks", "present a new method for planning robots."),
        ("planning robots. It", "cats. These", "Researchers at the institute present a new method for"),
        (QUOTE + " ", "", None),
        (QUOTE, "Nothing of the old sentence was kept here, as far as one can see.", None),
        (" ", "\n", QUOTE.replace(" ", "\n")),
        (" ", "\u00a0 ", QUOTE.replace(" ", "\u00a0 ")),
        (TEXT, f"Others came before. {QUOTE} And others came after.", QUOTE),
    ],
)
def test_what_survived_of_a_passage_is_found(old, new, survived):
    assert placed(TEXT, QUOTE, TEXT.replace(old, new)) == survived


def test_a_line_like_the_deleted_one_is_another():
    rows = [f"Table {number} shows {34 + number / 10} points." for number in range(1, 6)]
    text = "\n".join(rows)
    for row in rows:
        without = "\n".join(other for other in rows if other != row)
        assert placed(text, row, without) is None
        assert placed(text, row, "\n".join(reversed(rows))) in (None, row)
        assert placed(text, row, f"New.\n{text}") == row


@pytest.mark.parametrize("number", range(2, 6))
def test_surroundings_that_are_everywhere_prove_nothing(number):
    rows = [f"Table {row} shows {34 + row / 10} points on the test set of the suite.\n" for row in range(1, 7)]
    quote = f"{number} shows 34.{number} points on the test set"
    assert placed("".join(rows), quote, "".join([*rows[: number - 1], *rows[number:]])) is None


def test_a_paragraph_that_moved_is_found_but_not_while_something_else_is_where_it_was():
    paragraphs = [
        "The first of the paragraphs is about a garden in the north.",
        "In the second of the paragraphs somebody builds a boat from old doors.",
        "Whoever reads the third of them learns to cook for forty people.",
        "At last the fourth of them tells how everything came to an end.",
    ]
    first, second, third, fourth = paragraphs
    text = "\n\n".join(paragraphs)
    assert placed(text, second, "\n\n".join([first, third, fourth, second])) == second
    assert placed(text, second, "\n\n".join([first, "Nothing.", third, fourth, second])) is None


@pytest.mark.parametrize("quote", ["it", "model", "the model"])
def test_short_words_need_their_surroundings(quote):
    text = f"We found in the spring that {quote} was good at chess but not at draughts, sadly enough."
    assert placed(text, quote, f"First of all: {text}") == quote
    assert placed(text, quote, text.replace("draughts", "go")) == quote
    assert placed(text, quote, f"Somebody else said {quote} should not be used in a kitchen.") is None


def test_of_repeated_words_those_with_the_old_surroundings_are_chosen():
    text = "First we read more of it in a garden. Then they read more of it at home, and liked it less there."
    anchor = anchor_of(text, start := text.rindex("read more"), start + len("read more"))
    assert place(anchor, "So. " + text) == (start + 4, start + 4 + len("read more"))
    assert place(anchor, "read more. " * 40) is None


def test_where_two_places_are_alike_neither_is_chosen():
    part = "In all of the towns by the sea they say that nobody knows the answer to this, and we believe them for now. "
    assert placed("Begin. " + part, "nobody knows the answer", "Now begin. " + part * 2) is None


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("😀😀 before 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 beyond the plane, and after", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 beyond"),
        ("החוקרים הציגו שיטה חדשה לתכנון תנועה של רובוטים במעבדה", "שיטה חדשה לתכנון"),
        ("研究人员提出了一种新的机器人规划方法，效果很好，值得一读。", "一种新的机器人规划方法"),
    ],
)
def test_all_scripts(text, quote):
    assert placed(text, quote, f"👍 {text}") == quote
    assert placed(text, quote, text.replace(quote, "")) is None


def test_composed_and_taken_apart_letters_are_the_same():
    text = "Ein Café am Rand der Stadt, 😀 sehr schön."
    assert placed(text, "Café am Rand", text.replace("é", "e\u0301")) == "Cafe\u0301 am Rand"
    assert placed(text, "Rand der Stadt, 😀", text.replace("😀", "😀\u200d🔥")) in (None, "Rand der Stadt, 😀\u200d🔥")


@given(TEXTS.filter(bool), st.data())
def test_in_the_same_text_a_passage_stands_where_it_stood(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert place(anchor_of(text, start, end), text) == (start, end)


def test_words_whose_last_letter_got_a_mark_elsewhere_are_others():
    text, copy = "שלום baaaaaaa", "שלום b\u0301"
    assert place(anchor_of(text, 0, 6), copy + text) in (None, (len(copy), len(copy) + 6))


@given(TEXTS.filter(bool), TEXTS, st.data())
def test_a_place_is_inside_the_text_and_never_cuts_a_character(text, put_in, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    at = data.draw(st.integers(0, len(text)))
    changed = text[:at] + put_in + text[at:]
    found = place(anchor_of(text, start, end), changed)
    if found is None:
        return
    assert 0 <= found[0] < found[1] <= len(changed)
    kept = {*range(start, end)}
    came = [
        index if index < at else index - len(put_in) for index in range(*found) if not at <= index < at + len(put_in)
    ]
    same = "".join(changed[slice(*found)].split()) == "".join(text[start:end].split())
    assert same or kept & {*came}
    borders = [border for border in found if 0 < border < len(changed)]
    if changed[max(0, found[0] - CONTEXT) : found[1] + CONTEXT] != text[max(0, start - CONTEXT) : end + CONTEXT]:
        assert not any(
            changed[border] in "\u0301\u200d\ufe0f" and not changed[border - 1].isspace() for border in borders
        )


@given(st.integers(0, 10**9), st.sampled_from(EDITS[:-1]))
def test_a_random_edit_never_brings_a_passage_to_other_words(seed, edit):
    rng = random.Random(seed)
    text = prose(rng)
    start, end = passage(rng, text)
    anchor = anchor_of(text, start, end)
    edited = edit(rng, letters(text), start, end)
    assert judged(anchor, edited, place(anchor, shown(edited))) != "wrong"


@pytest.mark.slow
def test_a_thousand_random_edits(capsys):
    """Placed right, wrong and not at all; ``editing.judged`` says what is right and wrong.

    Each kind of edit has the same number; more than half of the kinds strike the passage itself.
    """
    shares: dict[str, Counter[str]] = {edit.__name__: Counter() for edit in EDITS}
    for number in range(1_000):
        rng = random.Random(number)
        text = prose(rng)
        start, end = passage(rng, text)
        anchor = anchor_of(text, start, end)
        edit = EDITS[number % len(EDITS)]
        edited = edit(rng, letters(text), start, end)
        shares[edit.__name__][judged(anchor, edited, place(anchor, shown(edited)))] += 1
    total = sum(shares.values(), Counter())
    with capsys.disabled():
        print()
        for name, share in {**shares, "all": total}.items():
            print(f"{name:22} right {share['right']:4}  wrong {share['wrong']:4}  tray {share['tray']:4}")
    assert total["wrong"] == 0
    assert total["right"] >= RIGHT


def distance(old, new):
    """The edit distance, by the plain table."""
    row = list(range(len(new) + 1))
    for letter in old:
        above, row = row, [row[0] + 1]
        for column, other in enumerate(new):
            row.append(min(row[-1] + 1, above[column + 1] + 1, above[column] + (letter != other)))
    return row[-1]


@given(st.text("abc", max_size=20), st.text("abc", max_size=20))
def test_an_alignment_is_a_shortest_one(old, new):
    runs = align(old, new, most=100)
    assert all(old[i : i + n] == new[j : j + n] for i, j, n in runs)
    ends = [(0, 0), *((i + n, j + n) for i, j, n in runs)]
    begins = [*((i, j) for i, j, _ in runs), (len(old), len(new))]
    assert sum(max(i - a, j - b) for (a, b), (i, j) in zip(ends, begins, strict=True)) == distance(old, new)


def test_large_texts_are_bounded():
    text = " ".join(f"word{number}" for number in range(30_000))
    assert 250_000 < len(text) < 300_000
    long = anchor_of(text, 50_001, 149_999)
    changed = "New. " + text[:60_000] + "Something was put in. " + text[60_010:]
    begin = time.process_time()
    assert place(long, changed) == (50_001 + 5, 149_999 + 5 + 12)
    assert place(anchored("y" + "x" * 40_000, "x" * 20_000), "x" * 300_000) is None
    assert time.process_time() - begin < 2


@pytest.mark.parametrize(
    "words", ["twelve hours", "dispense with recurrence", "The second part", "The second", "words"]
)
def test_passages_are_found_when_their_text_is_cut_in_two_and_joined_again(words: str) -> None:
    first = "Attention is all you need, they say. We dispense with recurrence entirely, and train in twelve hours."
    second = "The second part tells of quite another thing, and goes on for some words."
    whole = f"{first}\n\nTwo\n\n{second}"
    part = first if words in first else second
    start = whole.index(words)
    assert place(anchor_of(whole, start, start + len(words)), part) == (
        part.index(words),
        part.index(words) + len(words),
    )
    start = part.index(words)
    assert place(anchor_of(part, start, start + len(words)), whole) == (
        whole.index(words),
        whole.index(words) + len(words),
    )
