"""Reading stored originals again: an order says which one, and what is wanted of it; carried out here or in the worker.

What leaves this module is what has to be kept of it and no more: a split comes prepared, an observation as JSON.
"""

from dataclasses import dataclass
from enum import StrEnum

from reader.core.copies import COPY
from reader.core.corrections import Correction
from reader.core.documents import Document
from reader.core.errors import DocumentError, LibraryError
from reader.core.ids import IssueId
from reader.core.preparing import Prepared, prepare
from reader.core.profiles import Profile
from reader.core.splits import Original, SplitBasis, text_hash
from reader.documents import byte_pieces, read_piece
from reader.services.parsing import observed, reason_of, split
from reader.split import Before, nothing_before, observe_issue


class Wanted(StrEnum):
    """What is wanted of an original: what it reads, how it is split, or what it tells of its publication."""

    DOCUMENT = "document"
    SPLIT = "split"
    OBSERVATION = "observation"


@dataclass(frozen=True, slots=True)
class Order:
    """One original to be read again; ``corrections`` are obeyed, and a split is made by a ``profile``."""

    original: Original
    wanted: Wanted
    corrections: tuple[Correction, ...] = ()
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class Reread:
    """What was wanted of an issue's original, or the ``reason`` why not; ``basis`` is what it was made from."""

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
    """The document that an issue is shown from. DocumentError: it cannot be read any more."""
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
