"""Deduced headings, taken or refused by keyboard."""

import pytest
from driving import Driver


def to_deduced(reader: Driver) -> str:
    """Go to an item whose section has a deduced heading; the heading."""
    reader.press("g e")
    items = reader.window.items
    for number in range(items.rowCount()):
        header = items.header_at(number)
        if header is not None and header.is_deduced:
            reader.window.list.table.select(number + 1)
            reader.settle()
            return str(reader.window.detail.detail.section)
    pytest.fail("no heading of the samples is deduced")


def test_a_deduced_heading_is_taken_and_that_is_undone(reader: Driver) -> None:
    name = to_deduced(reader)
    item, section = reader.row.id, reader.row.section_id
    reader.sees(f"{name} (guessed)")
    reader.press("s d")
    reader.sees(f"Heading: {name}", "Saved")
    assert f"{name} (guessed)" not in reader.text
    detail = reader.window.detail.detail
    assert (detail.row.id, detail.row.section_id, detail.section) == (item, section, name)
    assert not detail.is_section_deduced
    assert detail.row.is_starred
    reader.press("d")
    reader.sees("is not guessed")
    reader.press("u")
    reader.sees(f"{name} (guessed)")


def test_a_deduced_heading_is_refused_and_that_is_undone(reader: Driver) -> None:
    name = to_deduced(reader)
    section = reader.row.section_id
    reader.press("D")
    reader.sees(f"Reject the guessed heading: {name}", "Saved")
    assert name not in reader.text
    assert reader.row.section_id == section
    reader.press("u")
    reader.sees(f"{name} (guessed)")
