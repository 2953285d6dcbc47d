"""Searches find what they say, whatever is typed."""

import json
from contextlib import suppress
from pathlib import Path
from threading import Timer

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from shares import examples

from reader.core.state.changes import Field
from reader.core.state.queries import Query, Words
from reader.core.state.query_text import parse_query
from reader.core.values.errors import Interrupted, QueryError
from reader.store.sql.faults import told

VECTORS = Path(__file__).parents[2].parent / "shared" / "vectors" / "fts" / "vectors.jsonl"
TITLE = "Attention is all you need: C++ and NEAR-duplicates"


@pytest.fixture
def shelf(hand, build):
    """Items about different things, the oldest issue first."""
    pairs = [
        (TITLE, "Transformers learn from examples. 50% off_line."),
        ("Learning to optimize", "The optimization of “generalized” networks, naïve and cafe\u0301."),
        (None, "深度学习很好 and state-of-the-art results.\n\nSecond   paragraph: A -> B"),
        ("Straße", "It costs 5 € 😀 in C and in C#."),
    ]
    hand.store(build(1, sections=[("News", pairs)]))
    return hand


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("attention", [0]),
        ("ATTENTION need:", [0]),
        ("c++", [0]),
        ("C#", [3]),
        ("c", [0, 3]),
        ("NEAR", [0]),
        ("NEAR-duplicates", [0]),
        ('"all you need"', [0]),
        ('"you all"', []),
        ("learns", [0, 1]),
        ("optimizing", [1]),
        ("naive café", [1]),
        ("学习", [2]),
        ("state-of-the-art", [2]),
        ('"second paragraph"', [2]),
        ('"second paragraph:"', [2]),
        ("->", [2]),
        ("😀", [3]),
        ("€", [3]),
        ("strasse", []),
        ("STRASSE€", []),
        ("50%", [0]),
        ("%", [0]),
        ("_line", [0]),
        ('""', [0, 1, 2, 3]),
        ("*", []),
        ("-learning", [2, 3]),
        ("learning -c++", [1]),
        ("-€ -学习", [0, 1]),
        ('-"all you"', [1, 2, 3]),
        ("is:untitled", [2]),
        ("-is:untitled learn", [0, 1]),
        ("issue:1 publication:week c", [0, 3]),
        ("issue:2", []),
        ("-issue:2 c", [0, 3]),
        ("kind:paper", []),
    ],
)
def test_words_find_what_they_say(shelf, text, places):
    ids = shelf.ids()
    assert sorted(shelf.ids(text)) == [ids[place] for place in places]
    assert shelf.reader.count(parse_query(text)) == len(places)


def test_each_letter_typed_keeps_finding_the_word(shelf):
    for word, place in (("learning", 1), ("optimization", 1), ("transformers", 0), ("generalized", 1), ("need:", 0)):
        for end in range(1, len(word) + 1):
            found = shelf.reader.listing(parse_query(word[:end], as_you_type=True)).ids
            assert shelf.ids()[place] in found, word[:end]


def test_titles_weigh_more_and_best_hits_come_first(hand, build):
    hand.store(build(1, sections=[(None, [("Zebra", "x y z."), ("Other", "A zebra among many many other words.")])]))
    hand.store(build(2, sections=[(None, [("Newer", "Words and words and one zebra at the end of it all.")])]))
    assert hand.titles("zebra")[0] == "Zebra"
    assert len(hand.reader.listing(parse_query("zebra"), limit=2).ids) == 2


def test_hits_are_code_points_in_title_body_and_note(shelf):
    first, second, third, _ = shelf.ids()
    shelf.set(Field.NOTE, "😀 read the attention part", shelf.row(first).work_id)
    hits = shelf.reader.hits(first, parse_query('attention "you need" c++ -x'))
    assert hits.title == ((0, 9), (17, 25), (27, 30))
    assert hits.body == ()
    assert hits.note == ((11, 20),)
    assert shelf.reader.hits(second, parse_query("cafe")).body == ((54, 59),)
    body = shelf.reader.detail(third).body
    (hit,) = shelf.reader.hits(third, parse_query('"second paragraph:"')).body
    assert body[slice(*hit)] == "Second   paragraph:"
    (hit,) = shelf.reader.hits(third, parse_query("学习")).body
    assert body[slice(*hit)] == "学习"


@pytest.mark.skipif(not VECTORS.is_file(), reason="the shared search vectors are not beside this checkout")
def test_the_shared_vectors(hand, build):
    hand.store(build(1, sections=[(None, [(TITLE, "Body.")])]))
    for line in VECTORS.read_text("utf-8").splitlines():
        vector = json.loads(line)
        found = hand.ids(vector["q"])
        assert found or not vector.get("find"), vector


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(150))
@given(
    st.text(
        alphabet=st.one_of(st.sampled_from(' "*-:^(){}[]+.\\%_\0\x01ıſßİKe\u0301é学7aĿc'), st.characters()), max_size=30
    )
)
@example('"a AND "" OR (')
@example("x" * 100_000)
@example("a " * 5_000)
@example('-"' * 500)
def test_no_text_makes_a_search_complain(shelf, text):
    for typing in (False, True):
        with suppress(QueryError):
            query = parse_query(text, as_you_type=typing)
            for item in shelf.reader.listing(query).ids:
                shelf.reader.hits(item, query)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60))
@given(
    st.text(min_size=1, max_size=12, alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cn"]))
)
def test_a_note_is_found_by_what_was_written(shelf, text):
    first = shelf.ids()[0]
    shelf.set(Field.NOTE, f"so {text} it is", shelf.row(first).work_id)
    assert first in shelf.reader.listing(Query((Words(text, is_phrase=True),))).ids


def test_a_search_that_nobody_waits_for_can_be_stopped(shelf):
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    timer = Timer(0.05, shelf.reader.interrupt)
    timer.start()
    with pytest.raises(Interrupted), told(shelf.library.path):
        shelf.reader._connection.exec_driver_sql(endless).scalar()
    timer.join()
    assert len(shelf.ids()) == 4
