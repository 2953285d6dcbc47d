"""Names of processes: who is alive, and whose number is only in use again."""

import os
import subprocess
import sys

import pytest

from reader.services.machine import processes
from reader.services.machine.processes import is_alive, this_process

SAY = "from reader.services.machine.processes import this_process; print(this_process(), flush=True); input()"


@pytest.fixture
def other():
    """Another reader's process, waiting, with its name."""
    child = subprocess.Popen([sys.executable, "-c", SAY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    yield child, child.stdout.readline().strip()
    child.communicate("\n")


def test_another_process_is_alive_until_it_ends(other):
    child, name = other
    assert is_alive(name)
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    if sys.platform == "linux":
        assert not is_alive(name), "ended, though nobody asked how yet"
    child.wait()
    assert not is_alive(name)


def test_this_process_is_not_another():
    assert this_process() == this_process()
    assert not is_alive(this_process())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells when a process started")
def test_a_number_that_is_in_use_again_is_not_alive(other):
    number, start, boot = other[1].split("-", 2)
    assert not is_alive(f"{number}-{int(start) - 1}-{boot}"), "another program has the number now"
    assert not is_alive(f"{number}-{start}-{boot[::-1]}"), "the machine was started again"
    assert not is_alive(number)


def test_where_nobody_tells_when_a_process_started_its_number_decides(other, monkeypatch):
    monkeypatch.setattr(processes, "_name", lambda number: None)
    assert is_alive(f"{other[0].pid}-1f")
    assert not is_alive(this_process())
    assert not is_alive(f"{os.getpid()}-1f"), "an older process that had this number"


@pytest.mark.parametrize("name", ["", "0", "-1", "x-1-2", "1" * 40, "\u0663-1-2"])
def test_what_is_no_name_is_not_alive(name):
    assert not is_alive(name)
