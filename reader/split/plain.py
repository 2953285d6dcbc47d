"""No layout at all: a title perhaps, then text. What reads so-so in every other layout is left whole."""

from reader.split.layouts import TITLE_LENGTH, Field, Layout, State, Weights

_TITLE: Weights = {**TITLE_LENGTH, "any": -1.0, "first": 1.0, "stop": -1.5, "typed": -3.0, "lower": -1.0}
# Where short lines stand over texts again and again, it is more than a text.
_TEXT: Weights = {
    "any": 2.3,
    "long bodies": 0.6,
    "over text": -1.2,
    "over title": -1.0,
    "capitals": -0.6,
    "ruler": -1.0,
    "url": -1.0,
    "section": -0.6,
    "tail link": -0.6,
}

PLAIN = Layout(
    "plain",
    {"title": 0.0, "opening": 0.0},
    {
        "title": State(Field.ITEM_TITLE, _TITLE, {"text": 0.0}, opens=True),
        "opening": State(Field.BODY, _TEXT, {"text": 0.0}, opens=True),
        "text": State(Field.BODY, _TEXT, {"text": 0.0}),
    },
)
