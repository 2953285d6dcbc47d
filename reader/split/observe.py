"""Observes one issue for its publication's profile: splits it without a profile, with and without its corrections."""

from collections.abc import Sequence

from reader.core.revision.corrections import Correction
from reader.core.revision.profiles import Observation
from reader.core.values.document import Document
from reader.split.learning.observations import observe_split
from reader.split.letters import as_read
from reader.split.opened import Opened
from reader.split.splitting import split_document


def observe(document: Document | Opened, corrections: Sequence[Correction] = ()) -> Observation:
    """The observation of a document, read as `split_document` reads it."""
    opened = Opened.of(document)
    if not opened.document.blocks:
        return Observation("", 0.0, 0)
    plain = split_document(opened)
    corrected = split_document(opened, corrections=corrections)
    return observe_split(opened.document, plain, corrected, corrections, opened.forms)


def observe_issue(document: Document | Opened, corrections: Sequence[Correction] = ()) -> Observation:
    """The observation of a document, read as `split_issue` reads it: a letter as one item."""
    return observe(as_read(Opened.of(document)), corrections)
