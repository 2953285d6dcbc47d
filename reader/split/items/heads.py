"""Reads the publication and the number from an issue's own title."""

import re

from reader.split.signs import lexicons
from reader.split.signs.dates import DATE
from reader.split.signs.lexicons import PUBLICATIONS, Publication

_NUMBERED = re.compile(
    r"^(?P<before>.*?)[\s:|,–—(\[-]*(?:\b(?:issue|edition|number|no\.?|nr\.?|vol(?:ume)?\.?|week|episode|newsletter"
    r"|ausgabe|folge|numéro|número|edición|numero|nummer|uitgave|wydanie)\s*#?\s*|#\s*|\bn[°º]\s*|№\s*)"
    r"(?:(?:19|20)\d\d[-/.](?=\d))?(?P<number>\d{1,6})\b[)\]]?(?P<after>.*)$",
    re.IGNORECASE,
)
# A name with a bare number ("Harbour Links 31", "Harbour Links 2016-21"), perhaps with a date behind it.
_BARE = re.compile(
    r"^(?P<before>\D{3,80}?)[\s:|,–—(\[-]+(?:(?:(?:19|20)\d\d)[-/.](?P<late>\d{1,3})|(?P<number>\d{1,5}))(?P<after>\W*|\s+[/|·–—(].*)$"
)
_NUMBER = re.compile(r"(?:\b(?:issue|edition|no|nr|vol|volume|week)\b\.?|#|\bn[°º])\s*\d+", re.IGNORECASE)
_HEADER = re.compile(lexicons.HEADER, re.IGNORECASE)
_TELLING = re.compile(r"[^\W\d_]{3}")
_YEAR = re.compile(r"(?:19|20)\d\d")


def read_title(title: str) -> tuple[str | None, int | None]:
    """The publication and the number in a title like "Deep Learning Weekly: Issue #195"; None for what is missing."""
    found = _NUMBERED.match(title[:300])
    # "Week 23, 2021" is a date.
    if found and found[0].casefold().find("week") >= 0 and _YEAR.match(found["after"].strip(" ,/-")):
        return found["before"].strip(" :|,–—-([") or None, None
    if (
        found is None
        and (bare := _BARE.match(DATE.sub("", title[:300]).strip()))
        and not DATE.match(title[bare.end("before") :].strip(" :|,–—-(["))
    ):
        number = bare["late"] or bare["number"]
        if not _YEAR.fullmatch(number):
            return bare["before"].strip(" :|,–—-([") or None, int(number)
    if found is None:
        known = known_publication(title.strip())
        return (known.name if known else None), None
    before = found["before"].strip(" :|,–—-([")
    after = found["after"].strip(" :|,.–—-)]")
    return (before or after.split(":")[0].strip() or None), int(found["number"])


def says_nothing(title: str) -> bool:
    """Whether a line is only a number, a date and what heads mails ("#12 — 3 May 2021, read online")."""
    return not _TELLING.search(_HEADER.sub(" ", _NUMBER.sub(" ", DATE.sub(" ", title))))


def known_publication(name: str | None) -> Publication | None:
    """A publication whose usual sections are known."""
    return next((known for known in PUBLICATIONS if name and known.name.casefold() == name.casefold()), None)
