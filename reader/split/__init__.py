"""Splits a document's blocks into an issue: pure functions, layouts and lexicons as tables.

The modules here are the front; what they are made of lies in the folders, which never import them.
Folders use each other in this order only: guidance and learning > items > candidates > model > signs.
"""

from reader.split.learning.fact_words import KINDS, known_by, summarise, tell
from reader.split.learning.learn import learn
from reader.split.learning.observations import OBSERVER_VERSION
from reader.split.learning.own_words import as_fact, as_own, put
from reader.split.letters import split_issue
from reader.split.observe import observe, observe_issue
from reader.split.opened import Opened
from reader.split.priors import NOTHING_KNOWN, Before, Known, Question, nothing_before, split_known
from reader.split.splitting import SPLITTER_VERSION, split_document

__all__ = [
    "KINDS",
    "NOTHING_KNOWN",
    "OBSERVER_VERSION",
    "SPLITTER_VERSION",
    "Before",
    "Known",
    "Opened",
    "Question",
    "as_fact",
    "as_own",
    "known_by",
    "learn",
    "nothing_before",
    "observe",
    "observe_issue",
    "put",
    "split_document",
    "split_issue",
    "split_known",
    "summarise",
    "tell",
]
