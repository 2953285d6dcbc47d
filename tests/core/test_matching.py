"""Which item of a new split is which of the old one."""

import time

from hypothesis import example, given
from hypothesis import strategies as st

from reader.core.revision.matching import SHARE, _shares, match_items
from reader.core.values.document import BLOCK_BREAK, Span

WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau".split()


def laid_out(texts):
    """A canonical text of items, and what each covers."""
    extents, start = [], 0
    for text in texts:
        extents.append([Span(start, start + len(text))])
        start += len(text) + len(BLOCK_BREAK)
    return BLOCK_BREAK.join(texts), extents


def matched(old, new):
    old_text, old_extents = laid_out(old)
    new_text, new_extents = laid_out(new)
    return match_items(old_extents, new_extents, old_text, new_text)


def body(place):
    return " ".join(f"{word}{place}" for word in WORDS)


def test_the_same_split_keeps_everything():
    found = matched([body(1), body(2)], [body(1), body(2)])
    assert found.kept == {0: 0, 1: 1}
    assert (found.split_from, found.joined, found.vanished) == ({}, {}, ())


def test_boundaries_that_moved_in_the_same_text():
    text = "x" * 100
    found = match_items([[Span(0, 40)], [Span(40, 100)]], [[Span(0, 50)], [Span(50, 100)]], text, text)
    assert found.kept == {0: 0, 1: 1}


def test_half_of_the_smaller_is_needed():
    text = "x" * 100
    assert match_items([[Span(0, 40)]], [[Span(20, 90)]], text, text).kept == {0: 0}
    found = match_items([[Span(0, 40)]], [[Span(21, 90)]], text, text)
    assert found.kept == {}
    assert found.vanished == (0,)


def test_split_in_two_the_larger_keeps_and_the_other_copies():
    text = "x" * 100
    found = match_items([[Span(0, 100)]], [[Span(0, 30)], [Span(30, 100)]], text, text)
    assert found.kept == {1: 0}
    assert found.split_from == {0: 0}


def test_joined_the_earlier_survives_even_if_it_is_smaller():
    text = "x" * 100
    found = match_items([[Span(0, 30)], [Span(30, 100)]], [[Span(0, 100)]], text, text)
    assert found.kept == {0: 0}
    assert found.joined == {0: (0, 1)}
    assert found.vanished == (1,)


def test_words_changed_added_and_removed():
    old = [body(1), body(2), body(3)]
    new = [body(2).replace("gamma2", "other") + " and more", "Something quite new here", body(3)]
    found = matched(old, new)
    assert found.kept == {0: 1, 2: 2}
    assert found.vanished == (0,)


def test_a_few_common_words_do_not_make_the_same_item():
    found = matched(
        ["the cat and the dog sat on a mat in the sun", body(1)], [body(1), "the end of a war and the peace in it"]
    )
    assert found.kept == {0: 1}


def test_what_only_moved_is_found():
    found = matched([body(1), body(2), body(3)], [body(3), body(1), body(2)])
    assert found.kept == {0: 2, 1: 0, 2: 1}


def test_nothing_at_all():
    assert matched([], [body(1)]).kept == {}
    assert matched([body(1)], []).vanished == (0,)


@given(st.lists(st.integers(0, 120), max_size=12), st.lists(st.integers(0, 120), max_size=12), st.booleans())
def test_one_to_one_and_nothing_forgotten(old_cuts, new_cuts, is_changed):
    text = " ".join(WORDS)[:120]
    spans = [
        [[Span(start, end)] for start, end in zip(sorted(cuts), sorted(cuts)[1:], strict=False)]
        for cuts in (old_cuts, new_cuts)
    ]
    found = match_items(*spans, text, "Well, " + text if is_changed else text)
    assert len(set(found.kept.values())) == len(found.kept)
    assert set(found.kept.values()) | set(found.vanished) == set(range(len(spans[0])))
    assert not set(found.kept.values()) & set(found.vanished)
    assert not set(found.kept) & set(found.split_from)
    for after, parts in found.joined.items():
        assert found.kept[after] == min(parts)


SPANS = st.tuples(st.integers(0, 60), st.integers(1, 40)).map(lambda pair: Span(pair[0], sum(pair)))
EXTENTS = st.lists(st.lists(SPANS, max_size=4), max_size=6)


@given(EXTENTS, EXTENTS)
@example([[Span(0, 10)]], [[Span(10, 20)], [Span(0, 100)]])
def test_what_items_share_is_what_every_pair_of_their_spans_shares(old, new):
    shared = {
        (before, after): sum(
            max(0, min(one.end, other.end) - max(one.start, other.start)) for one in extent for other in beside
        )
        for before, extent in enumerate(old)
        for after, beside in enumerate(new)
    }
    sizes = [[sum(span.end - span.start for span in extent) for extent in side] for side in (old, new)]
    wanted = {
        (before, after): common
        for (before, after), common in shared.items()
        if common and common >= SHARE * min(sizes[0][before], sizes[1][after])
    }
    assert _shares(old, new, sizes[0]) == wanted


def test_one_long_item_before_thousands_of_short_ones_costs_them_nothing():
    count, size = 10_000, 50
    text = "x" * (2 * count * size)
    spans = [[Span(0, count * size)]]
    spans += [[Span(start, start + size)] for start in range(count * size, 2 * count * size, size)]
    began = time.process_time()
    found = match_items(spans, spans, text, text)
    assert time.process_time() - began < 5  # each against every other took 23 seconds
    assert len(found.kept) == count + 1
