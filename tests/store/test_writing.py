"""One thread writes: persons before imports, and an answer means that it is on disk."""

import threading
from contextlib import closing

import pytest

from reader.core.state.changes import Edit, Field, Origin
from reader.core.values.errors import LibraryError, NotFound
from reader.store.sql.connection import connect


def hold(hand):
    """Keep the writer busy until the event is set."""
    started, release = threading.Event(), threading.Event()

    def wait(connection):
        started.set()
        release.wait(10)

    hand.library._writer.submit(wait)
    started.wait(10)
    return release


def edit(hand, field, value, *targets):
    return hand.library.change([Edit(field, targets, value)], origin=Origin.WINDOW, label="x")


def test_what_a_person_does_goes_before_what_is_imported(hand, many):
    hand.store(many(4))
    release, order = hold(hand), []
    futures = []
    for number in range(2, 6):
        futures.append(hand.library.store(*many(4, number=number)))
        futures[-1].add_done_callback(lambda _: order.append("import"))
    futures.append(edit(hand, Field.READ, True, 1))
    futures[-1].add_done_callback(lambda _: order.append("person"))
    release.set()
    for future in futures:
        future.result(10)
    assert order == ["person"] + ["import"] * 4


def test_a_listener_that_raises_stops_no_write(hand, many, caplog):
    def fail():
        raise RuntimeError("gone")

    hand.library.tell_imports(fail)
    hand.store(many(4))
    edit(hand, Field.READ, True, 1).result(10)
    assert len(hand.ids("is:read")) == 1
    assert "gone" in caplog.text


def test_changes_that_wait_together_fail_alone_and_answer_after_the_commit(hand, many):
    hand.store(many(4))
    release = hold(hand)
    seen = []

    def look(future):
        with closing(connect(hand.library.path, mode="ro")) as connection:
            seen.append(connection.execute("SELECT count(*) FROM item WHERE is_read").fetchone()[0])

    futures = [edit(hand, Field.READ, True, item) for item in (1, 2, 999, 3)]
    futures[0].add_done_callback(look)
    release.set()
    assert [future.exception(10) is None for future in futures] == [True, True, False, True]
    assert isinstance(futures[2].exception(), NotFound)
    assert seen == [3]
    assert len(hand.ids("is:read")) == 3


def test_a_mistake_of_ours_reaches_the_caller_and_the_writer_goes_on(hand, many):
    hand.store(many(4))
    release = hold(hand)
    wrong = edit(hand, Field.READ, "yes", 1)
    right = edit(hand, Field.READ, True, 2)
    unset = edit(hand, Field.ISSUE_STORED, True, 1)
    release.set()
    with pytest.raises(TypeError):
        wrong.result(10)
    with pytest.raises(ValueError, match="not set by an edit"):
        unset.result(10)
    right.result(10)
    assert hand.ids("is:read") == [2]


def test_a_change_that_was_called_off_is_not_made(hand, many):
    hand.store(many(4))
    release = hold(hand)
    future = edit(hand, Field.READ, True, 1)
    assert future.cancel()
    release.set()
    edit(hand, Field.READ, True, 2).result(10)
    assert hand.ids("is:read") == [2]


def test_closing_finishes_what_waits_and_then_refuses(hand, many, open_hand):
    release = hold(hand)
    futures = [hand.library.store(*many(4, number=number)) for number in range(1, 5)]
    timer = threading.Timer(0.05, release.set)
    timer.start()
    hand.library.close()
    hand.library.close()
    timer.join()
    assert all(future.done() and future.exception() is None for future in futures)
    with pytest.raises(LibraryError, match="is closed"):
        hand.store(many(4, number=9))
    assert len(open_hand().ids()) == 16


def test_a_large_second_original_is_matched_before_the_lock_is_taken(hand, build, monkeypatch):
    from reader.store.writes import resplit_rows

    body = " ".join(f"word{place}" for place in range(300))
    hand.store(build(1, sections=[(None, [("One", body)])]))
    threads = []
    matching = resplit_rows.match_items
    monkeypatch.setattr(
        resplit_rows,
        "match_items",
        lambda *given: (threads.append(threading.current_thread().name), matching(*given))[1],
    )
    hand.store(build(1, sections=[(None, [("One", body + " and more")])]))
    assert threads
    assert set(threads) == {threading.main_thread().name}


@pytest.mark.parametrize("is_replaced", [True, False])
def test_what_would_reach_no_file_is_not_called_saved(hand, many, tmp_path, is_replaced):
    hand.store(many(2))
    edit(hand, Field.READ, True, 1).result()
    path = hand.library.path
    if is_replaced:
        other = tmp_path / "other.db"
        other.write_bytes(path.read_bytes())
        other.replace(path)
    else:
        path.unlink()
    with pytest.raises(LibraryError, match="moved, deleted or replaced"):
        edit(hand, Field.DONE, True, 1).result()
