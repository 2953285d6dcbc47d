"""An export taken into a library that holds things already, and exports that are broken or meant to harm."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from copied import exported, ids_of, listed, new_library, take_in

from reader.core.paths import samples
from reader.core.state.changes import Edit, Field, Origin
from reader.core.state.notes import DIVIDER
from reader.core.state.rows import Outcome
from reader.core.state.tags import TagWorks
from reader.services.imports.intake import import_paths
from reader.store import Library

SEED = (samples() or Path("seeds")) / "deep-learning-weekly-197.txt"
DIGEST = (samples() or Path("seeds")) / "link-digest-performance.txt"


@pytest.fixture
def first() -> Iterator[Library]:
    with new_library() as library:
        import_paths(library, [SEED])
        yield library


@pytest.fixture
def second() -> Iterator[Library]:
    with new_library() as library:
        yield library


@pytest.fixture(scope="module")
def data() -> list[dict[str, Any]]:
    """A small export, as data."""
    with new_library() as library:
        import_paths(library, [DIGEST])
        change(library, Field.NOTE, "A note", works(library)[0])
        change(library, Field.STARRED, True, works(library)[0])
        values: list[dict[str, Any]] = json.loads(exported(library))
    return values


def works(library: Library) -> list[int]:
    reader = library.reader()
    try:
        return [row.work_id for row in reader.rows(ids_of(library))]
    finally:
        reader.close()


def change(library: Library, field: Field, value: Any, *targets: int) -> None:
    library.change([Edit(field, targets, value)], origin=Origin.WINDOW, label="act").result(30)


def outcome(library: Library, data: Any) -> Outcome:
    (result,) = take_in(library, data)
    assert result.stored is not None, result.told
    return result.stored.outcome


def titles(library: Library) -> list[str | None]:
    return [item["title"] for item in listed(library)]


def test_the_same_newsletter_imported_elsewhere_is_united_not_doubled(first: Library, second: Library) -> None:
    import_paths(second, [SEED])
    before, ids = listed(second), ids_of(first)
    change(first, Field.STARRED, True, works(first)[0])
    change(first, Field.NOTE, "Mine", works(first)[1])
    change(first, Field.READ, True, ids[2])
    first.change([TagWorks((works(first)[3],), ("new",))], origin=Origin.WINDOW, label="tag").result(30)  # type: ignore[arg-type]
    assert outcome(second, exported(first)) is Outcome.MERGED
    after = listed(second)
    assert [item["key"] for item in after] == [item["key"] for item in before]
    assert (after[0]["starred"], after[1]["note"], after[2]["read"], after[3]["tags"]) == (True, "Mine", True, ["new"])
    assert outcome(second, exported(first)) is Outcome.ALREADY_THERE
    assert second.check() == []


def test_what_was_done_here_is_not_reset(first: Library, second: Library) -> None:
    take_in(second, exported(first))
    ids, (one, other, *_) = ids_of(first), works(first)
    change(first, Field.NOTE, "From there", one)
    change(first, Field.TITLE, "Their title", ids[1])
    change(first, Field.LATER, True, ids[2], ids[3])
    change(second, Field.NOTE, "From here", one)
    change(second, Field.STARRED, True, other)
    change(second, Field.TITLE, "My title", ids[1])
    change(second, Field.DONE, True, ids[2])
    assert outcome(second, exported(first)) is Outcome.MERGED
    after = listed(second)
    assert after[0]["note"] == f"From here{DIVIDER}From there"
    assert (after[1]["title"], after[1]["starred"]) == ("My title", True)
    assert [(item["later"], item["done"]) for item in after[2:4]] == [(False, True), (True, False)]


def test_what_came_is_one_act_of_an_import(first: Library, second: Library) -> None:
    change(first, Field.STARRED, True, *works(first)[:3])
    take_in(second, exported(first))
    reader = second.reader()
    (group,) = reader.changes_since(None).acts
    reader.close()
    assert group.origin is Origin.IMPORT
    assert second.undo(origins=frozenset({Origin.WINDOW})).result(30) is None


@pytest.mark.parametrize("seed", [SEED, DIGEST], ids=["numbered", "known by its text"])
def test_the_original_takes_the_place_of_the_copy(second: Library, seed: Path) -> None:
    with new_library() as first:
        import_paths(first, [seed])
        change(first, Field.STARRED, True, works(first)[0])
        data = exported(first)
    take_in(second, data)
    before = listed(second)
    (result,) = import_paths(second, [seed])
    assert result.stored is not None
    assert result.stored.outcome is Outcome.SECOND_ORIGINAL
    assert listed(second) == before
    (again,) = import_paths(second, [seed])
    assert again.stored is not None
    assert again.stored.outcome is Outcome.ALREADY_THERE
    assert (json.loads(exported(second))[0]["issue_text"], second.check()) == (json.loads(data)[0]["issue_text"], [])


def test_an_item_that_is_split_otherwise_here_keeps_its_state(first: Library, second: Library) -> None:
    import_paths(second, [SEED])
    count = len(ids_of(second))
    data = json.loads(exported(first))[:1]
    data[0] |= {"printed_title": "Gone", "body": "Quite other words than all.", "starred": True, "key": "a" * 32}
    data[0] |= {"work": None, "url": None}
    take_in(second, data)
    assert len(ids_of(second)) == count + 1
    assert any(item["title"] == "Gone" and item["starred"] for item in listed(second))
    assert second.check() == []


def test_a_removed_issue_comes_back(first: Library) -> None:
    data = exported(first)
    issue = json.loads(data)[0]["issue_id"]
    change(first, Field.ISSUE_REMOVED, True, issue)
    assert outcome(first, data) is Outcome.BROUGHT_BACK
    assert exported(first) == data


def test_ids_that_are_taken_are_given_anew(first: Library, second: Library, data: list[dict[str, Any]]) -> None:
    import_paths(second, [SEED])
    assert outcome(second, data) is Outcome.STORED
    assert len({item["id"] for item in listed(second)}) == len(listed(second))
    assert second.check() == []


@pytest.mark.parametrize("layout", [{"indent": 2}, {"indent": 1, "sort_keys": True}, {"separators": (",", ":")}])
def test_another_layout_is_read_as_well(second: Library, data: list[dict[str, Any]], layout: dict[str, Any]) -> None:
    assert outcome(second, json.dumps(data, **layout).encode()) is Outcome.STORED
    assert json.loads(exported(second)) == data


def test_it_is_known_by_what_it_holds_not_by_its_name(second: Library, data: list[dict[str, Any]]) -> None:
    raw = json.dumps(data, ensure_ascii=False).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.json", raw)
    assert take_in(second, raw, "notes.txt")[0].stored is not None
    (result,) = take_in(second, packed.getvalue(), "export.zip")
    assert result.stored is not None
    assert result.stored.outcome is Outcome.ALREADY_THERE


FOREIGN = {
    b'{"a": 1}': "not a JSON Feed",
    b"[1, 2]": "not a JSON Feed",
    b'[{"name": "x"}]': "not a JSON Feed",
    b'[{"id": 1, "key": "k", "publication": null, "issue_id": 3, "body": "b", "body_html": "", "starred": false}]': (
        "not from the reader's export"
    ),
}


@pytest.mark.parametrize("raw", FOREIGN)
def test_json_of_others_is_refused_in_words(second: Library, raw: bytes) -> None:
    (result,) = take_in(second, raw)
    assert FOREIGN[raw] in (result.reason or "")


@pytest.mark.parametrize("cut", [300, -20])
def test_a_file_that_was_cut_short_gives_what_is_whole(first: Library, second: Library, cut: int) -> None:
    import_paths(first, [DIGEST])
    data = exported(first)
    lines = data.splitlines()
    *whole, broken = take_in(second, b"\n".join([*lines[:-3], lines[-3][:cut]]))
    assert all(result.stored for result in whole)
    assert "not valid JSON" in (broken.reason or "")
    assert len(listed(second)) == len(lines) - 4
    assert second.check() == []


ODD: list[Any] = [
    None, True, -1, 0, 1.5, 1 << 31, 1 << 62, 1 << 80, "", "x", "\x00", "\ud800", "\u202ex", "9" * 5_000, [], [[]],
    ["x"], [1], {}, {"id": 1}, [{}], [{"key": "k", "identity": "i", "joined_to": "k"}], "2024-13-99",
    "0000-00-00T00:00:00Z",
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: ascii(odd)[:20])
def test_odd_values_are_refused_in_words_or_make_a_sound_library(
    second: Library, data: list[dict[str, Any]], odd: Any
) -> None:
    for field in data[0]:
        values = [dict(one) for one in data[:2]]
        values[0][field] = odd
        values[0]["issue_key"] = values[0]["issue_key"] if field == "issue_key" else f"k-{field.replace('_', '-')}"
        for result in take_in(second, values):
            assert "unexpected" not in result.told, (field, result.told)
            assert result.stored is not None or result.reason, field
    assert second.check() == []
    listed(second)
    exported(second)


HARMFUL = {
    "deep": b'[\n{"id": 1, "key": "k", "issue_key": "a", "body": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n]\n",
    "deep whole": b'[{"id": 1, "key": "k", "x": ' + b"[" * 200_000,
    "endless number": b'[{"id": 1, "key": "k", "issue_key": "a", "body": "", "body_html": "", "position": '
    + b"9" * 10_000 + b"}]",
    "not a number": b'[{"id": 1, "key": "k", "issue_key": "a", "body": "", "body_html": "", "confidence": NaN}]',
    "no text": b'[\n{"id": 1, "key": "k", "issue_key": "a", "body": "\xff\xfe", "body_html": ""}\n]',
    "twice": b'[{"id": 1, "key": "k", "key": "j", "issue_key": "a", "body": "b", "body_html": ""}]',
    "script": b'[{"id": 1, "key": "k", "issue_key": "a", "body": "b", '
    b'"body_html": "<script>x</script><p onclick=y>b"}]',
}  # fmt: skip


@pytest.mark.parametrize("raw", HARMFUL.values(), ids=HARMFUL)
def test_harmful_files_do_no_harm(second: Library, raw: bytes) -> None:
    for result in take_in(second, raw):
        assert "unexpected" not in result.told, result.told
    assert second.check() == []
    assert all("<script" not in item["body_html"] and "onclick" not in item["body_html"] for item in listed(second))


def test_items_that_claim_one_key_or_id_are_told_apart(second: Library, data: list[dict[str, Any]]) -> None:
    same = [dict(one) | {"id": data[0]["id"], "position": 0} for one in data[:3]]
    same[1]["key"] = same[0]["key"]
    assert outcome(second, same) is Outcome.STORED
    assert len({item["key"] for item in listed(second)}) == len(listed(second)) == 3
    assert second.check() == []


def test_works_joined_in_a_ring_are_not(second: Library, data: list[dict[str, Any]]) -> None:
    item = dict(data[0])
    ring = [{"key": key, "identity": f"url:{key}", "joined_to": other} for key, other in (("b", "c"), ("c", "b"))]
    item |= {"joined_works": ring, "base_work": "b"}
    assert outcome(second, [item]) is Outcome.STORED
    assert second.check() == []
    assert len(listed(second)) == 1
