"""Prints to the terminal: JSON as it is, text for people without anything that could steer a terminal."""

import codecs
import json
import sys
from collections.abc import Iterable
from typing import Any, TextIO

from reader.core.text.clean import clean_line


def write_line(text: str = "") -> None:
    """One line for people on standard output."""
    _write(sys.stdout, text)


def write_json(value: Any, *, indent: int | None = 2) -> None:
    """One JSON value on standard output."""
    _write(sys.stdout, _json(value, indent=indent))


def write_json_array(values: Iterable[Any]) -> None:
    """A JSON array on standard output, one value a line, written as the values come."""
    is_first = True
    for value in values:
        sys.stdout.write("[\n" if is_first else ",\n")
        _put(sys.stdout, _json(value))
        is_first = False
    write_line("[]" if is_first else "\n]")


def _json(value: Any, *, indent: int | None = None) -> str:
    """A value as JSON that standard output can take; what it cannot encode is escaped, not lost."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode(_encoding(sys.stdout))
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    return text


def complain(message: str) -> None:
    """Print one plain line on standard error that says what went wrong."""
    tell(f"reader: {message}")


def tell(message: str) -> None:
    """Print one plain line of progress on standard error."""
    _write(sys.stderr, clean_line(message))
    sys.stderr.flush()


def _write(stream: TextIO, text: str) -> None:
    _put(stream, text + "\n")


def _put(stream: TextIO, text: str) -> None:
    # What the terminal's encoding lacks, and broken file names, become "?".
    encoding = _encoding(stream)
    stream.write(text.encode(encoding, "replace").decode(encoding))


def _encoding(stream: TextIO) -> str:
    return codecs.lookup(stream.encoding or "utf-8").name
