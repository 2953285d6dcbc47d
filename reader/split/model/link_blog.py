"""Layout J: a link blog. Posts of title, quoted paragraphs, "Read More" and lines of #tags; no headings."""

from reader.split.model.layouts import ITEM_TITLE, TITLE_LENGTH, TYPED, Field, Layout, State, Weights
from reader.split.signs.vocabulary import Sign

_MARKED = {Sign.USES_END_MARKS: -3.0}
_POST: Weights = {
    **ITEM_TITLE,
    **_MARKED,
    Sign.STARTS_WEAK_LEAD: -0.5,
    Sign.ENDS_READ_MORE: -8.0,
    Sign.SECTION: 4.0,
    Sign.WIDE_GAP: 0.4,
}
_BODY: Weights = {
    **TYPED,
    Sign.SECTION: 0.0,
    Sign.W1: -2.5,
    Sign.W3: -2.0,
    Sign.W6: -1.2,
    Sign.W10: -0.3,
    Sign.W15: 0.4,
    Sign.W21: 1.0,
    Sign.W41: 1.3,
    Sign.W81: 1.5,
    Sign.STOP: 0.6,
    Sign.ABBREVIATION: 0.4,
    Sign.QUESTION: 0.2,
    Sign.BARE: -0.4,
    Sign.ELLIPSIS: 0.4,
    Sign.TITLE_CASE: -1.0,
    Sign.SENTENCES: 0.4,
    Sign.SHARED_WORDS: 0.3,
    Sign.STARTS_WEAK_LEAD: 0.4,
    Sign.DOTTED: 1.2,
    Sign.ENDS_READ_MORE: -6.0,
}
_MORE: Weights = {
    **_BODY,
    Sign.DOTTED: 2.0,
    Sign.LOWER_START: 1.5,
    Sign.UNFINISHED: 3.0,
    Sign.GOES_ON: 0.4,
    Sign.USES_END_MARKS: 0.4,
    Sign.STARTS_BULLET: 1.0,
}
_CLOSE: Weights = {
    **_BODY,
    Sign.ANY: -4.0,
    Sign.ENDS_READ_MORE: 8.0,
    Sign.W1: -1.0,
    Sign.W3: -0.5,
    Sign.W6: 0.0,
    Sign.BARE: 0.0,
}
_SUB: Weights = {
    **TYPED,
    **TITLE_LENGTH,
    Sign.W1: 1.5,
    Sign.W3: 1.5,
    Sign.W6: 1.3,
    Sign.W10: 0.3,
    Sign.ANY: -2.5,
    Sign.STOP: -0.5,
    Sign.QUESTION: 1.0,
    Sign.COLON: 1.0,
    Sign.DOTTED: 2.5,
    Sign.LOWER: 1.0,
    Sign.STARTS_BULLET: 1.5,
    Sign.USES_END_MARKS: 1.0,
    Sign.ENDS_READ_MORE: -6.0,
}
_LOST: Weights = {
    Sign.ANY: -1.5,
    Sign.W3: -3.0,
    Sign.W6: -2.5,
    Sign.W10: -1.5,
    Sign.BARE: -1.0,
    Sign.DOTTED: -2.0,
    Sign.LOWER_START: -1.5,
    Sign.GOES_ON: -0.5,
}
_PAGE: Weights = {
    **TITLE_LENGTH,
    Sign.ANY: -2.8,
    Sign.FIRST: 0.5,
    Sign.EARLY: 0.5,
    Sign.PAGE: 3.5,
    Sign.TAGS: 3.0,
    Sign.STOP: -1.5,
    Sign.ISSUE_TITLE: 1.0,
    Sign.W1: 1.0,
    Sign.NOT_EARLY: -5.0,
}
_NOTE: Weights = {
    Sign.NOTICE: 9.0,
    Sign.ANY: -4.0,
    Sign.NAV: 6.0,
    Sign.RULER: 6.5,
    Sign.PAGE: 1.0,
    Sign.CTA: 1.5,
    Sign.SIGNOFF: 1.0,
    Sign.NUMBERING: 2.0,
    Sign.GREET: 1.0,
    Sign.W41: -2.0,
    Sign.W81: -3.0,
}
_END: Weights = {Sign.ANY: -7.0, Sign.READ_MORE: 13.0}
_TAGS: Weights = {Sign.ANY: -7.0, Sign.TAGS: 12.0}
_URL: Weights = {Sign.ANY: -7.0, Sign.URL: 10.0}
_BYLINE: Weights = {Sign.ANY: -6.0, Sign.BYLINE: 8.5, Sign.DATE: 3.0}

_NEXT_POST = {"post": 3.0, "lost": 0.5, "lost_close": 0.5, "note": 0.0}
_IN_POST = {"more": 0.0, "close": 0.0, "sub": -1.0, "end": 0.0, "tags": 0.0, "url": 0.0, "byline": 0.0, "note": -1.0}
_AFTER_BODY = {**_IN_POST, "post": -1.0}

LINK_BLOG = Layout(
    "link blog",
    {"page": 0.0, **_NEXT_POST},
    {
        "page": State(Field.TITLE, _PAGE, {"page": -2.0, **_NEXT_POST}),
        "post": State(
            Field.ITEM_TITLE,
            _POST,
            {"body": 0.3, "close": 0.3, "byline": 0.0, "url": 0.0, "end": 0.0, "tags": 0.0, "sub": -3.0, "post": -2.5},
            opens=True,
        ),
        "body": State(Field.BODY, _BODY, _AFTER_BODY),
        "more": State(Field.BODY, _MORE, _AFTER_BODY),
        "sub": State(Field.BODY, _SUB, {"more": 0.3, "close": 0.3, "sub": -1.0, "tags": -2.0, "end": -1.0}),
        "close": State(Field.BODY, _CLOSE, {"tags": 0.3, "end": -1.0, "byline": -0.5, "url": -0.5, **_NEXT_POST}),
        "lost": State(Field.BODY, {**_BODY, **_LOST}, _AFTER_BODY, opens=True),
        "lost_close": State(
            Field.BODY, {**_CLOSE, **_LOST, Sign.ANY: -5.0}, {"tags": 0.3, "end": -1.0, **_NEXT_POST}, opens=True
        ),
        "end": State(Field.MARKER, _END, {"tags": 0.3, "end": -0.5, "byline": -0.5, "url": -0.5, **_NEXT_POST}),
        "tags": State(Field.TOPICS, _TAGS, {"tags": 0.0, "end": -1.0, "byline": -0.5, **_NEXT_POST}),
        "url": State(Field.EXTRA, _URL, {"body": 0.0, "close": 0.0, "byline": 0.0, **_AFTER_BODY}),
        "byline": State(Field.EXTRA, _BYLINE, {"body": 0.0, "close": 0.0, "byline": -0.5, "post": -0.5, **_AFTER_BODY}),
        "note": State(Field.NOTE, _NOTE, {"more": -2.0, "body": -3.0, "close": -2.0, "tags": -1.0, **_NEXT_POST}),
    },
    section_kind="link-blog",
)
