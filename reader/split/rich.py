"""Layouts B to I and K: what opens an item in each. What stands around the openers is in ``shared_states``."""

from reader.split.layouts import ITEM_TITLE, TITLE_LENGTH, Cut, Field, Layout, State, Weights
from reader.split.shared_states import BYLINE, SOLE, family
from reader.split.shared_states import LISTED as _LISTED

_NOT: Weights = {"nav run": -7.0, "footer": -5.0, "after footer": -4.0, "contents": -7.0, "header": -3.0, "nav": -4.0}
_NO: Weights = {
    **_NOT,
    "figcaption": -5.0,
    "ruler": -7.0,
    "numbering": -2.0,
    "greet": -4.0,
    "signoff": -3.0,
    "cta": -2.0,
    "url": -6.0,
    "read_more": -5.0,
    "links row": -5.0,
    "byline": -4.0,
    "sponsor_marker": -5.0,
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
    "any": -2.2,
    "headline": 3.0,
    "h": 1.5,
    "all link": 1.5,
    "all bold": 0.8,
    "c linked": 1.5,
    "c wordy": 1.2,
    "c terse": -1.0,
    "c holds": -4.0,
    "c stories": 4.0,
    "c holds one": -1.0,
    "c holds none": 1.0,
    "c known": -2.5,
    "section": -3.0,
    "c once": -2.0,
    "shadowed": 2.5,
    "shadow": -5.0,
    "label": -7.0,
    "maybe label": -2.0,
    "c repeated": -4.0,
    "plain": -5.0,
    "lead": -3.0,
    "row": -5.0,
    "entry": -1.5,
    "tail link": -1.0,
    "p": 0.0,
    "w1": -1.0,
    "starts repo": 1.5,
    "w21": -1.5,
    "w41": -5.0,
    "w81": -9.0,
    "is title": -5.0,
    "issue title": -2.0,
}
_LEADING: Weights = {
    **_NO,
    "any": -2.0,
    "lead": 2.5,
    "label": -7.0,
    "maybe label": -1.5,
    "lead inside": -4.0,
    "plain": -5.0,
    "h": -6.0,
    "row": -5.0,
    "entry": -1.0,
    "section": -3.0,
    "w3": -1.0,
    "w6": -0.5,
    "w21": 0.5,
    "w41": 0.5,
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
    needs=frozenset({"headline"}),
)

HEADLINES: Layout = family(
    "headlines",
    {
        "item": State(
            Field.ITEM_TITLE,
            {
                **_HEADLINE,
                "any": -2.6,
                "all link": 3.0,
                "h": 0.5,
                "entry": 0.3,
                "w1": -1.0,
                "w3": -0.5,
                "starts repo": 1.5,
            },
            {**_IN_ITEM, "body": -2.5, "item": 0.8, "heading": 0.0, "byline": -0.2},
            opens=True,
        )
    },
    after_heading={"item": 0.3},
    after_body={"item": 0.3},
    needs=frozenset({"all link"}),
    least=3,
)

RUN_IN: Layout = family(
    "run-in titles",
    {
        "item": State(
            Field.ITEM_TITLE,
            {**_LEADING, "lead bold": 2.2},
            {**_IN_ITEM, "item": 0.3, "heading": 0.2},
            opens=True,
            cut=Cut.LEAD,
        ),
        "listed": _LIST_OPENER,
    },
    after_heading={"item": 0.3, **_WITH_LISTS},
    after_body={"item": 0.3},
    needs=frozenset({"lead bold"}),
    body={"lead bold": -0.8},
)

ANCHORED: Layout = family(
    "anchors",
    {
        "item": State(
            Field.ITEM_TITLE,
            {**_LEADING, "lead link": 2.0, "lead bold": 0.4, "all link": 2.5, "headline": 0.5},
            {**_IN_ITEM, "item": 0.3, "heading": 0.2},
            opens=True,
            cut=Cut.LEAD,
        )
    },
    after_heading={"item": 0.3},
    after_body={"item": 0.3},
    needs=frozenset({"lead link"}),
    body={"lead link": -0.6},
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
    needs=frozenset({"entry"}),
    heading={"parent": 3.5},
    body={"flat": -0.6},
)

ONE_LINERS: Layout = family(
    "one-liners",
    {
        "item": State(
            Field.BODY,
            {
                **_NOT,
                "any": -1.5,
                "tail link": 5.0,
                "entry": 0.3,
                "headline": -3.0,
                "lead": -2.0,
                "unlinked": -0.5,
                "w1": -3.0,
                "w41": -1.5,
                "w81": -4.0,
                "section": -4.0,
                "read_more": -5.0,
                "url": -5.0,
                "ends read_more": -1.0,
            },
            {"item": 0.6, "byline": -0.5, "body": -1.0, "url": 0.0, "heading": 0.4, "group": -0.5, "note": -0.3},
            opens=True,
        )
    },
    after_heading={"item": 0.4},
    after_body={"item": 0.4},
    needs=frozenset({"tail link"}),
)

_PLAIN_TITLE: Weights = {**ITEM_TITLE, **_NOT, "any": -0.5, "entry": -0.5, "lead": -2.0, "tail link": -2.0}
_PLAIN_BYLINE: Weights = {
    **BYLINE,
    "name": 0.3,
    "any": -0.8,
    "bare": 0.8,
    "stop": -3.5,
    "question": -2.0,
    "title case": 0.6,
    "listing": 1.0,
    "lower": -1.0,
    "sentences": -2.0,
    "section": -4.0,
    "over text": 0.8,
}

BYLINED: Layout = family(
    "bylines",
    {
        "item": State(Field.ITEM_TITLE, {**_PLAIN_TITLE, "any": 0.0, "over title": 2.0}, {"byline": 1.0}, opens=True),
        # Nothing but the strict rhythm tells a byline from a title here, so a text must follow it.
        "byline": State(Field.EXTRA, _PLAIN_BYLINE, {"body": 0.5, "mark": 0.0}),
    },
    after_heading={"item": 0.3},
    after_body={"item": 0.4, "byline": -6.0},
    heading={"plain": -1.0, "wide gap": 0.6},
    body={"any": 0.8, "wide gap": -1.0, "under short": 0.6, "over text": -2.5},
)

_MAIL_TITLE: Weights = {
    **TITLE_LENGTH,
    **_NO,
    "any": -0.6,
    "capitals": 1.6,
    "stop": -1.2,
    "bare": 0.4,
    "indented": 0.3,
    "wide gap": 0.5,
    "tight gap": -0.4,
    "lower": -1.5,
    "broken line": -3.0,
    "section": -2.5,
    "deeper": -0.3,
    "shallower": 0.4,
    "margin": -0.6,
    "full sentence": -1.5,
    "w15": -0.5,
    "w21": -3.5,
    "item over deeper": 1.5,
    "capitals go on": -5.0,
    "cta": -3.0,
    "unfinished": -3.0,
    "typed": -1.0,
    "over title": -2.0,
    "under heading": 1.0,
    "over text": 0.4,
    "no capitals": -2.5,
    "starts repo": 1.5,
    "starts bullet": 1.0,
    "starts counted": 2.0,
    "late": -0.5,
    "head": -1.0,
}
_MAIL_MORE: Weights = {
    "any": -4.0,
    "broken line": 5.0,
    "unfinished": 2.0,
    "lower start": 1.5,
    "url": -9.0,
    "ruler": -9.0,
    "wide gap": -5.0,
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
            {**_MAIL_MORE, "any": -5.5, "capitals go on": 5.0, "tight gap": 0.5},
            {"wrapped": 0.0, "body": 0.5, "url": 0.3},
        ),
        "rest": State(
            Field.BODY,
            {**_MAIL_MORE, "w3": 0.0, "early": -1.5},
            {"rest": 0.0, "body": -0.8, "url": 0.3, "item": -0.2, "heading": 0.0, "note": -0.5, "sponsor": 0.0},
            joins=True,
        ),
    },
    after_heading={"item": 0.4},
    after_body={"item": -0.2, "rest": 0.0},
    needs=frozenset({"url", "capitals"}),
    heading={
        "plain": -1.5,
        "first": -4.0,
        "margin": 1.8,
        "over deeper": 1.5,
        "item over deeper": -4.0,
        "rule before": 1.0,
        "capitals go on": -4.0,
        "indented": -1.5,
        "shallower": 0.8,
        "wide gap": 0.3,
        "stop": -2.0,
        "capitals": 0.4,
        "broken line": -5.0,
        "bare": 0.3,
        "tight gap": -2.0,
        "over title": 2.0,
        "starts bullet": -1.5,
        "starts counted": -3.0,
        "is title": -5.0,
        "date": -2.5,
    },
    body={
        "url": -6.0,
        "starts bullet": -0.6,
        "starts counted": -2.0,
        "capitals": -1.0,
        "deeper": 0.2,
        "wide gap": -0.6,
        "margin": -0.2,
    },
    bias=0.2,
)

TABLE: Layout = family(
    "table",
    {
        "item": State(
            Field.ITEM_TITLE,
            {**_NOT, "any": -2.0, "row item": 6.0, "row head": -6.0, "row short": -2.0},
            {**_IN_ITEM, "item": 0.5, "heading": 0.2, "group": -0.3, "body": -0.5},
            opens=True,
            cut=Cut.ROW,
        )
    },
    after_heading={"item": 0.4},
    after_body={"item": 0.4},
    needs=frozenset({"row item"}),
)
