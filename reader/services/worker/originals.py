"""Reads originals again: an order names one and the wanted result; this process or the worker carries it out.

A result holds no more than what is kept of it: a split comes prepared to be stored, an observation as JSON.
"""

from dataclasses import dataclass
from enum import StrEnum

from reader.core.revision.corrections import Correction
from reader.core.revision.prepared import Prepared, prepare
from reader.core.revision.profiles import Profile
from reader.core.revision.split_changes import Original, SplitBasis, text_hash
from reader.core.state.copies import COPY
from reader.core.values.document import Document
from reader.core.values.errors import DocumentError, LibraryError
from reader.core.values.ids import IssueId
from reader.documents import byte_pieces, read_piece
from reader.services.worker.parsing import observed, reason_of, split
from reader.split import Before, nothing_before, observe_issue


class Wanted(StrEnum):
    """The results that can be wanted of an original: its document, its split, or its observation."""

    DOCUMENT = "document"
    SPLIT = "split"
    OBSERVATION = "observation"


@dataclass(frozen=True, slots=True)
class Order:
    """One original to be read again; it is split by the ``corrections`` and the ``profile``."""

    original: Original
    wanted: Wanted
    corrections: tuple[Correction, ...] = ()
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class Reread:
    """The result of an order, or the ``reason`` why there is none; ``basis`` is what the result was made from."""

    issue: IssueId
    document: Document | None = None
    split: Prepared | None = None
    observation: str | None = None
    reason: str | None = None
    basis: SplitBasis | None = None


def reread(order: Order, before: Before = nothing_before) -> Reread:
    """Carry out an order. LibraryError: what was known of the publication could not be asked."""
    original = order.original
    try:
        document = _document(original)
        if order.wanted is Wanted.DOCUMENT:
            return Reread(original.issue, document)
        if order.wanted is Wanted.OBSERVATION:
            return Reread(original.issue, observation=observed(observe_issue(document, order.corrections)))
        found = split(document, before, profile=order.profile, corrections=order.corrections)
        return Reread(original.issue, split=prepare(*found))
    except LibraryError:
        raise
    except Exception as error:  # one document's job ends here: a fault in reading it must not lose the others
        return Reread(original.issue, reason=reason_of(error, original.name))


def _document(original: Original) -> Document:
    """Read the document that an issue is shown from. DocumentError: it cannot be read any more."""
    if original.format == COPY:
        raise DocumentError("It came from an export, without its original; its split stays as it is.")
    found: list[Document] = []
    try:
        for piece in byte_pieces(original.data, original.name):
            for document in read_piece(piece):
                found.append(document)
    except DocumentError:
        if not found:
            raise
    same = [document for document in found if text_hash(document) == original.text_hash] or found
    if len(same) != 1:
        raise DocumentError(f"The original {original.name} cannot be read again; its split stays as it is.")
    return same[0]
