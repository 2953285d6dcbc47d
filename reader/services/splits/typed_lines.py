"""Typed lines: corrections and fields of an issue as a person or a program writes them in JSON."""

from collections.abc import Mapping
from typing import Any

from reader.core.revision.corrections import Correction
from reader.core.state.changes import Changes, Origin
from reader.core.values.errors import CommandError
from reader.core.values.ids import IssueId
from reader.core.values.publications import DescribeIssue
from reader.services.splits.desk import Desk


def read_correction(data: Mapping[str, Any]) -> Correction:
    """Read a correction from a JSON object; further fields (``seq``) are ignored. CorrectionError: it is not valid."""
    return Correction.from_json({key: value for key, value in data.items() if key in ("act", "text", "start", "value")})


def describe(desk: Desk, issue: IssueId, said: Mapping[str, Any], *, origin: Origin) -> Changes:
    """Store the typed facts of an issue: ``title``, ``number``, ``date`` (None: as printed) and ``publication``.

    CommandError: it has no such field, or the value is of another type.
    """
    wish = DescribeIssue(issue, **{name: _typed(name, value) for name, value in said.items()})
    label = f"Edit {desk.reader.issue(issue).label}"
    return desk.library.change([wish], origin=origin, label=label).result()


def _typed(name: str, value: object) -> str:
    if name not in ("title", "number", "date", "publication"):
        raise CommandError(f"Unknown field “{name}”. An issue has title, number, date and publication.")
    if isinstance(value, int) and name == "number" and not isinstance(value, bool):
        return str(value)
    if value is None and name != "publication":
        return ""
    if not isinstance(value, str):
        told = "a whole number" if name == "number" else "a text"
        raise CommandError(f"“{name}” is {told}{'' if name == 'publication' else ', or null as its document says it'}.")
    return value
