"""Tells the sort of a venue by its name: BibTeX, RIS and CSL each have other fields and types for them."""

import re
from enum import Enum

from reader.core.values.issues import Kind
from reader.services.exports.facts.paper_ids import Paper


class Outlet(Enum):
    """The sorts of venues; ELSEWHERE is for preprints and unknown ones, too."""

    JOURNAL = "journal"
    PROCEEDINGS = "proceedings"
    ELSEWHERE = "elsewhere"


_PREPRINT = re.compile(r"\s*(?:\w*rxiv|corr|ssrn|preprint|submitted|under review)\b", re.IGNORECASE)
# Some journals are called proceedings.
_JOURNAL = re.compile(
    r"\b(?:journal|transactions|letters|reviews?|magazine|jmlr|tmlr|tacl|pnas|pvldb|national academy"
    r"|proceedings of the (?:ieee|vldb|royal society|acm on))\b",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:proceedings|proc\.|conference|conf\.|workshop|symposium|congress|meeting|advances in neural"
    r"|neurips|nips|icml|iclr|colm|colt|uai|aistats|aaai|ijcai|cvpr|iccv|eccv|wacv|acl|emnlp|naacl|eacl|coling|conll"
    r"|interspeech|icassp|kdd|sigir|recsys|siggraph|icra|iros|corl|osdi|sosp|mlsys|sigmod|vldb|icde|chi|facct)(?:\b|(?=\d))",
    re.IGNORECASE,
)
_BY_SCHEME = {"doi": Outlet.JOURNAL, "openreview": Outlet.PROCEEDINGS, "acl": Outlet.PROCEEDINGS}


def outlet_of(kind: Kind, paper: Paper | None, venue: str | None) -> Outlet:
    """The outlet of a work; ``venue`` is what was typed, and without it the identity of a paper tells most."""
    by_scheme = _BY_SCHEME.get(paper.scheme, Outlet.ELSEWHERE) if paper else Outlet.ELSEWHERE
    if not venue or not (paper or kind is Kind.PAPER):
        return by_scheme
    if _PREPRINT.match(venue):
        return Outlet.ELSEWHERE
    if _JOURNAL.search(venue):
        return Outlet.JOURNAL
    return Outlet.PROCEEDINGS if _MEETING.search(venue) or by_scheme is Outlet.PROCEEDINGS else Outlet.JOURNAL
