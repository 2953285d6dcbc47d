from reader.split.model.decode import decode
from reader.split.model.layouts import Field, Layout, State
from reader.split.signs.vocabulary import Sign

PAIRS = Layout(
    "pairs",
    {"title": 0.0},
    {
        "title": State(Field.ITEM_TITLE, {Sign.W3: 1.0, Sign.W41: -1.0}, {"text": 0.5}, opens=True),
        "text": State(Field.BODY, {Sign.W41: 1.0, Sign.W3: -0.2}, {"title": 0.5, "text": -1.0}),
    },
)


def test_what_stood_before_decides_where_signs_do_not() -> None:
    signs = [frozenset({name}) for name in (Sign.W3, Sign.W3, Sign.W3, Sign.W41)]
    assert decode(PAIRS, signs).states == ("title", "text", "title", "text")


def test_the_score_is_per_block() -> None:
    once = [frozenset({Sign.W3}), frozenset({Sign.W41})]
    assert decode(PAIRS, once).score == (1 + 0.5 + 1) / 2
    assert decode(PAIRS, once * 2).score == (1 + 0.5 + 1 + 0.5 + 1 + 0.5 + 1) / 4


def test_impossible_moves_are_not_made() -> None:
    signs = [frozenset({Sign.W41})] * 3
    assert decode(PAIRS, signs).states == ("title", "text", "text")
