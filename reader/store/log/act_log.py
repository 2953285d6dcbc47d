"""One act of a person: edits and wishes carried out in one transaction, and logged as one group."""

from collections.abc import Sequence

from sqlalchemy import Connection

from reader.core.state.changes import Change, Changes, Edit, Origin
from reader.core.state.highlights import AttachHighlight, MarkPassage
from reader.core.state.joins import JoinWorks, PartItem
from reader.core.state.tags import ColourTag, DeleteTag, RenameTag, TagWorks
from reader.core.state.wishes import Wish
from reader.core.values.publications import DescribeIssue, ForgetProfile, MergePublications, RenamePublication
from reader.store.log import change_log, descriptions, highlight_edits, tag_edits, work_joins


def carry_out(connection: Connection, wishes: Sequence[Wish], *, origin: Origin, label: str) -> Changes:
    """Carry out wishes as one act; nothing is logged when nothing changed."""
    at = change_log.now()
    changes = [change for wish in wishes for change in _carry_out(connection, wish, at)]
    return change_log.log_act(connection, changes, origin=origin, label=label, at=at)


def _carry_out(connection: Connection, wish: Wish, at: str) -> list[Change]:
    match wish:
        case Edit():
            return change_log.apply_edits(connection, [wish], at)
        case TagWorks() | RenameTag() | DeleteTag() | ColourTag():
            return tag_edits.carry_out(connection, wish, at)
        case MarkPassage():
            return highlight_edits.mark(connection, wish, at)
        case AttachHighlight():
            return highlight_edits.attach(connection, wish, at)
        case JoinWorks():
            return work_joins.join(connection, wish, at)
        case PartItem():
            return work_joins.part(connection, wish, at)
        case DescribeIssue() | RenamePublication() | MergePublications() | ForgetProfile():
            return descriptions.carry_out(connection, wish, at)
