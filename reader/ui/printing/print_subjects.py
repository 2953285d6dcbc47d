"""The choices to print from where a person is: the item, the list as it is shown, the item's issue."""

from collections.abc import Sequence
from datetime import date

from reader.core.state.rows import IssueRow, ItemDetail, Listing, Remark
from reader.core.values.ids import ItemId
from reader.services.exports.facts.records import ItemRecord
from reader.ui.models.places import Place, PlaceKind, States, issue_place
from reader.ui.printing.print_orders import Form, Matter
from reader.ui.printing.print_text import told_date


def matters_of(
    detail: ItemDetail,
    found: tuple[IssueRow, Listing, tuple[Remark, ...]],
    place: Place | None,
    listed: Sequence[ItemId],
) -> list[Matter]:
    """The matters, the item first. ``found`` is of the item's issue; ``listed`` are the items of the list in order."""
    row, listing, remarks = found
    record = ItemRecord(detail, row)
    dated = told_date(row.date)
    matters = [Matter("this item", (detail.row.id,), Form.ITEM, record.name, record.place)]
    whole = place is not None and place.kind is PlaceKind.ISSUE and not place.filter and place.states is States.ALL
    if place is not None and listed and not whole:
        matters.append(_list(place, tuple(listed), record.place if place.kind is PlaceKind.ISSUE else place.title))
    title = issue_place(row.id, row.label, row.publication_id).title
    matters.append(Matter(title, listing.ids, Form.ISSUE, record.place, dated, remarks))
    return matters


def _list(place: Place, ids: tuple[ItemId, ...], name: str) -> Matter:
    parts = [name, place.states.value if place.states is not States.ALL else "", f"“{place.filter}”"]
    heading = " · ".join(part for part in parts if part.strip("“”"))
    form = Form.HITS if place.query.has_words else Form.LIST
    today = date.today().isoformat()
    return Matter(place.title, ids, form, heading, told_date(today))
