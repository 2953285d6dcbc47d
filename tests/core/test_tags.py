"""What a tag may be called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.state.queries import TagTerm
from reader.core.state.query_text import parse_query
from reader.core.state.tags import clean_tag, fold_tag, outer_names, split_tags, tag_of_topic
from reader.core.values.errors import CommandError


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("  to\n  read ", "to read"),
        (" a / b ", "a/b"),
        ("Cafe\u0301", "Café"),
        ("a\u202eb\u200bc\x00", "abc\ufffd"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("x" * 100, "x" * 100),
        ("c++", "c++"),
        ("עברית", "עברית"),
    ],
)
def test_names_are_cleaned(text, name):
    assert clean_tag(text) == name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x" * 10_000, "at most 100 characters; this one has 10,000"),
        ("", "needs a name"),
        (" / ", "needs a name"),
        ("\u200b\u202e", "needs a name"),
        ("a//b", "a name on both sides"),
        ("/a", "a name on both sides"),
        ("a/\u200d", "a name on both sides"),
        ("a,b", "cannot contain a comma"),
        ('a"b', "cannot contain a quotation mark"),
    ],
)
def test_what_can_be_no_name_is_refused_in_a_sentence(text, told):
    with pytest.raises(CommandError, match=told):
        clean_tag(text)


def test_a_line_names_several_each_once():
    assert split_tags(" a, b/c ,,A , ") == ("a", "b/c")
    assert split_tags("") == ()


def test_topics_become_names_where_they_can():
    assert tag_of_topic("#Deep, Learning") == "Deep Learning"
    assert tag_of_topic("/") is None
    assert tag_of_topic("x" * 101) is None


def test_names_compare_without_case():
    assert fold_tag("Straße / X") == fold_tag("STRASSE/x")
    assert outer_names("a/b/c") == ["a", "a/b"]


@given(st.text())
def test_a_cleaned_name_is_clean_and_can_be_asked_for(text):
    try:
        name = clean_tag(text)
    except CommandError:
        return
    assert clean_tag(name) == name
    assert len(name) <= 100
    (term,) = parse_query(f'tag:"{name}"').terms
    assert isinstance(term, TagTerm)
    assert fold_tag(term.value) == fold_tag(name)


def test_a_query_asks_for_tags_or_leaves_them_out():
    assert parse_query('tag:a/b -TAG:"to read"').terms == (TagTerm("a/b"), TagTerm("to read", is_negated=True))
