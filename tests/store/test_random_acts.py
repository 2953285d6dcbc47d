"""Random acts on a library: the state always agrees with itself, and undoing every act leaves no trace of any."""

import contextlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from library_states import state_of
from shares import examples
from stored_rows import stored_rows

from reader.core.fields import METADATA
from reader.core.state.changes import Edit, Field, Origin
from reader.core.state.highlights import COLOURS, AttachHighlight, MarkPassage
from reader.core.state.joins import JoinWorks, PartItem
from reader.core.state.tags import ColourTag, DeleteTag, RenameTag, TagWorks
from reader.core.text.anchors import anchor_of
from reader.core.values.errors import CommandError, NotFound
from reader.store import open_library

NUMBERS = st.integers(0, 30)
VERSIONS = (
    [("One", "Text of the first one."), ("https://example.org/twin/paper", "A linked one.")],
    [
        ("One", "Text of the first one, and richer."),
        ("Two", "Quite another text here."),
        (None, "No title at all, this one."),
    ],
    [
        ("Two", "Quite another text here."),
        ("One", "Text of the first one, and richer. Two more sentences. Like this. So."),
    ],
)


ASTRAY = """
WITH RECURSIVE line (item, work) AS (
    SELECT id, coalesce(own_work_id, base_work_id, work_id) FROM item
    UNION SELECT item, joined_id FROM line JOIN work ON id = work WHERE joined_id IS NOT NULL
)
SELECT item.id FROM item WHERE work_id IS NOT (
    SELECT work FROM line JOIN work ON work.id = work WHERE item = item.id AND joined_id IS NULL
)
"""
"""Items that do not count to the work that their own was joined to."""
ORIGINS = st.sampled_from([Origin.WINDOW, Origin.WINDOW, Origin.CLI])
NAMES = st.sampled_from(["a", "A", "b", "a/x", "a/x/x", "b/x", "A/y"])


def make_machine(build, make_hand):
    """The machine, with what the fixtures give."""

    class Acts(RuleBasedStateMachine):
        @initialize()
        def start(self):
            self.folder = tempfile.TemporaryDirectory()
            self.path = Path(self.folder.name) / "library.db"
            self.hand = make_hand(open_library(self.path))
            self.stored = False

        def pick(self, number):
            rows = stored_rows(self.hand.reader, "SELECT id, work_id FROM item ORDER BY id")
            return rows[number % len(rows)]

        @rule(number=st.integers(1, 3), version=st.integers(0, 2), other=st.booleans())
        def store(self, number, version, other):
            publication = "The Other" if other else "The Weekly"
            pairs = [(title, f"{body} ({number} {publication})") for title, body in VERSIONS[version]]
            self.hand.store(build(number, sections=[("News", pairs)], publication=publication))
            self.stored = True

        @precondition(lambda self: self.stored)
        @rule(
            field=st.sampled_from([Field.READ, Field.LATER, Field.DONE]), value=st.booleans(), numbers=st.lists(NUMBERS)
        )
        def decide(self, field, value, numbers):
            self.hand.set(field, value, *{self.pick(number)[0] for number in numbers})

        @precondition(lambda self: self.stored)
        @rule(value=st.booleans(), number=NUMBERS)
        def star(self, value, number):
            self.hand.set(Field.STARRED, value, self.pick(number)[1])

        @precondition(lambda self: self.stored)
        @rule(text=st.sampled_from(["", "a note", "another 😀", "paper"]), number=NUMBERS)
        def note(self, text, number):
            self.hand.set(Field.NOTE, text, self.pick(number)[1])

        @precondition(lambda self: self.stored)
        @rule(text=st.sampled_from([None, "Own", "Text"]), number=NUMBERS)
        def title(self, text, number):
            self.hand.set(Field.TITLE, text, self.pick(number)[0])

        @precondition(lambda self: self.stored)
        @rule(
            names=st.lists(NAMES, min_size=1, max_size=3),
            number=NUMBERS,
            value=st.booleans(),
            origin=ORIGINS,
        )
        def tag(self, names, number, value, origin):
            work = self.pick(number)[1]
            self.hand.wish(TagWorks((work,), tuple(names), value), origin=origin)
            folds = {name.casefold() for name in self.hand.tags(self.pick(number)[0])}
            assert all((name.casefold() in folds) == value for name in names)

        @precondition(lambda self: self.stored)
        @rule(field=st.sampled_from(METADATA), text=st.sampled_from([None, "Typed", "Text"]), number=NUMBERS)
        def describe(self, field, text, number):
            self.hand.set(field, text, self.pick(number)[1])

        @rule(
            name=NAMES,
            other=NAMES,
            act=st.sampled_from(["rename", "rename", "delete", "colour"]),
            origin=ORIGINS,
        )
        def change_tag(self, name, other, act, origin):
            wish = {"rename": RenameTag(name, other), "delete": DeleteTag(name), "colour": ColourTag(name, "red")}[act]
            with contextlib.suppress(NotFound, CommandError):
                self.hand.wish(wish, origin=origin)

        @precondition(lambda self: self.stored)
        @rule(number=NUMBERS, start=st.integers(0, 20), length=st.integers(1, 30), colour=st.sampled_from(COLOURS))
        def highlight(self, number, start, length, colour):
            item = self.pick(number)[0]
            body = self.hand.reader.detail(item).body
            anchor = anchor_of(body, min(start, len(body) - 1), min(start + length, len(body)))
            self.hand.wish(MarkPassage(item, anchor, colour))
            assert any(one.anchor.exact == anchor.exact for one in self.hand.reader.detail(item).highlights)

        @precondition(lambda self: self.stored)
        @rule(
            number=NUMBERS,
            act=st.sampled_from(["colour", "note", "remove", "attach"]),
            origin=ORIGINS,
        )
        def change_highlight(self, number, act, origin):
            rows = stored_rows(self.hand.reader, "SELECT id FROM highlight WHERE removed_at IS NULL ORDER BY id")
            if not rows:
                return
            highlight, item = rows[number % len(rows)][0], self.pick(number)[0]
            wish = {
                "colour": Edit(Field.HIGHLIGHT_COLOUR, (highlight,), COLOURS[number % 5]),
                "note": Edit(Field.HIGHLIGHT_NOTE, (highlight,), f"note {number % 3}"),
                "remove": Edit(Field.HIGHLIGHT_REMOVED, (highlight,), True),
                "attach": AttachHighlight(highlight, item, anchor_of(self.hand.reader.detail(item).body, 0, 4)),
            }[act]
            self.hand.wish(wish, origin=origin)

        @precondition(lambda self: self.stored)
        @rule(number=NUMBERS, other=NUMBERS, origin=ORIGINS)
        def join(self, number, other, origin):
            works = self.pick(number)[1], self.pick(other)[1]
            with contextlib.suppress(CommandError):
                self.hand.wish(JoinWorks(works), origin=origin)
                assert self.pick(number)[1] == self.pick(other)[1] == works[0]

        @precondition(lambda self: self.stored)
        @rule(number=NUMBERS, origin=ORIGINS)
        def part(self, number, origin):
            item, work = self.pick(number)
            with contextlib.suppress(CommandError):
                self.hand.wish(PartItem(item), origin=origin)
                assert self.pick(number)[1] != work

        @precondition(lambda self: self.stored)
        @rule(
            field=st.sampled_from([Field.ISSUE_REMOVED, Field.PUBLICATION_REMOVED]), value=st.booleans(), number=NUMBERS
        )
        def remove(self, field, value, number):
            table = "issue" if field is Field.ISSUE_REMOVED else "publication"
            rows = stored_rows(self.hand.reader, f"SELECT id FROM {table} ORDER BY id")
            self.hand.set(field, value, rows[number % len(rows)][0])

        @rule(origin=ORIGINS)
        def undo(self, origin):
            self.hand.undo(origin)

        @rule(origin=ORIGINS)
        def redo(self, origin):
            self.hand.redo(origin)

        @rule()
        def start_again(self):
            self.hand.reader.close()
            self.hand.library.close()
            self.hand = make_hand(open_library(self.path))

        @invariant()
        def agrees_with_itself(self):
            assert self.hand.library.check() == []
            assert stored_rows(self.hand.reader, ASTRAY) == []
            counts = self.hand.reader.view_counts()
            asked = [
                len(self.hand.ids(text))
                for text in ("is:unread", "is:starred", "is:later", "is:annotated", "is:done", "")
            ]
            for row in self.hand.reader.tags():
                ids = self.hand.ids(f"tag:{row.name}")
                unread = sum(self.hand.row(item).is_unread for item in self.hand.ids(f"tag:{row.name} is:unread"))
                assert (len(ids), row.unread) == (row.items, unread)
            assert asked == [counts.unread, counts.starred, counts.later, counts.annotated, counts.done, counts.all]

        def teardown(self):
            if hasattr(self, "hand"):
                try:
                    self.there_and_back()
                finally:
                    self.hand.reader.close()
                    self.hand.library.close()
                    self.folder.cleanup()

        def there_and_back(self):
            """Undo all that can be undone, then redo it: the same as now; and undo it again: the same as then."""
            while self.hand.redo():
                pass
            now, acts, undone = state_of(self.path), 0, []
            while changes := self.hand.undo():
                undone.append(changes)
                acts += 1
            bare = state_of(self.path)
            if not any(changes.kept for changes in undone):
                assert len(self.hand.reader.changes_since(None).acts) >= acts
                for _ in range(acts):
                    assert self.hand.redo() is not None
                assert self.hand.redo() is None
                assert state_of(self.path) == now
                for _ in range(acts):
                    self.hand.undo()
                assert state_of(self.path) == bare
            assert self.hand.undo() is None

    return Acts


@pytest.fixture
def machine(build, hand):
    return make_machine(build, type(hand))


def test_random_acts(machine):
    tried = examples(25, fewest=6)
    run_state_machine_as_test(
        machine, settings=settings(max_examples=tried, stateful_step_count=20, suppress_health_check=list(HealthCheck))
    )


def test_undoing_every_act_finds_the_library_as_it_was_stored(open_hand, many, tmp_path):
    hand = open_hand()
    hand.store(many(20))
    hand.store(many(20, number=2))
    before = state_of(hand.library.path)
    ids = hand.ids()
    for place in range(200):
        field = (Field.READ, Field.LATER, Field.DONE, Field.TITLE)[place % 4]
        value = f"t{place}" if field is Field.TITLE else place % 3 > 0
        hand.set(field, value, *ids[place % 7 :: 3])
        work = hand.row(ids[place % 40]).work_id
        hand.set(*((Field.NOTE, f"n{place}") if place % 2 else (Field.STARRED, place % 3 == 0)), work)
        if place % 50 == 9:
            hand.set(Field.ISSUE_REMOVED, True, 1)
        if place % 17 == 0:
            hand.undo()
    assert state_of(hand.library.path) != before
    while hand.undo() is not None:
        pass
    assert state_of(hand.library.path) == before
    assert hand.undo() is None
