"""The table of fields is complete and names what is there."""

import pytest

from reader.core.fields import FIELDS, METADATA, PRINTED, TOLD, FieldRow, Holds
from reader.core.state.changes import Field
from reader.core.state.rows import ItemRow
from reader.store.sql.tables import metadata


def test_every_field_is_in_exactly_one_row() -> None:
    from reader.core import fields

    assert sorted(row.field for row in fields._ROWS) == sorted(Field)


@pytest.mark.parametrize("row", FIELDS.values(), ids=lambda row: row.field)
def test_a_field_is_a_column_of_the_library_and_is_shown_as_something_of_a_row(row: FieldRow) -> None:
    table = metadata.tables[row.table]
    assert row.column is None or row.column in table.columns
    assert (row.holds is Holds.SINCE) == (row.column == "removed_at")
    assert not row.shown_as or row.shown_as in ItemRow.__slots__


def test_no_two_fields_write_one_column() -> None:
    places = [(row.table, row.column) for row in FIELDS.values() if row.column]
    assert len(set(places)) == len(places)


def test_what_can_be_typed_is_in_the_order_in_which_it_is_asked() -> None:
    assert [field.value for field in METADATA] == ["work.title", "work.authors", "work.year", "work.venue"]
    assert [field.value for field in PRINTED] == ["issue.title", "issue.number", "issue.date"]
    assert list(TOLD) == ["read", "starred", "later", "done", "note"]


def test_what_other_programs_can_set_is_of_items_or_their_works_and_flags_are_shown() -> None:
    assert {row.table for row in TOLD.values()} <= {"item", "work"}
    assert all(row.shown_as for row in TOLD.values() if row.is_flag)


@pytest.mark.parametrize("row", FIELDS.values(), ids=lambda row: row.field)
def test_a_field_refuses_what_it_cannot_hold(row: FieldRow) -> None:
    with pytest.raises(TypeError):
        row.kept("text" if row.is_flag else True)
    if row.is_flag or not row.may_be_empty:
        with pytest.raises(TypeError):
            row.kept(None)
    else:
        assert row.kept(None) is None
