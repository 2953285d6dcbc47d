"""Collects all handlers; they must equal the table of commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from reader.commands.table import BY_ID


class HandlersDiffer(AssertionError):
    """The program's handlers and its table of commands do not agree; it must not start."""


def collect(groups: Iterable[Mapping[str, Callable[[int], None]]]) -> dict[str, Callable[[int], None]]:
    """One table of handlers; raises HandlersDiffer unless it has exactly the commands' ids, each once."""
    handlers: dict[str, Callable[[int], None]] = {}
    for group in groups:
        twice = handlers.keys() & group.keys()
        if twice:
            raise HandlersDiffer(f"handled twice: {sorted(twice)}")
        handlers.update(group)
    if handlers.keys() != BY_ID.keys():
        raise HandlersDiffer(f"not the same as the table: {sorted(handlers.keys() ^ BY_ID.keys())}")
    return handlers
