"""What an issue's own title says: the publication, the number, the date."""

import re

from reader.split.features import DATE
from reader.split.lexicons import PUBLICATIONS, Publication

_NUMBERED = re.compile(
    r"^(?P<before>.*?)[\s:|,–—(\[-]*(?:\b(?:issue|edition|number|no\.?|vol(?:ume)?\.?|week|episode|newsletter)\s*#?\s*|#\s*)"
    r"(?P<number>\d{1,6})\b[)\]]?(?P<after>.*)$",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_title(title: str) -> tuple[str | None, int | None]:
    """The publication and the number in a title like "Deep Learning Weekly: Issue #195"; None for what is missing."""
    found = _NUMBERED.match(title[:300])
    if found is None:
        known = known_publication(title.strip())
        return (known.name if known else None), None
    before = found["before"].strip(" :|,–—-([")
    after = found["after"].strip(" :|,.–—-)]")
    return (before or after.split(":")[0].strip() or None), int(found["number"])


def known_publication(name: str | None) -> Publication | None:
    """A publication whose usual sections are known."""
    return next((known for known in PUBLICATIONS if name and known.name.casefold() == name.casefold()), None)


def read_date(text: str) -> str | None:
    """The first date in a text as ``YYYY-MM-DD``; only dates with year, month and day count."""
    found = DATE.search(text)
    if found is None:
        return None
    year = found["y1"] or found["y2"] or found["y3"]
    day = int(found["d1"] or found["d2"] or found["d3"])
    name = (found["m2"] or found["m3"] or "")[:3].casefold()
    month = _MONTHS.index(name) + 1 if name else int(found["m1"])
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
