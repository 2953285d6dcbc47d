"""Papers by their identity in a register, and facts that the identity alone tells without a network."""

import re
from dataclasses import dataclass

_SCHEMES = {"arXiv": "arxiv", "DOI": "doi", "OpenReview": "openreview", "ACL": "acl"}
_NEW_ARXIV = re.compile(r"(\d\d)(0[1-9]|1[0-2])\.\d{4,5}")
_OLD_ARXIV = re.compile(r"([a-z-]+)(?:\.[A-Z]{2})?/(\d\d)(0[1-9]|1[0-2])\d{3}", re.IGNORECASE)
# Old numbers give the year in two digits; arXiv began in 1991.
_FIRST_ARXIV_YEAR = 91


@dataclass(frozen=True, slots=True)
class Paper:
    """The identity that a paper has in a register: ``scheme`` is arxiv, doi, openreview or acl."""

    scheme: str
    number: str

    @property
    def address(self) -> str | None:
        """The page that the identity alone leads to."""
        bases = {
            "arxiv": "https://arxiv.org/abs/",
            "doi": "https://doi.org/",
            "openreview": "https://openreview.net/forum?id=",
            "acl": "https://aclanthology.org/",
        }
        return bases[self.scheme] + self.number

    @property
    def doi(self) -> str | None:
        """The DOI; each preprint of arXiv has one by rule."""
        if self.scheme == "arxiv":
            return f"10.48550/arXiv.{self.number}"
        return self.number if self.scheme == "doi" else None


def read_identity(label: str | None) -> Paper | None:
    """The paper that a work's label names ("arXiv 1706.03762")."""
    name, _, number = (label or "").partition(" ")
    return Paper(_SCHEMES[name], number) if name in _SCHEMES and number else None


def arxiv_date(number: str) -> tuple[int, ...]:
    """Year and month of an arXiv number (https://info.arxiv.org/help/arxiv_identifier.html)."""
    if found := _NEW_ARXIV.fullmatch(number):
        return 2000 + int(found[1]), int(found[2])
    if found := _OLD_ARXIV.fullmatch(number):
        year = int(found[2])
        return (1900 if year >= _FIRST_ARXIV_YEAR else 2000) + year, int(found[3])
    return ()
