"""Layout J: a link blog. Posts of title, quoted paragraphs, "Read More" and lines of #tags; no headings."""

from reader.split.layouts import ITEM_TITLE, TITLE_LENGTH, TYPED, Field, Layout, State, Weights

_MARKED = {"uses end marks": -3.0}
_POST: Weights = {
    **ITEM_TITLE,
    **_MARKED,
    "starts weak_lead": -0.5,
    "ends read_more": -8.0,
    "section": 4.0,
    "wide gap": 0.4,
}
_BODY: Weights = {
    **TYPED,
    "section": 0.0,
    "w1": -2.5,
    "w3": -2.0,
    "w6": -1.2,
    "w10": -0.3,
    "w15": 0.4,
    "w21": 1.0,
    "w41": 1.3,
    "w81": 1.5,
    "stop": 0.6,
    "abbreviation": 0.4,
    "question": 0.2,
    "bare": -0.4,
    "ellipsis": 0.4,
    "title case": -1.0,
    "sentences": 0.4,
    "shared words": 0.3,
    "starts weak_lead": 0.4,
    "dotted": 1.2,
    "ends read_more": -6.0,
}
_MORE: Weights = {
    **_BODY,
    "dotted": 2.0,
    "lower start": 1.5,
    "unfinished": 3.0,
    "goes on": 0.4,
    "uses end marks": 0.4,
    "starts bullet": 1.0,
}
_CLOSE: Weights = {**_BODY, "any": -4.0, "ends read_more": 8.0, "w1": -1.0, "w3": -0.5, "w6": 0.0, "bare": 0.0}
_SUB: Weights = {
    **TYPED,
    **TITLE_LENGTH,
    "w1": 1.5,
    "w3": 1.5,
    "w6": 1.3,
    "w10": 0.3,
    "any": -2.5,
    "stop": -0.5,
    "question": 1.0,
    "colon": 1.0,
    "dotted": 2.5,
    "lower": 1.0,
    "starts bullet": 1.5,
    "uses end marks": 1.0,
    "ends read_more": -6.0,
}
_LOST: Weights = {
    "any": -1.5,
    "w3": -3.0,
    "w6": -2.5,
    "w10": -1.5,
    "bare": -1.0,
    "dotted": -2.0,
    "lower start": -1.5,
    "goes on": -0.5,
}
_PAGE: Weights = {
    **TITLE_LENGTH,
    "any": -2.8,
    "first": 0.5,
    "early": 0.5,
    "page": 3.5,
    "tags": 3.0,
    "stop": -1.5,
    "issue title": 1.0,
    "w1": 1.0,
    "not early": -5.0,
}
_NOTE: Weights = {
    "notice": 9.0,
    "any": -4.0,
    "nav": 6.0,
    "ruler": 6.5,
    "page": 1.0,
    "cta": 1.5,
    "signoff": 1.0,
    "numbering": 2.0,
    "greet": 1.0,
    "w41": -2.0,
    "w81": -3.0,
}
_END: Weights = {"any": -7.0, "read_more": 13.0}
_TAGS: Weights = {"any": -7.0, "tags": 12.0}
_URL: Weights = {"any": -7.0, "url": 10.0}
_BYLINE: Weights = {"any": -6.0, "byline": 8.5, "date": 3.0}

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
            Field.BODY, {**_CLOSE, **_LOST, "any": -5.0}, {"tags": 0.3, "end": -1.0, **_NEXT_POST}, opens=True
        ),
        "end": State(Field.MARKER, _END, {"tags": 0.3, "end": -0.5, "byline": -0.5, "url": -0.5, **_NEXT_POST}),
        "tags": State(Field.TOPICS, _TAGS, {"tags": 0.0, "end": -1.0, "byline": -0.5, **_NEXT_POST}),
        "url": State(Field.EXTRA, _URL, {"body": 0.0, "close": 0.0, "byline": 0.0, **_AFTER_BODY}),
        "byline": State(Field.EXTRA, _BYLINE, {"body": 0.0, "close": 0.0, "byline": -0.5, "post": -0.5, **_AFTER_BODY}),
        "note": State(Field.NOTE, _NOTE, {"more": -2.0, "body": -3.0, "close": -2.0, "tags": -1.0, **_NEXT_POST}),
    },
    section_kind="link-blog",
)
