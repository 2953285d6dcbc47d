"""Numbers that name rows of the library; each kind has a type of its own so they cannot be mixed."""

from typing import NewType

PublicationId = NewType("PublicationId", int)
IssueId = NewType("IssueId", int)
OriginalId = NewType("OriginalId", int)
SectionId = NewType("SectionId", int)
ItemId = NewType("ItemId", int)
WorkId = NewType("WorkId", int)
GroupId = NewType("GroupId", int)
ChangeId = NewType("ChangeId", int)
HighlightId = NewType("HighlightId", int)
