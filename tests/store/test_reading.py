"""What a reader gives out of an issue as a whole: whether its split is a guess, what was set aside of its text."""

from dataclasses import replace

import pytest

from reader.core.state.changes import Field
from reader.core.values.document import Span
from reader.core.values.errors import NotFound
from reader.core.values.ids import IssueId, OriginalId
from reader.core.values.issues import GUESS_BELOW, Part, Role
from reader.core.values.publications import PublicationKey
from reader.store.reads import details

WEEKLY = PublicationKey(name="The Weekly")


@pytest.mark.parametrize(("confidence", "is_guess"), [(GUESS_BELOW - 0.01, True), (GUESS_BELOW, False), (1.0, False)])
def test_below_the_limit_an_issue_is_a_guess_wherever_it_is_named(hand, build, confidence, is_guess):
    issue = hand.store(build(confidence=confidence)).issue_id
    (item,) = hand.ids()
    section = hand.row(item).section_id
    assert hand.reader.issue(issue).is_guess == is_guess
    assert hand.reader.section_names([section])[section].is_guess == is_guess
    assert hand.reader.detail(item).is_guess == is_guess
    assert len(hand.ids()) == 1, "nothing is hidden"


def news(number):
    """Sections that no issue of another number has."""
    return [("News", [(f"Title {number}", f"Body {number}.")])]


def set_aside(build, *words, number=1, **more):
    """An issue of one item with body, of which some words are boilerplate."""
    document, issue = build(number, sections=[("News", [("A title", " ".join(words))])], **more)
    spans = tuple(Span(at := issue.text.index(word), at + len(word)) for word in words)
    return document, type(issue)(**{name: getattr(issue, name) for name in issue.__slots__} | {"boilerplate": spans})


def test_what_was_set_aside_is_told_line_by_line_in_order(hand, build):
    stored = hand.store(set_aside(build, "Hello all,", "Unsubscribe here\n \n  Our address \n"))
    assert hand.reader.set_aside(stored.issue_id) == ("Hello all,", "Unsubscribe here", "Our address")


def test_it_is_that_of_the_original_that_is_shown(hand, build):
    stored = hand.store(set_aside(build, "Hello all,"))
    hand.store(set_aside(build, "Dear readers,", "and many more words that make it richer"))
    assert hand.reader.set_aside(stored.issue_id) == ("Dear readers,", "and many more words that make it richer")
    hand.store(set_aside(build, "Bye."))
    assert hand.reader.set_aside(stored.issue_id)[0] == "Dear readers,"


def test_what_an_issue_says_outside_of_its_items_is_told(hand, build):
    document, issue = build(1, sections=[("News", [("A title", "A body.")]), ("Papers", [("B", "C")])])
    sections = (issue.sections[0], replace(issue.sections[1], intro="Few this week."))
    stored = hand.store(
        (document, replace(issue, subtitle=None, intro="A long year.", outro="Bye.", sections=sections))
    )
    assert [(remark.where, remark.text) for remark in hand.reader.remarks(stored.issue_id)] == [
        ("Introduction", "A long year."),
        ("Papers", "Few this week."),
        ("Closing", "Bye."),
    ]
    with pytest.raises(NotFound):
        hand.reader.remarks(99)


def test_where_nothing_was_set_aside_there_is_no_line(hand, build):
    assert hand.reader.set_aside(hand.store(build()).issue_id) == ()
    with pytest.raises(NotFound):
        hand.reader.set_aside(99)


def test_a_publication_looks_as_most_of_its_newest_issues_did(hand, build):
    assert hand.reader.layout_before(WEEKLY) is None
    for number, layout in enumerate(["old"] * 4 + ["headed", "list", "headed", "one-liners", "list"]):
        hand.store(build(number, sections=news(number), layout=layout, date=f"2021-01-{number + 1:02}"))
    assert hand.reader.layout_before(WEEKLY) == "list", "of two that are as frequent, the newer"
    hand.store(build(10, sections=news(10), layout="headed", date="2021-01-10"))
    assert hand.reader.layout_before(PublicationKey(name="the  weekly")) == "headed"


def test_of_guesses_and_of_what_is_not_known_nothing_is_learned(hand, build):
    hand.store(build(1, layout="list", confidence=0.4))
    hand.store(build(2, sections=news(2), layout="headed", publication=None))
    assert hand.reader.layout_before(WEEKLY) is None
    assert hand.reader.layout_before(PublicationKey()) is None
    assert hand.reader.layout_before(PublicationKey(name="Another")) is None


def test_a_list_is_known_by_its_id_whatever_it_is_called(hand, build):
    hand.store(build(1, layout="list", list_id="weekly.example.org"))
    assert hand.reader.layout_before(PublicationKey("Renamed", "weekly.example.org")) == "list"
    assert hand.reader.layout_before(PublicationKey("The Weekly", "other.example.org")) is None


def test_unread_means_the_same_in_rows_lists_and_counts(hand, many):
    hand.store(many(8))
    ids = hand.ids()
    for field, mask in ((Field.READ, 1), (Field.LATER, 2), (Field.DONE, 4)):
        hand.set(field, True, *(item for place, item in enumerate(ids) if place & mask))
    unread = [row.id for row in hand.reader.rows(ids) if row.is_unread]
    assert unread == ids[:1] == hand.ids("is:unread") == hand.ids("-is:read -is:later -is:done")
    assert hand.reader.view_counts().unread == 1


def test_what_came_with_an_item_beside_title_and_text_is_told(hand, build):
    document, issue = build(1, sections=[("News", [("A title", "By Ann Berg. Photo: Joe. A body of words.")])])
    (item,) = issue.items
    spans = [
        Span(at := issue.text.index(words), at + len(words)) for words in ("By Ann Berg.", "Photo: Joe.", "A body")
    ]
    roles = (Role.EXTRA, Role.EXTRA, Role.BODY)
    item = replace(item, body="A body of words.", parts=tuple(map(Part, roles, spans)))
    hand.store((document, replace(issue, sections=(replace(issue.sections[0], items=(item,)),))))
    assert hand.reader.detail(hand.ids()[0]).credits == ("By Ann Berg.", "Photo: Joe.")


def test_an_issue_can_be_read_from_each_of_its_originals(hand, build):
    richer = [("News", [("One", "Many words of a long text that is the richer one of the two.")])]
    issue = hand.store(build(3, sections=richer, name="weekly.eml")).issue_id
    hand.store(build(3, sections=[("News", [("One", "Short.")])], name="weekly.html"))
    head = hand.reader.issue_head(issue)
    assert (head.publication, head.label) == ("The Weekly", "#3")
    assert [(one.name, one.is_shown) for one in head.originals] == [("weekly.eml", True), ("weekly.html", False)]
    shown, other = (hand.reader.issue_text(issue, one.id) for one in head.originals)
    assert shown == hand.reader.issue_text(issue)
    assert "richer one" in shown.text
    assert [item.id for item in shown.items] == hand.ids()
    assert (other.text, other.items, other.original) == ("News\n\nOne\n\nShort.", (), head.originals[1].id)


def test_there_is_no_page_of_an_issue_or_an_original_that_is_not_there(hand, build):
    issue = hand.store(build(3)).issue_id
    with pytest.raises(NotFound):
        hand.reader.issue_head(IssueId(99))
    with pytest.raises(NotFound):
        hand.reader.issue_text(IssueId(99))
    with pytest.raises(NotFound):
        hand.reader.issue_text(issue, OriginalId(99))


@pytest.mark.parametrize("name", ["is_raed", "datum", "issue_data"])
def test_a_field_of_rows_that_no_column_and_no_sql_tells_is_named(name):
    with pytest.raises(LookupError, match=f"ItemRow.{name} is no column of item: say its SQL in _SHOWN"):
        details._row_column(name)
