"""Splits a document's blocks into an issue: pure functions, layouts and lexicons as tables.

Every layout reads the whole document; the best score per block wins and the runner-up tells how sure that is.
Every word of the document lands in exactly one field or in the boilerplate.
"""

from reader.split.learning import learn
from reader.split.letters import observe_issue, split_issue
from reader.split.observing import OBSERVER_VERSION, observe
from reader.split.opened import Opened
from reader.split.own_words import as_fact, as_own, put
from reader.split.splitting import SPLITTER_VERSION, split_document
from reader.split.telling import KINDS, known_by, summarise, tell

__all__ = [
    "KINDS",
    "OBSERVER_VERSION",
    "SPLITTER_VERSION",
    "Opened",
    "as_fact",
    "as_own",
    "known_by",
    "learn",
    "observe",
    "observe_issue",
    "put",
    "split_document",
    "split_issue",
    "summarise",
    "tell",
]
