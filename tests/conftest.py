"""What every test shares: no screen, no network, no user's files, and nothing left running."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import surroundings  # noqa: F401  (before anything of the reader or of Qt)
from hypothesis import settings
from shares import IS_ALL, examples
from workers import Workers

PATIENCE_S = 60
"""So long a test waits for what will come: only one that fails waits to the end, and a busy machine is slow."""
LOOPBACK = ("127.", "::1", "localhost")

# A share of the examples is always the same one; all of them are others each time, but for the build service.
is_the_same = not IS_ALL or bool(os.environ.get("CI"))
settings.register_profile(
    "reader", deadline=None, max_examples=examples(60), derandomize=is_the_same, print_blob=is_the_same
)
settings.load_profile("reader")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder, where icons that were drawn are found again."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, cache: Path) -> Path:
    """A home folder of the test's own, so that no test reads or writes the user's library."""
    folder = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder))
    for name in ("DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.delenv("READER_LIBRARY", raising=False)
    return folder


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuses every connection but to this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test wanted to connect to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket, "getaddrinfo", _only_loopback(socket.getaddrinfo))


def _only_loopback(resolve: Any) -> Any:
    def guarded(host: Any, *rest: Any, **options: Any) -> Any:
        if host is not None and not str(host).startswith(LOOPBACK):
            raise AssertionError(f"a test wanted to look up {host}")
        return resolve(host, *rest, **options)

    return guarded


@pytest.fixture
def qtbot(qtbot: Any) -> Any:
    """Waits longer than a test says, where the machine is busy."""
    least = PATIENCE_S * 1000

    def patient(wait: Any) -> Any:
        def waiting(*given: Any, timeout: int = 0, **options: Any) -> Any:
            return wait(*given, timeout=max(timeout, least), **options)

        return waiting

    for name in ("waitUntil", "waitSignal", "waitSignals", "waitCallback", "waitExposed", "waitActive"):
        setattr(qtbot, name, patient(getattr(qtbot, name)))
    return qtbot


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """Parse workers that wait for the next test."""
    workers = Workers()
    with workers.lent():
        yield workers
    workers.end()


@pytest.fixture(autouse=True)
def lent_workers(request: pytest.FixtureRequest, workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lends parse workers to every test but those that start their own."""
    monkeypatch.setattr(workers, "is_lending", request.node.get_closest_marker("starts_worker") is None)


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Fails a test that leaves a thread running."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + PATIENCE_S
    while left := [thread for thread in threading.enumerate() if thread not in before and _counts(thread)]:
        if time.monotonic() > deadline:
            raise AssertionError(f"still running: {', '.join(thread.name for thread in left)}")
        left[0].join(0.05)


def _counts(thread: threading.Thread) -> bool:
    # Threads that Qt started and Python merely saw are Qt's to end.
    return not isinstance(thread, threading._DummyThread)
