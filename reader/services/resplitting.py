"""Splitting stored issues again, from the bytes that were kept; one act, undone together."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.changes import Origin
from reader.core.documents import Document
from reader.core.errors import DocumentError
from reader.core.ids import GroupId, IssueId
from reader.core.issues import Issue
from reader.core.splits import Original, SplitDifference, text_hash
from reader.services.importing import parse_bytes_within_bounds
from reader.services.parse_worker import ParseWorker

COPY = "copy"
"""The format of issues that came from an export (`store.rebuilding`)."""

if TYPE_CHECKING:
    from reader.store import Library, Reader


@dataclass(frozen=True, slots=True)
class Resplit:
    """What became of one issue: what changed (or would), or the ``reason`` why it could not be split again."""

    issue: IssueId
    label: str
    difference: SplitDifference | None = None
    reason: str | None = None

    @property
    def is_changed(self) -> bool:
        """Whether anything of it changed, or would."""
        return self.difference is not None and not self.difference.is_none

    @property
    def told(self) -> str:
        """The result as one line for people."""
        if self.difference is None:
            return f"{self.label}: {self.reason}"
        if self.difference.is_none:
            return f"{self.label}: the same"
        counts = (
            (self.difference.changed, "changed"),
            (self.difference.added, "new"),
            (self.difference.vanished, "no longer split out"),
        )
        said = [f"{number} {word}" for number, word in counts if number]
        said += ["other sections"] if self.difference.are_sections_other else []
        return f"{self.label}: {self.difference.items} items, {', '.join(said)}"


def resplit_issues(
    library: "Library",
    issues: Sequence[IssueId],
    *,
    worker: ParseWorker,
    origin: Origin,
    is_dry: bool = False,
    report: Callable[[Resplit], None] = lambda result: None,
    progress: Callable[[int, int], None] = lambda done, of: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[Resplit]:
    """Split issues again, as one group; ``report`` hears of each when it is on disk (or, dry, what would change).

    An issue that cannot be read again stays as it is and does not stop the others. NotFound: there is no such issue.
    """
    results: list[Resplit] = []
    group: GroupId | None = None
    label = f"Split {len(issues)} issues again" if len(issues) != 1 else "Split the issue again"
    with closing(library.reader()) as reader:
        labels = {issue: reader.issue(issue).label for issue in issues}
        for done, issue in enumerate(issues):
            progress(done, len(issues))
            if is_cancelled():
                break
            try:
                document, split = read_again(reader, reader.original(issue), worker)
                difference = library.foresee_split(issue, document, split)
                if not is_dry and not difference.is_none:
                    changes = library.split_again(
                        issue, document, split, origin=origin, label=label, group=group
                    ).result()
                    group = group or changes.group
                results.append(Resplit(issue, labels[issue], difference))
            except DocumentError as error:
                results.append(Resplit(issue, labels[issue], reason=str(error)))
            report(results[-1])
    return results


def read_again(reader: "Reader", original: Original, worker: ParseWorker) -> tuple[Document, Issue]:
    """Read and split the document that an issue is shown from. DocumentError: it cannot be read any more."""
    if original.format == COPY:
        raise DocumentError("It came from an export, without its original; its split stays as it is.")
    found = [
        (parsed.document, parsed.issue)
        for parsed in parse_bytes_within_bounds(worker, original.data, original.name, reader.layout_before)
        if parsed.document is not None and parsed.issue is not None
    ]
    same = [pair for pair in found if text_hash(pair[0]) == original.text_hash] or found
    if len(same) != 1:
        raise DocumentError(f"The original {original.name} cannot be read again; its split stays as it is.")
    return same[0]
