"""The tables for SQLAlchemy Core, as they are now; `schema` and `migrations` say how they came to be."""

from sqlalchemy import Column, Float, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()


def _table(name: str, /, **columns: type) -> Table:
    """A table whose column types are given as Python types."""
    kinds = {int: Integer, str: Text, bytes: LargeBinary, float: Float}
    return Table(
        name,
        metadata,
        *(Column(column, kinds[kind], primary_key=column == "id") for column, kind in columns.items()),
    )


publication = _table(
    "publication",
    id=int,
    key=str,
    title=str,
    name_key=str,
    list_id=str,
    address=str,
    created_at=str,
    removed_at=str,
    outline=str,
    forgotten=str,
    joined_id=int,
    own_key=str,
    own_facts=str,
)
issue = _table(
    "issue",
    id=int,
    key=str,
    publication_id=int,
    original_id=int,
    message_id=str,
    number=int,
    title=str,
    subtitle=str,
    date=str,
    name=str,
    intro=str,
    outro=str,
    layout=str,
    confidence=float,
    boilerplate=str,
    rank=int,
    stored_at=str,
    removed_at=str,
    split_id=int,
    own_title=str,
    own_number=int,
    own_date=str,
    split_by=str,
    forgotten=int,
)
original = _table(
    "original",
    id=int,
    issue_id=int,
    sha256=str,
    text_hash=str,
    name=str,
    format=str,
    size=int,
    words=int,
    bytes=bytes,
    text=bytes,
    stored_at=str,
)
section = _table(
    "section",
    id=int,
    issue_id=int,
    position=int,
    title=str,
    inferred=str,
    kind=str,
    intro=str,
    start=int,
    stop=int,
    is_retired=int,
    is_name_refused=int,
)
work = _table(
    "work",
    id=int,
    key=str,
    identity=str,
    label=str,
    is_starred=int,
    note=str,
    own_title=str,
    own_authors=str,
    own_year=str,
    own_venue=str,
    joined_id=int,
    highlight_notes=str,
)
item = _table(
    "item",
    id=int,
    key=str,
    issue_id=int,
    section_id=int,
    publication_id=int,
    work_id=int,
    rank=int,
    position=int,
    kind=str,
    title=str,
    own_title=str,
    url=str,
    is_read=int,
    is_later=int,
    is_done=int,
    is_starred=int,
    has_note=int,
    shown=int,
    retired_at=str,
    base_work_id=int,
    own_work_id=int,
    has_highlights=int,
    text_number=int,
    is_title_refused=int,
)
item_text = _table(
    "item_text",
    id=int,
    original_id=int,
    body=str,
    body_html=str,
    is_abstract=int,
    author=str,
    links=str,
    topics=str,
    images=int,
    parts=str,
    confidence=float,
)
draft = _table("draft", field=str, target=int, process=str, text=str, base=str, saved_at=str)
change_group = _table(
    "change_group", id=int, key=str, at=str, origin=str, label=str, undoes=int, head_id=int, is_undone=int
)
change = _table("change", id=int, group_id=int, field=str, old=str, new=str, targets=bytes)
