"""What an issue is called, in SQL."""

from reader.core.issues import GUESS_BELOW

LABEL = (
    "CASE WHEN issue.number IS NOT NULL THEN '#' || issue.number ELSE coalesce(issue.title, issue.date, issue.name) END"
)
"""What an issue is called."""

GUESS = f"issue.confidence < {GUESS_BELOW}"
"""Whether an issue's split is a guess."""

_SHOWN = "CASE section.is_name_refused WHEN 0 THEN section.inferred END"
SECTION = f"coalesce(section.title, {_SHOWN})"
"""What a section is called: by its heading, else by the name that was deduced, unless the user refused that."""

DEDUCED = f"(section.title IS NULL AND {_SHOWN} IS NOT NULL)"
"""Whether that name is deduced."""
