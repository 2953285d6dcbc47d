"""Dates as newsletters print them, in the languages they are usually written in."""

import re

# The beginnings of the names of months.
MONTHS = {
    name: number
    for number, names in enumerate(
        "jan|ene|gen feb|fev|fév mar|mär|maa|mrt apr|avr|abr mai|may|mag|mei jun|juin|giu jul|juil|lug "
        "aug|aoû|ago sep|set oct|okt|ott|out nov dec|déc|dez|dic".split(),
        start=1,
    )
    for name in names.split("|")
}
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})[^\W\d_]*\.?"
DATE = re.compile(
    rf"\b(?:(?P<y1>(?:19|20)\d\d)[-./](?P<m1>\d\d)[-./](?P<d1>\d\d)"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?(?P<m3>{_MONTH}),?\s+(?:de\s+)?(?P<y3>(?:19|20)\d\d))(?!\d)",
    re.IGNORECASE,
)


_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\.?", re.IGNORECASE)


def is_date_line(text: str) -> bool:
    """Whether a line is a date and nothing else but its weekday."""
    if len(text) > 60 or not DATE.search(text):
        return False
    return not re.search(r"\w", _WEEKDAY.sub("", DATE.sub("", text)))


def read_date(text: str) -> str | None:
    """The first date in a text as ``YYYY-MM-DD``; only dates with year, month and day count."""
    found = DATE.search(text)
    if found is None:
        return None
    year = found["y1"] or found["y2"] or found["y3"]
    day = int(found["d1"] or found["d2"] or found["d3"])
    name = (found["m2"] or found["m3"] or "").casefold()
    month = next((MONTHS[name[:size]] for size in (4, 3) if name[:size] in MONTHS), 0) if name else int(found["m1"])
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
