"""Results of an import: one for each document, with the line that tells it, and the summary of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.core.state.rows import Outcome, Stored
from reader.core.text.clean import clean_line


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The result for one document: ``stored``, ``subscriptions`` (how many a list added), or the ``reason`` it failed.

    ``name`` is the document's where a file holds several ("box.mbox, message 3"); ``is_guess`` tells that its split is
    too unsure to be shown as if it were known.
    """

    path: Path
    stored: Stored | None = None
    reason: str | None = None
    name: str | None = None
    subscriptions: int | None = None
    is_guess: bool = False

    @property
    def is_failed(self) -> bool:
        """Whether the document could not be imported."""
        return self.reason is not None

    @property
    def told(self) -> str:
        """The result as one line for people."""
        if self.reason is not None:
            return self.reason
        name = clean_line(self.name or self.path.name)
        if self.stored is None:
            return f"{name}: {_count(self.subscriptions or 0, 'new subscription')}"
        if self.stored.outcome is Outcome.ALREADY_THERE:
            return f"{name}: already there"
        return f"{name}: {self.stored.outcome.value}, {self.contents}"

    @property
    def contents(self) -> str:
        """The contents of the issue: "19 items, 3 without a title, a guess"; empty where there is none."""
        if self.stored is None:
            return ""
        untitled = [f"{self.stored.untitled} without a title"] if self.stored.untitled else []
        return ", ".join(
            [_count(self.stored.items, "item"), *untitled, *(["check this split"] if self.is_guess else [])]
        )


def summary(results: Sequence[ImportResult]) -> str:
    """Sum up results as one line for people."""
    stored = [result for result in results if result.stored]
    new = [one for one in stored if one.stored and one.stored.outcome is not Outcome.ALREADY_THERE]
    untitled = sum(one.stored.untitled for one in new if one.stored)
    feeds = [result.subscriptions for result in results if result.subscriptions is not None]
    counts = [
        *([f"{_count(len(new), 'issue')} with {_count(_items(new), 'item')}"] if new else []),
        *([f"{untitled} without a title"] if untitled else []),
        *(
            [_count(sum(one.is_guess for one in new), "split to check", "splits to check")]
            if any(one.is_guess for one in new)
            else []
        ),
        *([_count(sum(feeds), "new subscription")] if feeds else []),
        *([f"{len(stored) - len(new)} already there"] if len(stored) > len(new) else []),
        *([f"{failed} could not be imported"] if (failed := sum(result.is_failed for result in results)) else []),
    ]
    return ", ".join(counts) or "nothing to import"


def _count(number: int, noun: str, several: str = "") -> str:
    return f"{number} {noun if number == 1 else several or noun + 's'}"


def _items(results: Sequence[ImportResult]) -> int:
    return sum(result.stored.items for result in results if result.stored)
