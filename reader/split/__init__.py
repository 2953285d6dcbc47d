"""Splits a document's blocks into an issue: pure functions, layouts and lexicons as tables.

Every layout reads the whole document; the best score per block wins and the runner-up tells how sure that is.
Every word of the document lands in exactly one field or in the boilerplate.
"""

from reader.split.learning.fact_words import KINDS, known_by, summarise, tell
from reader.split.learning.learn import learn
from reader.split.learning.observations import OBSERVER_VERSION
from reader.split.learning.own_words import as_fact, as_own, put
from reader.split.letters import split_issue
from reader.split.observe import observe, observe_issue
from reader.split.opened import Opened
from reader.split.splitting import SPLITTER_VERSION, split_document

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
