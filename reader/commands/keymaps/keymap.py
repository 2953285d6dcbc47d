"""The keymap: which keys mean which command in which scope, checked when it is built.

One trie per scope. The innermost scope that knows a sequence decides it, whether as a command or as the
beginning of longer ones; the others are asked in turn. Contradictions are refused, for the defaults and for
the user's own keys alike.
"""

from collections.abc import Iterable, Mapping, Sequence

from reader.commands.command_rows.command import Command, Scope
from reader.commands.keymaps.strokes import KeymapError, Stroke, format_keys, parse_keys

Keys = tuple[Stroke, ...]


class Prefix(dict[Stroke, "Prefix | Command"]):
    """A node of the trie: where each next stroke leads."""


class Keymap:
    """All keys of a table of commands. ``overrides`` replaces the keys of a command, by id; [] takes them away.

    Raises KeymapError with one sentence for each contradiction.
    """

    def __init__(self, commands: Sequence[Command], overrides: Mapping[str, Sequence[str]] | None = None):
        overrides = overrides or {}
        self._commands = {command.id: command for command in commands}
        self._sequences: dict[str, tuple[Keys, ...]] = {}
        self._tries: dict[Scope, Prefix] = {}
        problems = [f"Unknown command “{id}” to give keys to." for id in overrides if id not in self._commands]
        for command in commands:
            problems += self._add(command, overrides.get(command.id, command.keys))
        if problems:
            raise KeymapError(*problems)

    def __contains__(self, command_id: str) -> bool:
        """Whether the table has this command."""
        return command_id in self._commands

    def find(self, scopes: Iterable[Scope], keys: Keys) -> Command | Prefix | None:
        """The command of a sequence, innermost scope first; a Prefix if more must follow, None if there is nothing."""
        for scope in scopes:
            node: Prefix | Command | None = self._tries.get(scope)
            for stroke in keys:
                node = node.get(stroke) if isinstance(node, Prefix) else None
            if node is not None:
                return node
        return None

    def hints(self, scopes: Sequence[Scope], pending: Keys = ()) -> list[tuple[str, Command]]:
        """The continuations of the strokes typed so far: the rest of the keys and the command, in the table's order."""
        return [
            (format_keys(keys[len(pending) :]), command)
            for command, keys in self._reachable(scopes)
            if len(keys) > len(pending) and keys[: len(pending)] == pending
        ]

    def taught(self, scopes: Sequence[Scope]) -> list[tuple[str, str]]:
        """The key and word of the commands that the status bar teaches, innermost scope first."""
        order = {scope: place for place, scope in enumerate(scopes)}
        found: dict[str, tuple[int, str, str]] = {}
        for command, keys in self._reachable(scopes):
            if command.hint and len(keys) == 1 and command.id not in found:
                found[command.id] = (order[command.scope], str(keys[0]), command.hint)
        return [(key, word) for _, key, word in sorted(found.values(), key=lambda taught: taught[0])]

    def keys_of(self, command_id: str) -> list[str]:
        """The keys of a command as the screen shows them, such as ``g u``; [] if it has none."""
        return [format_keys(keys) for keys in self._sequences[command_id]]

    def first_key_of(self, command_id: str) -> str:
        """The key that menus show for a command; empty if it has none."""
        return next(iter(self.keys_of(command_id)), "")

    def _reachable(self, scopes: Sequence[Scope]) -> Iterable[tuple[Command, Keys]]:
        """All sequences that count in these scopes, without those that an inner scope hides."""
        for command in self._commands.values():
            if command.scope in scopes:
                for keys in self._sequences[command.id]:
                    if self._arrives(scopes, keys, command):
                        yield command, keys

    def _arrives(self, scopes: Sequence[Scope], keys: Keys, command: Command) -> bool:
        begun = (self.find(scopes, keys[:length]) for length in range(1, len(keys)))
        return all(isinstance(node, Prefix) for node in begun) and self.find(scopes, keys) is command

    def _add(self, command: Command, alternatives: Sequence[str]) -> list[str]:
        sequences, problems = [], []
        for text in alternatives:
            try:
                keys = parse_keys(text)
                self._insert(command, keys)
                sequences.append(keys)
            except KeymapError as error:
                problems += [f"{_quoted(command)}: {problem}" for problem in error.problems]
        self._sequences[command.id] = tuple(sequences)
        return problems

    def _insert(self, command: Command, keys: Keys) -> None:
        _refuse_reserved(keys, allows_digits=command.scope is Scope.HIGHLIGHT)
        node = self._tries.setdefault(command.scope, Prefix())
        for place, stroke in enumerate(keys, start=1):
            below = node.get(stroke)
            is_last = place == len(keys)
            if isinstance(below, Command):
                raise KeymapError(_clash(keys, keys[:place], below))
            if is_last and below is not None:
                raise KeymapError(f"“{format_keys(keys)}” already begins the keys of {_quoted(_any_below(below))}.")
            if is_last:
                node[stroke] = command
            elif below is None:
                below = node[stroke] = Prefix()
            if below is not None:
                node = below


def _refuse_reserved(keys: Keys, *, allows_digits: bool) -> None:
    """Refuse keys that could never be typed: digits build counts, Esc and Backspace take half a chord back."""
    written = format_keys(keys)
    if any(stroke.digit is not None for stroke in keys) and not allows_digits:
        raise KeymapError(f"“{written}”: digits are counts, so they need Ctrl or Alt.")
    if any(stroke.key in ("Esc", "Backspace") and stroke.is_plain for stroke in keys[1:]):
        raise KeymapError(f"“{written}”: Esc and Backspace take back what was typed, so nothing can end with them.")


def _clash(keys: Keys, taken: Keys, by: Command) -> str:
    if keys == taken:
        return f"“{format_keys(keys)}” is already a key of {_quoted(by)}."
    return f"“{format_keys(keys)}” begins with “{format_keys(taken)}”, which is already a key of {_quoted(by)}."


def _any_below(node: Prefix | Command) -> Command:
    while isinstance(node, Prefix):
        node = next(iter(node.values()))
    return node


def _quoted(command: Command) -> str:
    return f"“{command.title}” ({command.id})"
