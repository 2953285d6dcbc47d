"""The process that makes pages, and the side of it that the window talks to.

The worker is this module run with ``python -m``. An `Order` goes in, then the items' records one after the other, then
None; what comes back is the number of pages, and (unless they are only counted) after each page its number or the bytes
of a PDF so far, and None at the end, or the error instead. All of it is pickled, by our own processes only.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import IO, TYPE_CHECKING, BinaryIO

from reader.core.values.errors import ExportError, ReaderError
from reader.services.exports.facts.gather import Stopped

if TYPE_CHECKING:
    from reader.services.exports.facts.records import ItemRecord
    from reader.ui.printing.print_orders import Order

_ENDED = "The pages could not be made. Try again with fewer items."


class PrintWorker:
    """One print; ``stop`` may be called from any thread."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._is_stopped = False

    def stop(self) -> None:
        """End the print; whoever waits for it gets Stopped."""
        self._is_stopped = True
        if self._process is not None:
            self._process.kill()

    def make(
        self, order: "Order", records: "Iterable[ItemRecord]", tell: Callable[[int, int], None]
    ) -> "Iterator[int | bytes]":
        """The number of pages, then the pieces of the PDF, if it is one; ``tell`` is told pages done, and of how many.

        Stopped: it was. ExportError: why there are no pages.
        """
        process = self._start()
        try:
            yield from self._talk(process, order, records, tell)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise Stopped if self._is_stopped else ExportError(_ENDED) from error
        finally:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()

    @staticmethod
    def _talk(
        process: "subprocess.Popen[bytes]",
        order: "Order",
        records: "Iterable[ItemRecord]",
        tell: Callable[[int, int], None],
    ) -> "Iterator[int | bytes]":
        assert process.stdin is not None
        assert process.stdout is not None
        _send(process.stdin, order)
        for record in records:
            _send(process.stdin, record)
        _send(process.stdin, None)
        process.stdin.flush()
        pages = 0
        while (answer := pickle.load(process.stdout)) is not None:
            if isinstance(answer, ReaderError):
                raise answer
            if isinstance(answer, bytes):
                yield answer
            elif not pages:
                yield (pages := answer)
            else:
                tell(answer, pages)

    def _start(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-P", "-m", __name__]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_without_screen(),
        )
        if self._is_stopped:
            self._process.kill()  # the stop came just before there was a process to end
        return self._process


def _without_screen() -> dict[str, str]:
    """The environment of a process that shows no window; only on Linux are the fonts the same without a screen."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"} if sys.platform.startswith("linux") else dict(os.environ)


def _send(stream: IO[bytes], thing: object) -> None:
    pickle.dump(thing, stream, pickle.HIGHEST_PROTOCOL)


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """The worker's life: one order, its records, then its pages."""

    def say(answer: object) -> None:
        _send(answers, answer)
        answers.flush()

    from reader.services.machine.reports import report_unexpected
    from reader.ui.printing.print_run import make_pages

    try:
        make_pages(pickle.load(orders), iter(lambda: pickle.load(orders), None), say)
        say(None)
    except ReaderError as error:
        say(error)
    except Exception as error:  # the job ends here
        say(ExportError(f"The pages could not be made. {report_unexpected(error)}"))


if __name__ == "__main__":
    # Ctrl+C in the terminal is for the program, which then lets go of its worker.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(sys.stdin.buffer, sys.stdout.buffer)
