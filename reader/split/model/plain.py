"""The layout of plain text: perhaps a title, then text. A document that fits no other layout well is left whole."""

from reader.split.model.layouts import TITLE_LENGTH, Field, Layout, State, Weights
from reader.split.signs.vocabulary import Sign

_TITLE: Weights = {**TITLE_LENGTH, Sign.ANY: -1.0, Sign.FIRST: 1.0, Sign.STOP: -1.5, Sign.TYPED: -3.0, Sign.LOWER: -1.0}
# Where short lines stand over texts again and again, it is more than a text.
_TEXT: Weights = {
    Sign.ANY: 2.3,
    Sign.LONG_BODIES: 0.6,
    Sign.OVER_TEXT: -1.2,
    Sign.OVER_TITLE: -1.0,
    Sign.CAPITALS: -0.6,
    Sign.RULER: -1.0,
    Sign.URL: -1.0,
    Sign.SECTION: -0.6,
    Sign.TAIL_LINK: -0.6,
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
