"""The openers of the layouts with markup, B to I and K; the states around them are in `shared_states`."""

from reader.split.model.head_weights import NO_ITEM, NO_TITLE
from reader.split.model.layouts import Cut, Field, Layout, State, Weights
from reader.split.model.shared_states import LISTED as _LISTED
from reader.split.model.shared_states import SOLE, family
from reader.split.signs.vocabulary import Sign

_IN_ITEM = {
    "body": 0.5,
    "byline": 0.2,
    "url": 0.2,
    "end": 0.0,
    "mark": 0.3,
    "note": -0.5,
    "heading": -1.5,
    "group": -2.5,
}

_HEADLINE: Weights = {
    **NO_TITLE,
    Sign.ANY: -2.2,
    Sign.HEADLINE: 3.0,
    Sign.H: 1.5,
    Sign.ALL_LINK: 1.5,
    Sign.ALL_BOLD: 0.8,
    Sign.C_LINKED: 1.5,
    Sign.C_WORDY: 1.2,
    Sign.C_TERSE: -1.0,
    Sign.C_HOLDS: -4.0,
    Sign.C_STORIES: 4.0,
    Sign.C_HOLDS_ONE: -1.0,
    Sign.C_HOLDS_NONE: 1.0,
    Sign.C_KNOWN: -2.5,
    Sign.SECTION: -3.0,
    Sign.C_ONCE: -2.0,
    Sign.SHADOWED: 2.5,
    Sign.SHADOW: -5.0,
    Sign.LABEL: -7.0,
    Sign.MAYBE_LABEL: -2.0,
    Sign.C_REPEATED: -4.0,
    Sign.PLAIN: -5.0,
    Sign.LEAD: -3.0,
    Sign.ROW: -5.0,
    Sign.ENTRY: -1.5,
    Sign.TAIL_LINK: -1.0,
    Sign.P: 0.0,
    Sign.W1: -1.0,
    Sign.STARTS_REPO: 1.5,
    Sign.W21: -1.5,
    Sign.W41: -5.0,
    Sign.W81: -9.0,
    Sign.IS_TITLE: -5.0,
    Sign.ISSUE_TITLE: -2.0,
}
_LEADING: Weights = {
    **NO_TITLE,
    Sign.ANY: -2.0,
    Sign.LEAD: 2.5,
    Sign.LABEL: -7.0,
    Sign.MAYBE_LABEL: -1.5,
    Sign.LEAD_INSIDE: -4.0,
    Sign.PLAIN: -5.0,
    Sign.H: -6.0,
    Sign.ROW: -5.0,
    Sign.ENTRY: -1.0,
    Sign.SECTION: -3.0,
    Sign.W3: -1.0,
    Sign.W6: -0.5,
    Sign.W21: 0.5,
    Sign.W41: 0.5,
}

_LIST_OPENER = State(
    Field.ITEM_TITLE, _LISTED, {**_IN_ITEM, "listed": 0.4, "body": -1.0, "heading": 0.0}, opens=True, cut=Cut.LEAD
)
_WITH_LISTS = {"listed": -0.3}

_SOLE = State(Field.BODY, SOLE, {**_IN_ITEM, "heading": 0.3}, opens=True)

HEADED: Layout = family(
    "headed",
    {
        "item": State(Field.ITEM_TITLE, _HEADLINE, {**_IN_ITEM, "item": -2.5, "sub": -0.5}, opens=True),
        "listed": _LIST_OPENER,
    },
    after_heading={"item": 0.3, **_WITH_LISTS},
    after_body={"item": 0.3},
    needs=frozenset({Sign.HEADLINE}),
)

HEADLINES: Layout = family(
    "headlines",
    {
        "item": State(
            Field.ITEM_TITLE,
            {
                **_HEADLINE,
                Sign.ANY: -2.6,
                Sign.ALL_LINK: 3.0,
                Sign.H: 0.5,
                Sign.ENTRY: 0.3,
                Sign.W1: -1.0,
                Sign.W3: -0.5,
                Sign.STARTS_REPO: 1.5,
            },
            {**_IN_ITEM, "body": -2.5, "item": 0.8, "heading": 0.0, "byline": -0.2},
            opens=True,
        )
    },
    after_heading={"item": 0.3},
    after_body={"item": 0.3},
    needs=frozenset({Sign.ALL_LINK}),
    least=3,
)

RUN_IN: Layout = family(
    "run-in titles",
    {
        "item": State(
            Field.ITEM_TITLE,
            {**_LEADING, Sign.LEAD_BOLD: 2.2},
            {**_IN_ITEM, "item": 0.3, "heading": 0.2},
            opens=True,
            cut=Cut.LEAD,
        ),
        "listed": _LIST_OPENER,
    },
    after_heading={"item": 0.3, **_WITH_LISTS},
    after_body={"item": 0.3},
    needs=frozenset({Sign.LEAD_BOLD}),
    body={Sign.LEAD_BOLD: -0.8},
)

ANCHORED: Layout = family(
    "anchors",
    {
        "item": State(
            Field.ITEM_TITLE,
            {**_LEADING, Sign.LEAD_LINK: 2.0, Sign.LEAD_BOLD: 0.4, Sign.ALL_LINK: 2.5, Sign.HEADLINE: 0.5},
            {**_IN_ITEM, "item": 0.3, "heading": 0.2},
            opens=True,
            cut=Cut.LEAD,
        )
    },
    after_heading={"item": 0.3},
    after_body={"item": 0.3},
    needs=frozenset({Sign.LEAD_LINK}),
    body={Sign.LEAD_LINK: -0.6},
)

LIST: Layout = family(
    "list",
    {
        "listed": State(
            Field.ITEM_TITLE,
            _LISTED,
            {**_IN_ITEM, "listed": 0.6, "body": -0.3, "heading": 0.2},
            opens=True,
            cut=Cut.LEAD,
        ),
        "sole": _SOLE,
    },
    after_heading={"listed": 0.4, "sole": 0.0},
    after_body={"listed": 0.2},
    needs=frozenset({Sign.ENTRY}),
    body={Sign.FLAT: -0.6},
)

ONE_LINERS: Layout = family(
    "one-liners",
    {
        "item": State(
            Field.BODY,
            {
                **NO_ITEM,
                Sign.ANY: -1.5,
                Sign.TAIL_LINK: 5.0,
                Sign.ENTRY: 0.3,
                Sign.HEADLINE: -3.0,
                Sign.LEAD: -2.0,
                Sign.UNLINKED: -0.5,
                Sign.W1: -3.0,
                Sign.W41: -1.5,
                Sign.W81: -4.0,
                Sign.SECTION: -4.0,
                Sign.READ_MORE: -5.0,
                Sign.URL: -5.0,
                Sign.ENDS_READ_MORE: -1.0,
            },
            {"item": 0.6, "byline": -0.5, "body": -1.0, "url": 0.0, "heading": 0.4, "group": -0.5, "note": -0.3},
            opens=True,
        )
    },
    after_heading={"item": 0.4},
    after_body={"item": 0.4},
    needs=frozenset({Sign.TAIL_LINK}),
)

TABLE: Layout = family(
    "table",
    {
        "item": State(
            Field.ITEM_TITLE,
            {**NO_ITEM, Sign.ANY: -2.0, Sign.ROW_ITEM: 6.0, Sign.ROW_HEAD: -6.0, Sign.ROW_SHORT: -2.0},
            {**_IN_ITEM, "item": 0.5, "heading": 0.2, "group": -0.3, "body": -0.5},
            opens=True,
            cut=Cut.ROW,
        )
    },
    after_heading={"item": 0.4},
    after_body={"item": 0.4},
    needs=frozenset({Sign.ROW_ITEM}),
)
