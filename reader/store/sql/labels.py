"""What an issue is called, in SQL."""

from reader.core.values.issues import GUESS_BELOW

NUMBER = "coalesce(issue.own_number, issue.number)"
ISSUE_TITLE = "coalesce(issue.own_title, issue.title)"
DATE = "coalesce(issue.own_date, issue.date)"
"""Number, title and day of an issue: what was typed by hand, else what its split says."""

LABEL = f"CASE WHEN {NUMBER} IS NOT NULL THEN '#' || {NUMBER} ELSE coalesce({ISSUE_TITLE}, {DATE}, issue.name) END"
"""What an issue is called."""

GUESS = f"issue.confidence < {GUESS_BELOW}"
"""Whether an issue's split is a guess."""

_SHOWN = "CASE section.is_name_refused WHEN 0 THEN section.inferred END"
SECTION = f"coalesce(section.title, {_SHOWN})"
"""What a section is called: by its heading, else by the name that was deduced, unless the user refused that."""

DEDUCED = f"(section.title IS NULL AND {_SHOWN} IS NOT NULL)"
"""Whether that name is deduced."""
