"""What was learned, as sentences for people who know nothing of how documents are split."""

import pytest

from reader.core.revision.corrections import Act
from reader.core.revision.profiles import Fact, Profile, Sort
from reader.core.values.issues import Kind
from reader.split import known_by, summarise, tell
from reader.split.learning.form_words import form_in_words


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("p", "plain paragraphs"),
        ("p headline all bold", "bold lines"),
        ("p headline all bold all link, short", "bold linked lines of up to 9 words"),
        ("p headline all bold, over its like", "bold lines right above another such line"),
        ("p capitals, over text", "capital-letter lines above a longer text"),
        ("p lead bold 1.", "paragraphs that begin in bold, that begin with a number or letter"),
        ("p §", "paragraphs that begin with “§”"),
        ("p in", "paragraphs set in from the margin"),
        ("h3 headline", "lines set as headings of level 3"),
        ("li headline all link", "linked list entries"),
        ("li deep emoji, middling", "list entries inside other lists, that begin with an emoji, of 10 to 20 words"),
        ("p, a short line over another", "short plain lines above another short line"),
        (
            "p, long, parted by —, ending in .",
            "plain paragraphs of more than 20 words, with “—” near their beginning, that end with “.”",
        ),
        ("tr, over another", "table rows at the end of the issue"),
        ("blockquote tail link", "quotations that end with a link"),
    ],
)
def test_forms_are_told_in_plain_words(form: str, words: str) -> None:
    assert form_in_words(form) == words


NOTICE = Fact("boilerplate:x 0", Sort.LINE, "read by 0 people", Act.BOILERPLATE, told="read by 0 people", times=6)


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        (
            Fact("", Sort.FORM, "p headline all bold, short", Act.TITLE),
            "Bold lines of up to 9 words are titles of items",
        ),
        (Fact("", Sort.FORM, "p", Act.JOIN), "Plain paragraphs belong to the item before them"),
        (
            Fact("", Sort.HEADING, "x", Act.HEADING, (Kind.CODE, Kind.PAPER), told="X"),
            "Heading: X (its items: code and papers)",
        ),
        (NOTICE, "Boilerplate: Read by (number) people"),
        (Fact("", Sort.LINE, "the mole", Act.SPLIT, told="the mole"), "“The mole” begins an item"),
        (Fact("", Sort.MARKER, "read more", told="read more"), "“read more” is a label in items, not their text"),
        (
            Fact("", Sort.SPONSOR, "^friends of", told="friends of"),
            "Items with a paragraph that begins “friends of” are advertisements",
        ),
        (Fact("", Sort.SPONSOR, "(ad)$", told="(ad)"), "Items with a paragraph that ends “(ad)” are advertisements"),
        (Fact("", Sort.SPONSOR, "p ◆"), "Items that begin with paragraphs that begin with “◆” are advertisements"),
        (
            Fact("", Sort.KIND, "section:nets", None, (Kind.ARTICLE, Kind.DATASET), told="nets"),
            "Items under “nets” that look like articles are data sets",
        ),
        (
            Fact("", Sort.KIND, "host:a.example", None, (Kind.ARTICLE, Kind.SPONSORED), told="a.example"),
            "Items from a.example that look like articles are advertisements",
        ),
    ],
)
def test_facts_are_told_in_plain_sentences(fact: Fact, sentence: str) -> None:
    assert tell(fact) == sentence


def test_no_sentence_holds_the_code_of_a_form() -> None:
    for act in (Act.TITLE, Act.SPLIT, Act.JOIN, Act.BODY, Act.HEADING):
        told = tell(Fact("", Sort.FORM, "p headline lead link tail link, over a line", act))
        assert told.startswith("Lines that begin with a link, that end with a link, above a short line ")


def test_it_is_told_how_a_fact_is_known() -> None:
    assert known_by(NOTICE) == "in 6 issues"
    assert known_by(Fact("", Sort.FORM, "p", Act.JOIN, times=42)) == "seen 42 times"
    assert known_by(Fact("", Sort.LINE, "x", is_taught=True)) == "from your correction"
    assert known_by(Fact("", Sort.LINE, "x", is_taught=True, is_own=True)) == "written by you"


def test_a_profile_is_summed_up_on_one_line() -> None:
    headings = [Fact(f"{n}", Sort.HEADING, f"part {n}", Act.HEADING, told=f"Part {n}") for n in range(9)]
    facts = (*headings, NOTICE, Fact("", Sort.LAYOUT, "rich", told="Items are titles and blurbs"))
    names = ", ".join(f"Part {n}" for n in range(8))
    assert summarise(Profile(facts)) == f"Headings: {names}…; items are titles and blurbs; 1 line of boilerplate"
    assert summarise(Profile(facts[9:])) == "Items are titles and blurbs; 1 line of boilerplate"
