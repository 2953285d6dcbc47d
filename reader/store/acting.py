"""One act of a person: edits and wishes carried out in one transaction, and logged as one group."""

from collections.abc import Sequence

from sqlalchemy import Connection

from reader.core.changes import Change, Changes, Edit, Origin
from reader.core.highlights import AttachHighlight, MarkPassage
from reader.core.joins import JoinWorks, PartItem
from reader.core.publications import DescribeIssue, ForgetProfile, MergePublications, RenamePublication
from reader.core.tags import ColourTag, DeleteTag, RenameTag, TagWorks
from reader.core.wishes import Wish
from reader.store import changing, describing, highlighting, joining, tagging


def carry_out(connection: Connection, wishes: Sequence[Wish], *, origin: Origin, label: str) -> Changes:
    """Carry out wishes as one act; nothing is logged when nothing changed."""
    at = changing.now()
    changes = [change for wish in wishes for change in _carry_out(connection, wish, at)]
    return changing.log_act(connection, changes, origin=origin, label=label, at=at)


def _carry_out(connection: Connection, wish: Wish, at: str) -> list[Change]:
    match wish:
        case Edit():
            return changing.apply_edits(connection, [wish], at)
        case TagWorks() | RenameTag() | DeleteTag() | ColourTag():
            return tagging.carry_out(connection, wish, at)
        case MarkPassage():
            return highlighting.mark(connection, wish, at)
        case AttachHighlight():
            return highlighting.attach(connection, wish, at)
        case JoinWorks():
            return joining.join(connection, wish, at)
        case PartItem():
            return joining.part(connection, wish, at)
        case DescribeIssue() | RenamePublication() | MergePublications() | ForgetProfile():
            return describing.carry_out(connection, wish, at)
