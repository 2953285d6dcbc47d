"""Where pages end: no line cut or lost, headings with what follows them, no line of a paragraph alone."""

from hypothesis import given
from hypothesis import strategies as st

from reader.ui.printing.page_breaks import Band, Break, Flow, Slice, joined

HEIGHT = 100.0


def lines(count: int, *, height: float = 10, heading: int = 0) -> list[Band]:
    """A heading of some lines and a paragraph of the others."""
    found = []
    for number in range(count):
        is_heading = number < heading
        is_edge = number in (heading, count - 2) and count - heading > 1
        below = Break.HEADING if is_heading else Break.LONELY if is_edge else Break.FREE
        found.append(Band(number * height, (number + 1) * height, below))
    return found


def test_texts_follow_each_other_with_a_gap_but_none_at_the_head_of_a_page() -> None:
    flow = Flow(HEIGHT)
    assert flow.place(lines(4), gap=15) == [Slice(0, 0, 0, 40)]
    assert flow.place(lines(4), gap=15) == [Slice(0, 55, 0, 40)]
    assert flow.place(lines(4), gap=15) == [Slice(1, 0, 0, 40)]
    assert flow.pages == 2


def test_a_heading_is_not_left_alone_at_the_foot() -> None:
    flow = Flow(HEIGHT)
    flow.place(lines(7))
    assert flow.place(lines(8, heading=2)) == [Slice(1, 0, 0, 80)]


def test_no_line_of_a_paragraph_stands_alone_on_either_page() -> None:
    flow = Flow(HEIGHT)
    flow.place(lines(9))
    assert flow.place(lines(6))[0].page == 1, "one line of it would stand alone here"
    flow = Flow(HEIGHT)
    flow.place(lines(5))
    assert [(part.page, part.bottom - part.top) for part in flow.place(lines(6))] == [(0, 40), (1, 20)]


def test_what_is_longer_than_a_page_goes_over_as_many_as_it_needs() -> None:
    parts = Flow(HEIGHT).place(lines(35))
    assert [part.page for part in parts] == [0, 1, 2, 3]
    assert [part.y for part in parts] == [0] * 4


def test_headings_that_fill_a_page_are_parted_all_the_same() -> None:
    parts = Flow(HEIGHT).place([Band(n * 10, n * 10 + 10, Break.HEADING) for n in range(25)])
    assert [part.page for part in parts] == [0, 1, 2]


def test_a_line_higher_than_a_page_has_one_of_its_own() -> None:
    parts = Flow(HEIGHT).place([Band(0, 10), Band(10, 300), Band(300, 310)])
    assert parts == [Slice(0, 0, 0, 10), Slice(1, 0, 10, 300), Slice(2, 0, 300, 310)]


def test_lines_side_by_side_are_one_band() -> None:
    assert joined([Band(0, 30), Band(12, 20, Break.LONELY), Band(30, 40)]) == [
        Band(0, 30, Break.LONELY),
        Band(30, 40),
    ]


BANDS = st.lists(st.tuples(st.floats(0, 20), st.floats(1, 60), st.sampled_from(Break)), max_size=40)


@given(st.lists(BANDS, max_size=6), st.floats(0, 30))
def test_every_line_is_on_one_page_and_within_it(texts: list[list[tuple[float, float, Break]]], gap: float) -> None:
    flow = Flow(HEIGHT)
    end = (0, 0.0)
    for text in texts:
        bands, top = [], 0.0
        for above, height, below in text:
            bands.append(Band(top + above, top + above + height, below))
            top += above + height
        parts = flow.place(bands, gap=gap)
        for band in bands:
            assert sum(part.top <= band.top and band.bottom <= part.bottom for part in parts) == 1
        for part in parts:
            assert (part.page, part.y) >= end, "nothing is set over what is there"
            end = (part.page, part.y + part.bottom - part.top)
            assert end[1] <= HEIGHT + 0.5
    assert flow.pages == end[0] + 1
