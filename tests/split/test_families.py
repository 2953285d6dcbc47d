"""Habits of many publications, each in a few invented lines: what marks an item, a heading, the head and the end."""

from reading_documents import read_bytes

from reader.core.values.issues import Issue
from reader.split import split_document

BLURB = "Der neue Fahrplan der Hafenfähre ist fertig, und er enthält zum ersten Mal auch die Nachtfahrten bis Samstag."
TEXT = "The harbour office has counted its lamps again and found that seven of them were never switched off at all."


def split(source: str, name: str = "issue.txt") -> Issue:
    return split_document(read_bytes(source.encode(), name))


def titles(issue: Issue) -> list[str | None]:
    return [item.title for item in issue.items]


def test_titles_over_texts_are_told_in_a_language_without_a_lexicon() -> None:
    pairs = ["Fähre fährt wieder", "Zwei neue Laternen am Kai", "Warum ist das Wasser grün?", "Lotsen suchen Nachwuchs"]
    lines = ["Hafenbrief – Ausgabe 7", "", "Liebe Nachbarn und Freunde,", "", BLURB, ""]
    for number, title in enumerate(pairs):
        lines += ["Vom Ufer" if number == 0 else "Aus der Werft", ""] if number in (0, 2) else []
        lines += [title, "", BLURB, ""]
    issue = split("\n".join(lines))
    assert titles(issue) == pairs
    assert [section.title for section in issue.sections] == ["Vom Ufer", "Aus der Werft"]
    assert issue.title == "Hafenbrief – Ausgabe 7"
    assert issue.number == 7
    assert issue.intro == BLURB


def test_an_essay_is_one_item_or_a_guess() -> None:
    parts = "".join(f"<h2>{name}</h2>" + f"<p>{TEXT}</p>" * 3 for name in ("Introduction", "The lamps", "Conclusion"))
    page = split(f"<html><body><h1>On lamps</h1><p>{TEXT}</p>{parts}</body></html>", "essay.html")
    assert len(page.items) == 1 or page.is_guess
    text = split("\n\n".join(["On lamps", *[TEXT] * 3, "The second lamp", *[TEXT] * 4, "The third lamp", *[TEXT] * 3]))
    assert len(text.items) == 1 or text.is_guess


def test_what_stands_under_an_issue_on_its_page_is_no_item() -> None:
    items = "".join(
        f"<h3><a href='https://a.example/{n}'>Lamp number {n} is lit</a></h3><p>{TEXT}</p>" for n in range(5)
    )
    end = "<h3>Previous issues</h3><ul>" + "".join(f"<li><a href='/{n}'>Week {n}, 2020</a></li>" for n in range(4))
    issue = split(f"<html><body><h1>Lamps 5</h1>{items}{end}</ul></body></html>", "page.html")
    assert titles(issue) == [f"Lamp number {n} is lit" for n in range(5)]
    assert "Previous issues" in " ".join(issue.text[start:end] for start, end in issue.boilerplate)


def test_subtitle_name_and_date_of_a_page_are_no_items() -> None:
    head = (
        "<h1>What the lamps did</h1><h3>Oil, glass, wicks and a ladder</h3>"
        "<p><a href='https://x.example/a'>Mia Sund</a></p><p>May 02, 2023</p><p>Share</p>"
    )
    items = "".join(
        f"<h2>{name}</h2><p><b><a href='https://a.example/{name}'>Lamp at {name}</a></b>: {TEXT}</p>" * 1
        for name in ("Pier", "Quay", "Dock", "Mole")
    )
    source = f"<html><head><title>What the lamps did - by Mia Sund - Lamplight</title></head><body>{head}<p>{TEXT}</p>"
    issue = split(f"{source}{items}</body></html>", "page.html")
    assert titles(issue) == ["Lamp at Pier", "Lamp at Quay", "Lamp at Dock", "Lamp at Mole"]
    assert issue.title == "What the lamps did"
    assert issue.subtitle == "Oil, glass, wicks and a ladder"
    assert issue.date == "2023-05-02"


def test_closing_links_are_markers_in_any_words() -> None:
    for shown in ("Lien", "Zum Text"):
        lines = [
            f"<p>La lampe numéro {n} éclaire toute la jetée - <a href='https://a.example/{n}'>{shown}</a></p>"
            for n in range(6)
        ]
        issue = split(f"<html><body><h1>Lampes</h1><h2>Au port</h2>{''.join(lines)}</body></html>", "page.html")
        assert [item.body for item in issue.items] == [f"La lampe numéro {n} éclaire toute la jetée" for n in range(6)]
    text = "\n\n".join(
        ["Lamp links", "harbour:", *(f"lamp {n} burns all night again - https://a.example/{n}" for n in range(6))]
    )
    assert [item.url for item in split(text).items] == [f"https://a.example/{n}" for n in range(6)]


def test_bold_leads_in_plain_text_are_titles() -> None:
    names = ("Pier lamp", "Quay lamp", "Dock lamp", "Mole lamp", "Buoy lamp")
    lines = ["Lamp notes 3", "", "New", ""] + [f"**{name}** – {TEXT}\n" for name in names]
    assert titles(split("\n".join(lines))) == list(names)


def test_a_section_of_one_text_among_lists_holds_an_item() -> None:
    entries = "".join(f"* [Lamp {n} was repaired](https://a.example/{n})\n" for n in range(4))
    quote = "## Quote\n\n> A lamp that is never lit will last for ever, they say."
    source = f"# Lamps 8\n\n## News\n\n{entries}\n{quote}\n\n## Jobs\n\n{entries}"
    issue = split(source, "issue.md")
    quotes = next(section for section in issue.sections if section.title == "Quote")
    assert [item.title for item in quotes.items] == [None]
    assert quotes.items[0].body.startswith("A lamp that is never lit")


def test_headings_that_are_dates_do_not_divide_a_log() -> None:
    days = ("Friday, 11 May 2018", "Thursday, 10 May 2018", "Wednesday, 9 May 2018")
    body = "".join(
        f"<h2>{day}</h2><h3><a href='https://a.example/{n}'>The lamp of pier number {n}</a> ★</h3><p>{TEXT}</p>"
        for n, day in enumerate(days)
    )
    issue = split(f"<html><body><h1>Lamp log</h1>{body}</body></html>", "page.html")
    assert titles(issue) == [f"The lamp of pier number {n}" for n in range(3)]
    assert [section.title for section in issue.sections] == [None]


def test_a_topic_may_have_several_words() -> None:
    post = "{0}\n\n" + TEXT + " Read More\n\n#street lamps\n\n#oil\n\n"
    issue = split("".join(post.format(name) for name in ("Lamps at sea", "Lamps on land", "Lamps in the air")))
    assert titles(issue) == ["Lamps at sea", "Lamps on land", "Lamps in the air"]
    assert issue.items[0].topics == ("street lamps", "oil")


def test_numbers_of_headings_and_contents_are_no_names() -> None:
    lines = ["Lamp Almanac #4", "", "CONTENTS", "  [1] News", "  [2] Letters", "  [3] Tools", ""]
    for number, name in enumerate(("NEWS", "LETTERS", "TOOLS"), start=1):
        lines += ["-" * 60, f"[{number}]  {name}", "-" * 60, ""]
        for n in range(2):
            lines += [f"  Lamp {number}{n} was seen at the pier", f"    {TEXT[:60]}", f"    {TEXT[60:]}"]
            lines += [f"    http://a.example/{number}{n}", ""]
    issue = split("From: a@lamps.example\nSubject: Lamp Almanac #4\n\n" + "\n".join(lines), "issue.eml")
    assert [section.title for section in issue.sections] == ["NEWS", "LETTERS", "TOOLS"]
    assert titles(issue) == [f"Lamp {number}{n} was seen at the pier" for number in (1, 2, 3) for n in range(2)]
