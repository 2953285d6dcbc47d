"""What an issue is called, in SQL."""

from reader.core.issues import GUESS_BELOW

LABEL = (
    "CASE WHEN issue.number IS NOT NULL THEN '#' || issue.number ELSE coalesce(issue.title, issue.date, issue.name) END"
)
"""What an issue is called."""

GUESS = f"issue.confidence < {GUESS_BELOW}"
"""Whether an issue's split is a guess."""
