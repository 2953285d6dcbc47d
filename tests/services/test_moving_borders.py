"""A border that is moved stands exactly where it was dropped, in any layout, and every other one stays."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from shares import some_of
from split import making

from reader.core.revision.issue_pages import BlockRole, IssueText, PageBlock, page_blocks
from reader.core.revision.item_borders import end_of_item, places_of_border
from reader.core.state.changes import Origin
from reader.core.state.queries import Query
from reader.core.values.errors import CommandError
from reader.services.imports.intake import import_paths
from reader.services.machine.user_library import open_library
from reader.services.splits.corrected_splits import correct
from reader.services.splits.desk import Desk
from reader.services.splits.preview import foresee_move
from reader.services.worker.parse_worker import ParseWorker

SEEDS = Path(__file__).parents[2] / "seeds"
ENDINGS = {"html": ".html", "markdown": ".md", "text": ".txt"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    library = open_library(tmp_path / "reader.db")
    reader, worker = library.reader(), ParseWorker()
    try:
        yield Desk(library, reader, worker)
    finally:
        worker.close()
        reader.close()
        library.close()


def bring(desk: Desk, *paths: Path) -> IssueText:
    import_paths(desk.library, list(paths))
    return desk.reader.issue_text(desk.reader.issue_ids()[0])


def made(desk: Desk, name: str, folder: Path) -> IssueText:
    found = making.PUBLICATIONS[name](random.Random(11))
    path = folder / f"issue{ENDINGS[found.format]}"
    path.write_text(found.source)
    return bring(desk, path)


def opening(blocks: tuple[PageBlock, ...]) -> list[int]:
    return [block.number for block in blocks if block.opens]


def drop(desk: Desk, text: IssueText, border: int, place: int) -> tuple[PageBlock, ...]:
    """Move a border for good; the blocks as they are then."""
    correct(desk, text.issue, foresee_move(desk, text, border, place).corrections, origin=Origin.WINDOW)
    return page_blocks(desk.reader.issue_text(text.issue))


def undo(desk: Desk) -> None:
    desk.library.undo(origins={Origin.WINDOW}).result()


def assert_moved(desk: Desk, text: IssueText, border: int, place: int) -> None:
    blocks = page_blocks(text)
    after = drop(desk, text, border, place)
    before, end = opening(blocks), end_of_item(blocks, border)
    joins = place == end or blocks[place].opens
    assert opening(after) == sorted({*before} - {border} | (set() if joins else {place})), (border, place)
    assert [block.text for block in after] == [block.text for block in blocks]
    if not joins:
        below = {after[n].item for n in range(place, end) if after[n].role is not BlockRole.BOILERPLATE}
        assert len(below) == 1, "all behind the border, down to the next, is one item"
        assert after[place].item != after[place - 1].item
    undo(desk)
    assert page_blocks(desk.reader.issue_text(text.issue)) == blocks


@pytest.mark.parametrize("name", some_of(making.PUBLICATIONS, 4))
def test_a_border_goes_where_it_is_dropped_in_every_layout(desk: Desk, tmp_path: Path, name: str) -> None:
    text = made(desk, name, tmp_path)
    blocks, chance = page_blocks(text), random.Random(name)
    movable = [(border, place) for border in opening(blocks) for place in places_of_border(blocks, border)]
    downwards = [one for one in movable if one[1] > one[0]]
    upwards = [one for one in movable if one[1] < one[0]]
    for some in (downwards, upwards):
        for border, place in chance.sample(some, min(2, len(some))):
            assert_moved(desk, text, border, place)


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt"))[::3], ids=lambda path: path.stem)
def test_a_border_goes_where_it_is_dropped_in_the_sample_issues(desk: Desk, path: Path) -> None:
    text = bring(desk, path)
    blocks, chance = page_blocks(text), random.Random(path.stem)
    movable = [(b, p) for b in opening(blocks) for p in places_of_border(blocks, b) if p != b]
    for border, place in chance.sample(movable, 4):
        assert_moved(desk, text, border, place)


PAGE = """<html><body><h1>Harbour</h1><h2>Ships</h2>
<h3><a href="https://a.example/1">The ferry came back on Monday</a></h3>
<p>It had been away for a year, and nobody had missed it much.</p>
<p>The captain says that it was the weather, as it always is with captains.</p>
<h3><a href="https://a.example/2">A dredger was seen at night</a></h3>
<p>It can be heard from the hills, and it is dimmed at ten in the evening.</p>
<p>The harbour office has a plan for it, and asks everybody for patience.</p>
<h2>Quays</h2>
<h3><a href="https://a.example/3">The old pier is closed for good</a></h3>
<p>It was built by hand, and some of the hands are still at the town hall.</p>
</body></html>"""


@pytest.fixture
def page(desk: Desk, tmp_path: Path) -> IssueText:
    (tmp_path / "page.html").write_text(PAGE)
    return bring(desk, tmp_path / "page.html")


def at(text: IssueText, words: str) -> int:
    return next(block.number for block in page_blocks(text) if block.text.startswith(words))


def items(desk: Desk) -> list[tuple[str | None, str]]:
    found = [desk.reader.detail(id) for id in desk.reader.listing(Query()).ids]
    return [(one.row.title, one.body) for one in found]


def test_upwards_the_item_keeps_its_title_and_takes_the_text(desk: Desk, page: IssueText) -> None:
    drop(desk, page, at(page, "A dredger"), at(page, "The captain"))
    first, second, _ = items(desk)
    assert first == ("The ferry came back on Monday", "It had been away for a year, and nobody had missed it much.")
    assert second[0] == "A dredger was seen at night"
    assert second[1].startswith("The captain says")
    assert second[1].endswith("asks everybody for patience.")


def test_past_a_title_that_is_text_of_the_item_before(desk: Desk, page: IssueText) -> None:
    drop(desk, page, at(page, "A dredger"), at(page, "It can be heard"))
    first, second, _ = items(desk)
    assert first[0] == "The ferry came back on Monday"
    assert first[1].endswith("A dredger was seen at night")
    assert second[1].startswith("It can be heard")


@pytest.mark.parametrize("words", ["Quays", "The ferry"])
def test_at_its_own_end_or_where_the_one_before_begins_the_two_are_one(desk: Desk, page: IssueText, words: str) -> None:
    before = items(desk)
    drop(desk, page, at(page, "A dredger"), at(page, words))
    (title, body), last = items(desk)
    assert (title, last) == (before[0][0], before[2])
    assert before[0][1] in body
    assert before[1][1] in body


def test_headings_and_further_items_are_not_passed(desk: Desk, page: IssueText) -> None:
    blocks = page_blocks(page)
    pier, dredger = at(page, "The old pier"), at(page, "A dredger")
    assert places_of_border(blocks, pier) == (pier, pier + 1, pier + 2)
    assert places_of_border(blocks, dredger) == tuple(range(dredger - 3, dredger + 4))
    assert places_of_border(blocks, dredger + 1) == ()
    for border, place in ((pier, dredger), (pier, pier), (dredger + 1, dredger + 2)):
        with pytest.raises(CommandError, match="cannot go there"):
            foresee_move(desk, page, border, place)


def test_it_is_foreseen_in_words_and_nothing_is_changed(desk: Desk, page: IssueText) -> None:
    before = items(desk)
    foreseen = foresee_move(desk, page, at(page, "A dredger"), at(page, "It can be heard"))
    assert foreseen.label == "Move the border"
    assert foreseen.lines[0] == "3 items as before, 2 changed"
    assert items(desk) == before
