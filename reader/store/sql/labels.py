"""The labels of issues and sections as SQL."""

from reader.core.values.issues import GUESS_BELOW

NUMBER = "coalesce(issue.own_number, issue.number)"
ISSUE_TITLE = "coalesce(issue.own_title, issue.title)"
DATE = "coalesce(issue.own_date, issue.date)"
"""Number, title and day of an issue: as typed by hand, else as its split says."""

LABEL = f"CASE WHEN {NUMBER} IS NOT NULL THEN '#' || {NUMBER} ELSE coalesce({ISSUE_TITLE}, {DATE}, issue.name) END"
"""The label of an issue."""

GUESS = f"issue.confidence < {GUESS_BELOW}"
"""Whether an issue's split is a guess."""

_SHOWN = "CASE section.is_name_refused WHEN 0 THEN section.inferred END"
SECTION = f"coalesce(section.title, {_SHOWN})"
"""The label of a section: its heading, else the name that was deduced, unless the user rejected that."""

DEDUCED = f"(section.title IS NULL AND {_SHOWN} IS NOT NULL)"
"""Whether the section's label is deduced."""
