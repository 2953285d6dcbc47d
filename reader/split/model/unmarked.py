"""The openers of layouts without markup that have the states of `shared_states`: titles with bylines, plain mail."""

from reader.split.model.head_weights import NO_ITEM, NO_TITLE
from reader.split.model.layouts import ITEM_TITLE, TITLE_LENGTH, Field, Layout, State, Weights
from reader.split.model.shared_states import BYLINE, family
from reader.split.signs.vocabulary import Sign

_PLAIN_TITLE: Weights = {
    **ITEM_TITLE,
    **NO_ITEM,
    Sign.ANY: -0.5,
    Sign.ENTRY: -0.5,
    Sign.LEAD: -2.0,
    Sign.TAIL_LINK: -2.0,
}
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
    **NO_TITLE,
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
