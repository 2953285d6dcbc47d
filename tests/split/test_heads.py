import pytest

from reader.split.items.heads import read_title
from reader.split.signs.dates import read_date


@pytest.mark.parametrize(
    ("title", "publication", "number"),
    [
        ("Deep Learning Weekly: Issue #195", "Deep Learning Weekly", 195),
        ("Deep Learning Weekly: Issue 428", "Deep Learning Weekly", 428),
        ("Deep Learning Weekly", "Deep Learning Weekly", None),
        ("Northern Data Post, No. 12", "Northern Data Post", 12),
        ("The Tinker's Ledger #7", "The Tinker's Ledger", 7),
        ("Issue 12 – The Tinker's Ledger", "The Tinker's Ledger", 12),
        ("Edge & Cloud (Vol. 3)", "Edge & Cloud", 3),
        ("Posts tagged performance", None, None),
        ("", None, None),
    ],
)
def test_a_title_says_publication_and_number(title: str, publication: str | None, number: int | None) -> None:
    assert read_title(title) == (publication, number)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("May 5, 2021", "2021-05-05"),
        ("5th of May", None),
        ("12 September 2019", "2019-09-12"),
        ("Sent on 2024-02-29 at noon", "2024-02-29"),
        ("2024-13-01", None),
        ("version 2021-5", None),
    ],
)
def test_only_whole_dates_are_read(text: str, date: str | None) -> None:
    assert read_date(text) == date
