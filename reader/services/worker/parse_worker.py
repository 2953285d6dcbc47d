"""Reads and splits documents in a process of its own, so that no document can hang, bloat or crash the window.

The worker is this module run with ``python -m``; never a fork, since a fork of a process with threads and Qt is
not safe. An order is a line of JSON. It names a file and the piece to begin with, or a stored original and what is
wanted of it; then a line of what is known of its publication and its bytes follow. Answers come back pickled, each
after its length in eight bytes: for a file the number and name of each piece before it is read, then its results, and
None at the end; for an original one result. The worker needs no library: where it needs what is known of a
publication it asks in between, and reads a line of JSON (empty: nothing is known).
"""

import json
import pickle
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, BinaryIO

from reader.core.text.clean import clean_line
from reader.core.values.errors import DocumentError, ReaderError

if TYPE_CHECKING:
    from reader.services.worker.originals import Order, Reread
    from reader.services.worker.parsing import Parsed
    from reader.split import Before, Known, Question

# What no check can bound is bounded here: seconds for a document, bytes of memory for the worker (SAFETY 9).
SECONDS = 20
MEMORY = 1 << 30
FACTS = 5_000
"""The most facts of a publication that go to the worker; real ones have some hundred."""
_LENGTH = struct.Struct(">Q")
_NOTHING = object()
# Many documents of few publications come one after the other.
_PROFILES = 8

Begun = tuple[int, str]
"""The number and the name of the piece that the worker reads next."""


class ParseWorker:
    """A worker process. It starts when it is first needed and again after it had to be stopped."""

    def __init__(self, *, seconds: float = SECONDS, command: tuple[str, ...] = ("-P", "-m", __name__)) -> None:
        self._seconds = seconds
        self._command = command
        self._reason = ""
        self._is_stopped = False
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "ParseWorker":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def parse(self, path: Path, before: "Before | None" = None) -> "Iterator[Parsed]":
        """Read a file in the worker and give its results one by one; each may take ``seconds``.

        A piece that takes too long or too much memory gives a reason, and the pieces after it are read.
        DocumentError: the file itself cannot be read. An iterator that is left early ends the worker.
        """
        from reader.services.worker.parsing import Parsed
        from reader.split import Question

        begin, is_done = 0, False
        try:
            while not is_done:
                begun: Begun | None = None
                for answer in self._answers(self._send(_file_lines(path, begin, is_kept=before is not None))):
                    if isinstance(answer, ReaderError):
                        is_done = True
                        raise answer
                    if isinstance(answer, Parsed):
                        yield answer
                    elif isinstance(answer, Question):
                        self._tell(before(answer) if before else None)
                    elif isinstance(answer, tuple):
                        begun = answer
                    elif answer is None:
                        is_done = True
                if not is_done:
                    reason = self._reason
                    if begun is None:
                        is_done = True
                        raise DocumentError(f"{clean_line(path.name)} {reason} and was left out.")
                    begin = begun[0] + 1
                    yield Parsed(begun[0], begun[1], reason=f"{begun[1]} {reason} and was left out.")
        finally:
            if not is_done:
                self.close()

    def reread(self, orders: "Iterable[Order | Reread]", before: "Before | None" = None) -> "Iterator[Reread]":
        """Carry out orders in the worker and give their results one by one; each may take ``seconds``.

        The worker does the next while the caller handles the one before. One that takes too long or too much memory
        gives a reason; a result among the orders passes through. An iterator that is left early ends the worker.
        """
        from reader.services.worker.originals import Order

        found: Reread | None = None
        is_idle = True
        try:
            for order in orders:
                sent = None
                if isinstance(order, Order):
                    is_idle = False
                    sent = self._send(_original_lines(order))
                if found is not None:
                    yield found
                found = self._reread(order, sent, before) if isinstance(order, Order) else order
                is_idle = True
            if found is not None:
                yield found
        finally:
            if not is_idle:
                self.close()

    def _reread(self, order: "Order", sent: "subprocess.Popen[bytes] | None", before: "Before | None") -> "Reread":
        from reader.services.worker.originals import Reread
        from reader.split import Question

        for answer in self._answers(sent):
            if isinstance(answer, Reread):
                return answer
            if isinstance(answer, Question):
                self._tell(before(answer) if before else None)
        name = clean_line(order.original.name)
        return Reread(order.original.issue, reason=f"{name} {self._reason} and was left out.")

    def stop(self) -> None:
        """End what is being read and all after it, from another thread; each result is then a reason why not."""
        self._is_stopped = True
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the worker."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()

    def _send(self, lines: Iterable[bytes]) -> "subprocess.Popen[bytes] | None":
        """Give the worker an order and return its process; None where that failed. It must not be busy."""
        if self._process is not None and self._process.poll() is not None:
            self.close()  # it ended while it had nothing to do, which is no fault of this document
        process = self._process or self._start()
        assert process.stdin is not None
        try:
            process.stdin.writelines(lines)
            process.stdin.flush()
        except OSError:
            self._stop(ran_out=False)
            return None
        return process

    def _answers(self, process: "subprocess.Popen[bytes] | None") -> Iterator[object]:
        """Give the worker's answers to an order, until there are no more or it had to be stopped."""
        from reader.services.worker.originals import Reread

        while process is not None:
            answer, ran_out = self._receive(process)
            if answer is _NOTHING:
                self._stop(ran_out=ran_out)
                return
            yield answer
            if answer is None or isinstance(answer, ReaderError | Reread):
                return

    def _tell(self, known: "Known | None") -> None:
        """Answer the worker's question; where the worker is gone, its next answer shows that."""
        process = self._process
        if process is not None and process.stdin is not None:
            with suppress(OSError):
                process.stdin.write(_known_line(known))
                process.stdin.flush()

    def _receive(self, process: "subprocess.Popen[bytes]") -> tuple[object, bool]:
        assert process.stdout is not None
        watch = threading.Timer(self._seconds, process.kill)
        watch.start()
        try:
            return _receive(process.stdout), not watch.is_alive()
        except OSError:
            return _NOTHING, not watch.is_alive()
        finally:
            watch.cancel()
            watch.join()

    def _stop(self, *, ran_out: bool) -> None:
        self._reason = f"took more than {self._seconds:g} seconds" if ran_out else "could not be read safely"
        self.close()

    def _start(self) -> "subprocess.Popen[bytes]":
        self._process = subprocess.Popen(
            [sys.executable, *self._command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        if self._is_stopped:
            self._process.kill()  # the stop came just before there was a process to end
        return self._process


def _file_lines(path: Path, begin: int, *, is_kept: bool) -> Iterator[bytes]:
    """Write the order to read a file; ``is_kept``: for a library, which tells what is known of publications."""
    yield _line({"path": str(path.absolute()), "begin": begin, "is_kept": is_kept})


def _original_lines(order: "Order") -> Iterator[bytes]:
    """Write the order to read an original again."""
    from reader.split import Known

    original = order.original
    yield _line(
        {
            "issue": original.issue,
            "name": original.name,
            "format": original.format,
            "text_hash": original.text_hash,
            "size": len(original.data),
            "wanted": order.wanted,
            "corrections": [correction.to_json() for correction in order.corrections],
        }
    )
    yield _known_line(Known(profile=order.profile))
    yield original.data


def _read_order(head: dict[str, Any], orders: BinaryIO) -> "Order":
    from reader.core.revision.corrections import Correction
    from reader.core.revision.split_changes import Original
    from reader.core.values.ids import IssueId
    from reader.services.worker.originals import Order, Wanted

    known = _read_known(orders.readline())
    data = orders.read(head["size"])
    original = Original(IssueId(head["issue"]), head["name"], head["format"], data, head["text_hash"])
    corrections = tuple(map(Correction.from_json, head["corrections"]))
    return Order(original, Wanted(head["wanted"]), corrections, known.profile)


def _line(data: object) -> bytes:
    return json.dumps(data).encode() + b"\n"


@lru_cache(maxsize=_PROFILES)
def _known_line(known: "Known | None") -> bytes:
    """Write the knowledge of a publication as one line; of a profile that is too long, keep what corrections taught."""
    if known is None or (known.layout is None and known.profile is None):
        return b"\n"
    profile = known.profile
    if profile is not None and len(profile.facts) > FACTS:
        taught = tuple(fact for fact in profile.facts if fact.is_taught)
        profile = replace(profile, facts=taught[:FACTS])
    return _line({"layout": known.layout, "profile": profile and profile.to_json()})


@lru_cache(maxsize=_PROFILES)
def _read_known(line: bytes) -> "Known":
    from reader.core.revision.profiles import Profile
    from reader.split import NOTHING_KNOWN, Known

    if not line.strip():
        return NOTHING_KNOWN
    data = json.loads(line)
    return Known(data["layout"], data["profile"] and Profile.from_json(data["profile"]))


def _receive(stream: IO[bytes]) -> object:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return _NOTHING
    (size,) = _LENGTH.unpack(head)
    body = stream.read(size)
    return pickle.loads(body) if len(body) == size else _NOTHING  # from our own process, not from a document


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """Take orders and write answers until the input ends."""

    def say(answer: object) -> None:
        body = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
        answers.write(_LENGTH.pack(len(body)) + body)
        answers.flush()

    def ask(question: "Question") -> "Known":
        say(question)
        return _read_known(orders.readline())

    from reader.split import NOTHING_KNOWN, nothing_before

    def ask_of_guess(question: "Question") -> "Known":
        return ask(question) if question.is_guess else NOTHING_KNOWN

    while line := orders.readline():
        head = json.loads(line)
        try:
            if "path" not in head:
                from reader.services.worker.originals import reread

                say(reread(_read_order(head, orders), ask_of_guess))
                continue
            before = ask if head["is_kept"] else nothing_before
            for answer in _results(Path(head["path"]), head["begin"], before):
                say(answer)
            say(None)
        except ReaderError as error:
            say(error)


def _results(path: Path, begin: int, before: "Before") -> "Iterator[Begun | Parsed]":
    from reader.documents import pieces
    from reader.services.worker.parsing import parse_piece

    for number, piece in enumerate(pieces(path)):
        if number < begin:
            continue
        yield number, piece.name
        yield from parse_piece(number, piece, before)


def _limit_memory() -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    # Ctrl+C in the terminal is for the program, which then lets go of its worker.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    serve(sys.stdin.buffer, sys.stdout.buffer)
