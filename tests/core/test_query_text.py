"""What a person types, as a query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.state.queries import ColourTerm, Is, IssueTerm, IsTerm, KindTerm, PublicationTerm, Words
from reader.core.state.query_text import parse_query
from reader.core.values.errors import QueryError
from reader.core.values.issues import Kind


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", ()),
        ("  deep  learning ", (Words("deep"), Words("learning"))),
        ('"deep learning" x', (Words("deep learning", is_phrase=True), Words("x"))),
        ('"not closed', (Words("not closed", is_phrase=True),)),
        ('-bad -"very  bad"', (Words("bad", is_negated=True), Words("very bad", is_phrase=True, is_negated=True))),
        ("is:starred -IS:Read", (IsTerm(Is.STARRED), IsTerm(Is.READ, is_negated=True))),
        ("kind:paper", (KindTerm(Kind.PAPER),)),
        ("issue:197 publication:weekly", (IssueTerm("197"), PublicationTerm("weekly"))),
        ('issue:"AI this week" -publication:"a b"', (IssueTerm("AI this week"), PublicationTerm("a b", True))),
        ("colour:green -colour:Pink", (ColourTerm("green"), ColourTerm("pink", is_negated=True))),
        ("is:highlighted is:detached", (IsTerm(Is.HIGHLIGHTED), IsTerm(Is.DETACHED))),
        ("need: c++", (Words("need:"), Words("c++"))),
        ("this:that", (Words("this:that"),)),
        ("is: x", (Words("is:"), Words("x"))),
        ("- -> --x", (Words("-"), Words("->"), Words("--x"))),
        ('""', ()),
        ('"' * 41, ()),
        ('say"so', (Words('say"so'),)),
    ],
)
def test_terms(text, terms):
    assert parse_query(text).terms == terms


def test_a_value_that_does_not_exist_is_refused_with_those_that_do():
    for text, told in (
        ("is:foo", "Unknown `is:foo`. Try `is:read`, `is:unread`, `is:starred`."),
        ("is:stared", "Unknown `is:stared`. Try `is:starred`."),
        ("colour:red", "Unknown `colour:red`. Try `colour:yellow`, `colour:green`, `colour:blue`."),
        ("kind:poem", "Unknown `kind:poem`. Try `kind:paper`, `kind:article`, `kind:code`."),
    ):
        with pytest.raises(QueryError) as refused:
            parse_query(text)
        assert str(refused.value) == told
    with pytest.raises(QueryError, match="Try `kind:paper`"):
        parse_query("-kind:papers", as_you_type=True)


@pytest.mark.parametrize(("earlier", "now"), [("tray", "detached"), ("guess", "unsure"), ("retired", "gone")])
def test_words_that_were_taught_before_are_still_understood(earlier, now):
    assert parse_query(f"is:{earlier} -is:{earlier.title()}") == parse_query(f"is:{now} -is:{now}")
    for length in range(1, len(earlier)):
        assert parse_query(f"is:{earlier[:length]}", as_you_type=True).terms == ()


def test_while_typing_the_last_word_may_go_on_and_a_value_may_be_missing():
    assert parse_query("a lear", as_you_type=True).terms == (Words("a"), Words("lear", is_prefix=True))
    assert parse_query("lear ", as_you_type=True).terms == (Words("lear"),)
    assert parse_query('"deep lea', as_you_type=True).terms == (Words("deep lea", is_phrase=True, is_prefix=True),)
    assert parse_query('"deep"', as_you_type=True).terms == (Words("deep", is_phrase=True),)
    for text in ("is:", "is:st", "kind:", "issue:", "colour:", "colour:gre"):
        assert parse_query(text, as_you_type=True).terms == ()


@given(st.text(max_size=200), st.booleans())
def test_any_text_is_a_query_or_a_plain_refusal(text, typing):
    try:
        query = parse_query(text, as_you_type=typing)
    except QueryError:
        return
    for term in query.terms:
        if isinstance(term, Words):
            assert term.text.strip()
            assert "\0" not in term.text
