"""More habits of publications, in invented lines: heads, half-known headings, counted titles, sources."""

import json

from reading_documents import read_bytes, read_bytes_all

from reader.core.values.document import Block
from reader.core.values.issues import Issue, Kind, Role
from reader.services.worker import parsing
from reader.split import split_document
from reader.split.items.cuts import cut_block
from reader.split.model.layouts import Cut
from reader.split.signs.markup import markup_of

TEXT = "The harbour office has counted its lamps again and found that seven of them were never switched off at all."
OTHER = "A retired pilot explains in a few calm words what the tide tables leave out, and why nobody has mended them."
ABSTRACT = "We present a survey of 400 lamps and show that dim ones last longer. Our results hold in all weathers."


def split(source: str, name: str = "issue.txt") -> Issue:
    return split_document(read_bytes(source.encode(), name))


def titles(issue: Issue) -> list[str | None]:
    return [item.title for item in issue.items]


def headings(issue: Issue) -> list[str | None]:
    return [section.title for section in issue.sections]


PAIRS = ["Ferry to sail again", TEXT, "Two new lanterns on the quay", OTHER]


def test_a_heading_of_which_half_is_known_heads_an_item_that_lost_its_title() -> None:
    lines = ["Lamp Letter #4", "Headlines", *PAIRS, "Lanterns & Data", OTHER, "Why is the water green?", TEXT]
    issue = split("\n".join(lines))
    assert headings(issue) == ["Headlines", "Lanterns & Data"]
    assert titles(issue) == ["Ferry to sail again", "Two new lanterns on the quay", None, "Why is the water green?"]


def test_a_heading_over_a_title_over_an_abstract_is_told_without_a_lexicon() -> None:
    papers = ["Dim Lamps Last Longer", "Abstract:", ABSTRACT, "Bright Lamps at Sea", "Abstract:", ABSTRACT]
    issue = split("\n".join(["Lamp Letter #4", "Headlines", *PAIRS, "Out of the Archive", *papers]))
    assert headings(issue) == ["Headlines", "Out of the Archive"]
    assert titles(issue)[2:] == ["Dim Lamps Last Longer", "Bright Lamps at Sea"]


def test_what_refers_back_goes_on_with_the_item() -> None:
    more = "The second half of the letter is the better one: a list of lamps that pilots would never switch on again."
    issue = split("\n\n".join(["Lamp Letter #4", "Headlines", *PAIRS[:2], more, *PAIRS[2:]]))
    assert titles(issue) == ["Ferry to sail again", "Two new lanterns on the quay"]
    assert issue.items[0].body == f"{TEXT}\n\n{more}"


def test_the_head_ends_where_the_first_heading_was_lost() -> None:
    teaser = "Lamps that never sleep, a ferry with two captains, tide tables for cats, and a long letter about rope"
    opening = "Three of the letters we got were about rope. That was not planned, but rope is cheap since the fair."
    text = "\n\n".join(["Lamp Letter #4", teaser, opening, "", *PAIRS, "Headlines", "Why is the water green?", TEXT])
    issue = split(text)
    assert (issue.subtitle, issue.intro) == (teaser, opening)
    assert titles(issue) == [*PAIRS[::2], "Why is the water green?"]


def test_a_text_between_the_list_of_contents_and_the_first_pair_introduces() -> None:
    teaser = "Lamps that never sleep, a ferry with two captains, tide tables for cats, and a long letter about rope"
    opening = "Nearly all of the letters that we got were about rope. It is cheap since the fair, and it is everywhere."
    issue = split("\n\n".join(["Lamp Letter #4", teaser, opening, *PAIRS, "Why is the water green?", TEXT]))
    assert (issue.subtitle, issue.intro) == (teaser, opening)
    assert titles(issue) == [*PAIRS[::2], "Why is the water green?"]


def test_the_last_line_is_no_title() -> None:
    issue = split("\n\n".join(["Lamp Letter #4", "Headlines", *PAIRS, "Mit Dank und Gruß von Jana und Holger"]))
    assert titles(issue) == PAIRS[::2]


def counted(*names: str) -> str:
    """A mail of two sections with two counted items each."""
    numbered = [f"{1 + place // 2}.{1 + place % 2}  {name}" for place, name in enumerate(names)]
    heads = ["1. HARBOUR", "2. ROPE AND TAR"]
    contents = "".join(
        f"{heads[place // 2]}\n" * (place % 2 == 0) + f"    {one}\n" for place, one in enumerate(numbered)
    )
    text = "   The harbour office has counted all of its lamps again, and it found\n   that seven of them were "
    text += "never switched off since the ferry sank.\n   Nobody knows who paid for the oil.\n"
    body = ""
    for place, one in enumerate(numbered):
        body += f"{'_' * 68}\n\n{heads[place // 2]}\n\n" * (place % 2 == 0)
        body += f"{one}\n\n{text}\n   <http://lamps.example/{place}>\n\n"
    return f"LAMP LETTER\nNo. 17, 5 November 2001\n\n{'_' * 68}\n\nCONTENTS\n\n{contents}\n{body}"


COUNTED = ["Lamps were counted", "Ropes 2.38", "Tide table in beta", "Glass found in a barn"]


def test_numbers_that_count_on_are_no_part_of_titles_and_contents_hold_no_items() -> None:
    issue = split(counted(*COUNTED))
    assert titles(issue) == COUNTED
    assert headings(issue) == ["HARBOUR", "ROPE AND TAR"]


def test_an_author_that_wrapping_joined_to_a_title_is_set_aside() -> None:
    title, author = "Why ropes break", "Author: M. Kay, Rope Monthly"
    block = Block(f"{title} {author}")
    stretches = cut_block(block, markup_of(block), Role.TITLE, Cut.WHOLE, opens=True)
    assert [(role, left) for role, left, _ in stretches] == [(Role.TITLE, 0), (Role.EXTRA, len(title))]


def test_a_name_over_an_address_keeps_the_dash_between_them() -> None:
    line = "Ada Kay -- https://lamps.example"
    document = read_bytes(
        f"Subject: Lamps\nFrom: ada@lamps.example\n\nSee you on the quay.\n\n{line}\n".encode(), "a.eml"
    )
    assert line in parsing.split(document)[1].items[0].body


def test_a_short_letter_is_no_guess() -> None:
    source = f"Subject: Lamps\nFrom: ada@lamps.example\n\n{TEXT}\n\n{OTHER}\n\nAda\n"
    issue = parsing.split(read_bytes(source.encode(), "a.eml"))[1]
    assert len(issue.items) == 1
    assert not issue.is_guess


def test_a_source_in_brackets_behind_a_linked_headline_is_no_title() -> None:
    names = ["Ferry to sail again", "Sale of ropes", "Two new lanterns on the quay", "Pilots wanted in the north"]
    rows = "".join(
        f'<tr><td>&bull;</td><td><a href="https://lamps.example/{number}">{name}</a> (The Rope Post)</td></tr>'
        for number, name in enumerate(names)
    )
    issue = split(f"<html><body><table><tr><td><b>HARBOUR</b></td></tr>{rows}</table></body></html>", "issue.html")
    assert titles(issue) == names


def table_feed() -> bytes:
    rows = [
        f"<tr><td>A study of {name} in which pilots sail by night and count every lamp that they pass</td>"
        f'<td><a href="https://lamps.example/{name}">Paper</a></td></tr>'
        for name in ("lamps", "ropes", "tides", "quays", "ferries", "pilots")
    ]
    items = [
        {"id": f"urn:{number}", "title": f"Papers of May {number}", "content_html": f"<table>{''.join(rows)}</table>"}
        for number in range(2)
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Lamp Papers", "items": items}).encode()


def test_a_feed_of_tables_is_a_feed_of_issues() -> None:
    assert len(list(read_bytes_all(table_feed(), "feed.json"))) == 2


def test_contents_that_name_headings_are_no_items_however_few() -> None:
    table = "| Paper | Links |\n|---|---|\n" + "".join(
        f"| **Lamps of {place}** - counts all lamps in {place} by night | [Paper](https://lamps.example/{place}) |\n"
        for place in ("Oslo", "Bergen", "Tromso")
    )
    names = ["Lamp Papers of the Week (May 20 - May 26)", "Lamp Papers of the Week (May 13 - May 19)"]
    contents = "".join(f"- [{name}](#{number})\n" for number, name in enumerate(names))
    sections = "".join(f"## {name}\n{table}\n---\n\n" for name in names)
    issue = split(f"# Lamp Papers\n\nHere is the series:\n\n{contents}\n{sections}", "issue.md")
    assert headings(issue) == names
    assert len(issue.items) == 6
    assert {item.kind for item in issue.items} == {Kind.PAPER}
