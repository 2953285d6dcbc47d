from reading_documents import read_bytes

from reader.split import split_document
from reader.split.items.finish import unplaced

NEWS = "{0} opens a plant in {0}ville\n\nThe firm {0} will make forty kettles an hour and has hired nine people.\n\n"
GUIDE = "Soldering {0} at home\n\nA tutorial on how to solder {0} with an iron, step by step with many pictures.\n\n"
CODE = "acme/{0}\n\nA Python library to simulate {0} on small machines with little memory.\n\n"


def issue_of(name: str, *parts: str) -> list[tuple[str | None, str | None, int]]:
    text = f"{name}: Issue #3\n\nHey folks,\n\nUntil next week!\n\n" + "".join(parts)
    issue = split_document(read_bytes(text.encode(), "x"))
    return [(section.title, section.inferred, len(section.items)) for section in issue.sections]


def test_a_lost_heading_gets_the_name_that_is_missing_and_fits() -> None:
    news, guides, code = (kind.format("Tin") + kind.format("Zinc") for kind in (NEWS, GUIDE, CODE))
    found = issue_of("Deep Learning Weekly", "Industry\n\n", news, "\n", guides, "Libraries & Code\n\n", code)
    assert found == [("Industry", None, 2), (None, "Learning", 2), ("Libraries & Code", None, 2)]


def test_a_heading_lost_at_the_start_is_the_first_of_the_usual_order() -> None:
    news, code = NEWS.format("Tin") + NEWS.format("Zinc"), CODE.format("Tin") + CODE.format("Zinc")
    found = issue_of("Deep Learning Weekly", "\n", news, "Libraries & Code\n\n", code)
    assert found == [(None, "Industry", 2), ("Libraries & Code", None, 2)]


def test_a_gap_parts_sections_of_an_unknown_publication_without_naming_them() -> None:
    news, guides = NEWS.format("Tin") * 3, GUIDE.format("Tin") * 3
    assert issue_of("Tin Weekly", "News\n\n", news, "\n", guides) == [("News", None, 3), (None, None, 3)]


def test_wide_gaps_before_most_items_part_nothing() -> None:
    parts = "\n".join(NEWS.format(name) for name in ("Tin", "Zinc", "Iron", "Lead"))
    assert issue_of("Tin Weekly", "News\n\n", parts) == [("News", None, 4)]


def test_no_section_is_added_where_none_is_missing() -> None:
    news, guides = NEWS.format("Tin") * 2, GUIDE.format("Tin") * 2
    more = "\n" + NEWS.format("Zinc")
    found = issue_of("Deep Learning Weekly", "Industry\n\n", news, more, "MLOps\n\n", news, "Learning\n\n", guides)
    assert found == [("Industry", None, 3), ("MLOps", None, 2), ("Learning", None, 2)]


def test_what_no_field_took_is_found_by_the_check() -> None:
    text = "one two  three\n\nfour"
    assert [text[start:end] for start, end in unplaced(text, [])] == [text]
    placed = split_document(read_bytes(b"x", "x")).items[0].parts[0].span._replace(start=4, end=7)
    assert [text[start:end] for start, end in unplaced(text, [placed])] == ["one", "three\n\nfour"]
    assert unplaced(text, [placed._replace(start=0, end=len(text))]) == []
