"""Layouts B to I and K: what opens an item in each. What stands around the openers is in ``shared_states``."""

from reader.split.model.layouts import ITEM_TITLE, TITLE_LENGTH, Cut, Field, Layout, State, Weights
from reader.split.model.shared_states import BYLINE, SOLE, family
from reader.split.model.shared_states import LISTED as _LISTED
from reader.split.signs.vocabulary import Sign

_NOT: Weights = {
    Sign.NAV_RUN: -7.0,
    Sign.FOOTER: -5.0,
    Sign.AFTER_FOOTER: -4.0,
    Sign.CONTENTS: -7.0,
    Sign.HEADER: -3.0,
    Sign.NAV: -4.0,
}
_NO: Weights = {
    **_NOT,
    Sign.FIGCAPTION: -5.0,
    Sign.RULER: -7.0,
    Sign.NUMBERING: -2.0,
    Sign.GREET: -4.0,
    Sign.SIGNOFF: -3.0,
    Sign.CTA: -2.0,
    Sign.URL: -6.0,
    Sign.READ_MORE: -5.0,
    Sign.LINKS_ROW: -5.0,
    Sign.BYLINE: -4.0,
    Sign.SPONSOR_MARKER: -5.0,
}
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
    **_NO,
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
    **_NO,
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
                **_NOT,
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

_PLAIN_TITLE: Weights = {**ITEM_TITLE, **_NOT, Sign.ANY: -0.5, Sign.ENTRY: -0.5, Sign.LEAD: -2.0, Sign.TAIL_LINK: -2.0}
_PLAIN_BYLINE: Weights = {
    **BYLINE,
    Sign.NAME: 0.3,
    Sign.ANY: -0.8,
    Sign.BARE: 0.8,
    Sign.STOP: -3.5,
    Sign.QUESTION: -2.0,
    Sign.TITLE_CASE: 0.6,
    Sign.LISTING: 1.0,
    Sign.LOWER: -1.0,
    Sign.SENTENCES: -2.0,
    Sign.SECTION: -4.0,
    Sign.OVER_TEXT: 0.8,
}

BYLINED: Layout = family(
    "bylines",
    {
        "item": State(
            Field.ITEM_TITLE, {**_PLAIN_TITLE, Sign.ANY: 0.0, Sign.OVER_TITLE: 2.0}, {"byline": 1.0}, opens=True
        ),
        # Nothing but the strict rhythm tells a byline from a title here, so a text must follow it.
        "byline": State(Field.EXTRA, _PLAIN_BYLINE, {"body": 0.5, "mark": 0.0}),
    },
    after_heading={"item": 0.3},
    after_body={"item": 0.4, "byline": -6.0},
    heading={Sign.PLAIN: -1.0, Sign.WIDE_GAP: 0.6},
    body={Sign.ANY: 0.8, Sign.WIDE_GAP: -1.0, Sign.UNDER_SHORT: 0.6, Sign.OVER_TEXT: -2.5},
)

_MAIL_TITLE: Weights = {
    **TITLE_LENGTH,
    **_NO,
    Sign.ANY: -0.6,
    Sign.CAPITALS: 1.6,
    Sign.STOP: -1.2,
    Sign.BARE: 0.4,
    Sign.INDENTED: 0.3,
    Sign.WIDE_GAP: 0.5,
    Sign.TIGHT_GAP: -0.4,
    Sign.LOWER: -1.5,
    Sign.BROKEN_LINE: -3.0,
    Sign.SECTION: -2.5,
    Sign.DEEPER: -0.3,
    Sign.SHALLOWER: 0.4,
    Sign.MARGIN: -0.6,
    Sign.FULL_SENTENCE: -1.5,
    Sign.W15: -0.5,
    Sign.W21: -3.5,
    Sign.ITEM_OVER_DEEPER: 1.5,
    Sign.CAPITALS_GO_ON: -5.0,
    Sign.CTA: -3.0,
    Sign.UNFINISHED: -3.0,
    Sign.TYPED: -1.0,
    Sign.OVER_TITLE: -2.0,
    Sign.UNDER_HEADING: 1.0,
    Sign.OVER_TEXT: 0.4,
    Sign.NO_CAPITALS: -2.5,
    Sign.STARTS_REPO: 1.5,
    Sign.STARTS_BULLET: 1.0,
    Sign.STARTS_COUNTED: 2.0,
    Sign.LATE: -0.5,
    Sign.HEAD: -1.0,
}
_MAIL_MORE: Weights = {
    Sign.ANY: -4.0,
    Sign.BROKEN_LINE: 5.0,
    Sign.UNFINISHED: 2.0,
    Sign.LOWER_START: 1.5,
    Sign.URL: -9.0,
    Sign.RULER: -9.0,
    Sign.WIDE_GAP: -5.0,
}

PLAIN_MAIL: Layout = family(
    "plain mail",
    {
        "item": State(
            Field.ITEM_TITLE,
            _MAIL_TITLE,
            {"wrapped": 0.0, "body": 0.5, "byline": -1.0, "url": 0.3, "heading": -3.0, "note": -3.0, "item": -5.0},
            opens=True,
        ),
        "wrapped": State(
            Field.ITEM_TITLE,
            {**_MAIL_MORE, Sign.ANY: -5.5, Sign.CAPITALS_GO_ON: 5.0, Sign.TIGHT_GAP: 0.5},
            {"wrapped": 0.0, "body": 0.5, "url": 0.3},
        ),
        "rest": State(
            Field.BODY,
            {**_MAIL_MORE, Sign.W3: 0.0, Sign.EARLY: -1.5},
            {"rest": 0.0, "body": -0.8, "url": 0.3, "item": -0.2, "heading": 0.0, "note": -0.5, "sponsor": 0.0},
            joins=True,
        ),
    },
    after_heading={"item": 0.4},
    after_body={"item": -0.2, "rest": 0.0},
    needs=frozenset({Sign.URL, Sign.CAPITALS}),
    heading={
        Sign.PLAIN: -1.5,
        Sign.FIRST: -4.0,
        Sign.MARGIN: 1.8,
        Sign.OVER_DEEPER: 1.5,
        Sign.ITEM_OVER_DEEPER: -4.0,
        Sign.RULE_BEFORE: 1.0,
        Sign.CAPITALS_GO_ON: -4.0,
        Sign.INDENTED: -1.5,
        Sign.SHALLOWER: 0.8,
        Sign.WIDE_GAP: 0.3,
        Sign.STOP: -2.0,
        Sign.CAPITALS: 0.4,
        Sign.BROKEN_LINE: -5.0,
        Sign.BARE: 0.3,
        Sign.TIGHT_GAP: -2.0,
        Sign.OVER_TITLE: 2.0,
        Sign.STARTS_BULLET: -1.5,
        Sign.STARTS_COUNTED: -3.0,
        Sign.IS_TITLE: -5.0,
        Sign.DATE: -2.5,
    },
    body={
        Sign.URL: -6.0,
        Sign.STARTS_BULLET: -0.6,
        Sign.STARTS_COUNTED: -2.0,
        Sign.CAPITALS: -1.0,
        Sign.DEEPER: 0.2,
        Sign.WIDE_GAP: -0.6,
        Sign.MARGIN: -0.2,
    },
    bias=0.2,
)

TABLE: Layout = family(
    "table",
    {
        "item": State(
            Field.ITEM_TITLE,
            {**_NOT, Sign.ANY: -2.0, Sign.ROW_ITEM: 6.0, Sign.ROW_HEAD: -6.0, Sign.ROW_SHORT: -2.0},
            {**_IN_ITEM, "item": 0.5, "heading": 0.2, "group": -0.3, "body": -0.5},
            opens=True,
            cut=Cut.ROW,
        )
    },
    after_heading={"item": 0.4},
    after_body={"item": 0.4},
    needs=frozenset({Sign.ROW_ITEM}),
)
