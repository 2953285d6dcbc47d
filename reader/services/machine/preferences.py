"""The file of the user's settings: read cheaply at start, written so that comments, order and other keys survive."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from reader.core.setting_kinds import Value
from reader.core.settings import Settings, setting_named
from reader.core.values.errors import SettingError

FIRST_LINE = "# Settings of Research Reader. `reader config` lists all of them and says what they mean.\n"
_PLACE = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Found:
    """The contents of a file of settings: its settings, the names that it gives, and its faults, by line."""

    settings: Settings
    given: frozenset[str] = frozenset()
    faults: tuple[str, ...] = ()


def read(path: Path) -> Found:
    """The settings in a file; what is missing or cannot be understood has its default. Never raises."""
    try:
        text = _read_text(path)
    except SettingError as error:
        return Found(Settings(), faults=(f"{error} All settings have their defaults until then.",))
    if not text:
        return Found(Settings())
    import tomllib  # imported late: most people have no such file, and the start is quick

    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line = _line_of_error(str(error), text)
        fault = f"{path.name}, line {line}: this is not valid TOML. All settings have their defaults until you mend it."
        return Found(Settings(), faults=(fault,))
    return _understood(path, text, data)


def _understood(path: Path, text: str, data: Mapping[str, object]) -> Found:
    values: dict[str, Value] = {}
    wrong: dict[str, str] = {}
    for name, value in data.items():
        try:
            setting = setting_named(name)
        except SettingError as error:
            wrong[name] = str(error)
            continue
        try:
            values[name] = setting.checked(value)
        except SettingError as error:
            wrong[name] = f"{error} Until then it is {setting.told(setting.default)}."
    lines = _lines_of(text) if wrong else {}
    faults = tuple(f"{path.name}, line {lines.get(name, 1)}: {sentence}" for name, sentence in wrong.items())
    return Found(Settings(**values), frozenset(data), faults)


def write(path: Path, values: Mapping[str, Value | None]) -> None:
    """Set these in the newest state of the file, whole or not at all; None takes a setting out of it.

    The folder is made if need be. SettingError: a name or value is none, the file cannot be written, or it is not TOML:
    then it is left as it is.
    """
    Settings().with_values(values)
    real = Path(os.path.realpath(path))  # a link to a file that is kept elsewhere stays a link
    try:
        real.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone_in(real.parent):
            before = _read_text(real)
            after = _changed(real, before, values)
            if after != before:
                _replace(real, after)
    except OSError as error:
        raise SettingError(f"The settings cannot be written to {path}: {error.strerror or error}.") from error


def _changed(path: Path, before: str, values: Mapping[str, Value | None]) -> str:
    import tomllib

    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        old = tomllib.loads(before)
        document = tomlkit.parse(before or FIRST_LINE)
        for name, value in values.items():
            if value is None:
                document.pop(name, None)
            else:
                document[name] = value
        after = tomlkit.dumps(document)
        new = tomllib.loads(after)
    except (ValueError, RecursionError, TOMLKitError) as error:
        line = _line_of_error(str(error), before)
        raise SettingError(
            f"Nothing was stored: {path} is not valid TOML (line {line}) and was left as it is. Mend it first."
        ) from error
    wanted = {name: value for name, value in {**old, **values}.items() if value is not None}
    if new != wanted:
        raise SettingError(f"Nothing was stored: {path} cannot be changed safely. Change it in an editor.")
    return after


def _read_text(path: Path) -> str:
    """The text of the file; empty if there is none. SettingError: it cannot be read."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise SettingError(f"{path} cannot be read ({error.strerror or error}). Mend that first.") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SettingError(f"{path.name}, line {line}: this is not UTF-8 text. Mend it first.") from error


def _line_of_error(message: str, text: str) -> int:
    found = _PLACE.search(message)
    return int(found[1]) if found else text.count("\n") + 1


def _lines_of(text: str) -> dict[str, int]:
    """The line that each top-level name begins in. The text is valid TOML."""
    import tomllib

    lines: dict[str, int] = {}
    part, start, is_in_table = "", 1, False
    for number, line in enumerate(text.split("\n"), 1):
        is_head = not part and line.lstrip().startswith("[")
        part += f"{line}\n"
        try:
            names = tomllib.loads(part)
        except ValueError:
            continue  # a value of several lines
        is_in_table = is_in_table or is_head
        for name in names if is_head or not is_in_table else ():
            lines.setdefault(name, start)
        part, start = "", number + 1
    return lines


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Let two writers go one after the other. Windows cannot lock a folder: there the later of two at once wins."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a network disk without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _replace(path: Path, text: str) -> None:
    """Write aside and rename, so that a kill leaves the old file."""
    import uuid  # imported late, as all that only writing needs

    aside = path.with_name(f".{path.name}.{uuid.uuid4().hex}.part")
    try:
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
