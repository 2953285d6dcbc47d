"""What was acknowledged is on disk: after kill -9, with two processes at once, on a full disk."""

import random
import shutil
import subprocess
import sys
import textwrap
import time
from contextlib import suppress
from pathlib import Path

import pytest
from shares import IS_ALL
from stored_rows import stored_rows

from reader.core.state.changes import Edit, Field, Origin
from reader.core.state.rows import Outcome
from reader.core.values.errors import LibraryFull

ROOT = Path(__file__).parents[2]
KILLS = 15 if IS_ALL else 5
ITEMS = 6

PRELUDE = """
import sys
from pathlib import Path
from reader.core.state.changes import Edit, Field, Origin
from reader.core.values.document import Block, Document
from reader.core.values.errors import ReaderError
from reader.core.values.issues import Issue, Item, Section
from reader.store import open_library
sys.path.append("tests")
from stored_rows import stored_rows

def built(number, size):
    bodies = [f"Issue {number}, item {place}, " + "word " * 200 for place in range(size)]
    items = tuple(Item(f"{number}-{place}", body) for place, body in enumerate(bodies))
    text = "\\n\\n".join(bodies)
    document = Document("text", f"{number}.txt", tuple(map(Block, bodies)), original=text.encode())
    return document, Issue(None, number, None, None, "Weekly", None, None, (Section(None, None, "", items),), text)

library = open_library(Path(sys.argv[1]))
reader = library.reader()
def set_field(field, target, value):
    return library.change([Edit(field, (target,), value)], origin=Origin.CLI, label="x")
print("open", flush=True)
"""


def start(script, *arguments, **options):
    """Run a script that has the library open as ``library``; what it prints comes line by line."""
    return subprocess.Popen(
        [sys.executable, "-c", PRELUDE + textwrap.dedent(script), *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


IMPORT_AND_MARK = f"""
for number in range(int(sys.argv[2]), 10_000):
    issue = library.store(*built(number, {ITEMS})).result().issue_id
    print("stored", number, flush=True)
    ids = [row[0] for row in stored_rows(reader, "SELECT id FROM item WHERE issue_id = ? ORDER BY position", issue)]
    for place, item in enumerate(ids):
        library.store(*built(100_000 + number * 10 + place, 2))
        set_field(Field.READ, item, True).result()
        work = reader.rows([item])[0].work_id
        set_field(Field.NOTE, work, f"note {{number}} {{place}}").result()
        print("marked", number, place, flush=True)
"""


def test_kill_9_loses_nothing_acknowledged_and_halves_no_document(open_hand, tmp_path):
    path, chance = tmp_path / "library.db", random.Random(9)
    stored, marked, number = set(), set(), 1
    for _ in range(KILLS):
        child = start(IMPORT_AND_MARK, path, number)
        assert child.stdout.readline() == "open\n"
        lines = [child.stdout.readline() for _ in range(chance.randrange(2 * ITEMS))]
        time.sleep(chance.uniform(0, 0.02))
        child.kill()
        for line in [*lines, *child.stdout.read().splitlines(keepends=True)]:
            what, *numbers = line.split()
            if line.endswith("\n"):
                (stored if what == "stored" else marked).add(tuple(map(int, numbers)))
        child.wait()
        child.stdout.close()
        number = max((number, *(known for (known,) in stored)))
    assert stored
    assert marked
    hand = open_hand(path)
    sizes = dict(
        stored_rows(hand.reader, "SELECT number, (SELECT count(*) FROM item WHERE issue_id = issue.id) FROM issue")
    )
    assert {count for known, count in sizes.items() if known < 100_000} == {ITEMS}
    assert {count for known, count in sizes.items() if known >= 100_000} <= {2}
    assert {known for (known,) in stored} <= set(sizes)
    assert len(sizes) == stored_rows(hand.reader, "SELECT count(*) FROM issue")[0][0]
    for known, place in marked:
        (row,) = [row for row in hand.reader.rows(hand.ids(f"issue:{known}")) if row.title == f"{known}-{place}"]
        assert row.is_read
        assert hand.reader.detail(row.id).note == f"note {known} {place}"
    assert hand.library.check() == []


CHANGE = """
for place in range(int(sys.argv[2])):
    set_field(Field.NOTE, int(sys.argv[3]), f"{sys.argv[3]} {place}").result()
print("done", flush=True)
"""


def test_two_processes_write_at_once_and_neither_waits_in_vain(open_hand, many, tmp_path):
    hand = open_hand(tmp_path / "library.db")
    hand.store(many(4))
    count, before = 300, hand.reader.last_change()
    works = [hand.row(item).work_id for item in hand.ids()]
    children = [start(CHANGE, hand.library.path, count, work) for work in works[:2]]
    for number in range(2, 22):
        hand.store(many(20, number=number))
    waiting = [
        hand.library.change([Edit(Field.NOTE, (works[2],), f"w {place}")], origin=Origin.WINDOW, label="n")
        for place in range(count)
    ]
    for future in waiting:
        future.result(60)
    for child in children:
        assert child.communicate(timeout=60)[0] == "open\ndone\n"
    noted = [
        change.new
        for group in hand.reader.changes_since(before).acts
        for change in group.changes
        if change.field is Field.NOTE
    ]
    assert sorted(noted) == sorted(
        [f"{work} {place}" for work in works[:2] for place in range(count)] + [f"w {place}" for place in range(count)]
    )
    assert hand.reader.view_counts().all == 4 + 20 * 20
    assert hand.library.check() == []


FILL = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
for number in range(1, 1000):
    try:
        library.store(*built(number, 8)).result()
        print("stored", number, flush=True)
        set_field(Field.STARRED, number, True).result()
        print("starred", number, flush=True)
    except ReaderError as error:
        print("refused", type(error).__name__, str(error).count(". "), flush=True)
        break
"""


@pytest.mark.parametrize("room", [300_000, 420_000, 700_000, 1_500_000])
def test_a_limit_to_what_may_be_written_is_told_and_nothing_earlier_is_lost(open_hand, tmp_path, room):
    child = start(FILL, tmp_path / "library.db", room)
    lines = child.communicate(timeout=60)[0].splitlines()
    assert lines[-1] == "refused LibraryError 1"  # the disk is not full: it is the process that may write no more
    hand = open_hand(tmp_path / "library.db")
    for line in lines[1:-1]:
        what, number = line.split()
        assert (
            hand.ids(f"issue:{number}")
            if what == "stored"
            else stored_rows(hand.reader, "SELECT is_starred FROM work WHERE id = ?", int(number))[0] == (1,)
        )
    assert hand.library.check() == []
    hand.set(Field.READ, True, *hand.ids())


@pytest.fixture
def small_disk(tmp_path):
    """A disk of two megabytes, where the tests may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no right to make a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_up(hand, many):
    """Store issues until one is refused; its number."""
    for number in range(1, 500):
        try:
            hand.store(many(20, number=number))
        except LibraryFull as error:
            return number, str(error)
    raise AssertionError("the disk is not small")


def mark_all(hand):
    """Mark each item by itself."""
    for item in hand.ids():
        hand.set(Field.READ, True, item)


def test_a_disk_that_is_really_full(open_hand, many, small_disk):
    hand = open_hand(small_disk / "library.db")
    number, said = fill_up(hand, many)
    assert "full" in said
    assert said.endswith("Everything saved before is safe. Free some space and try again.")
    with (small_disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 1_000)
    assert len(hand.ids()) == 20 * (number - 1)
    with pytest.raises(LibraryFull):
        mark_all(hand)
    with pytest.raises(LibraryFull):
        hand.library.backup(small_disk / "backup.db")
    with pytest.raises(LibraryFull):
        open_hand(small_disk / "new.db")
    assert {path.name for path in small_disk.iterdir()} == {"library.db", "library.db-wal", "library.db-shm", "filler"}
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    assert hand.store(many(20, number=number)).outcome is Outcome.STORED
    mark_all(hand)
    assert hand.library.check() == []
