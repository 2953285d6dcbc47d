"""``correct`` and ``resplit``: what each act does to an issue, what splitting again would do and does, and no more."""

import json
from pathlib import Path
from typing import Any

import pytest
from taught_mails import CALL, SET_ASIDE, mail, titles

PAGE = """# Quay 7

## Cranes

### [Crane one counts](https://a.example/1)

It was tried at pier one for a year, and then for another.

Told by the keeper

### [Crane two counts](https://a.example/2)

It was tried at pier two for a year, and then for another.

It was tried at pier four for a year, and then for another.

The crane of pier four

## Ropes

### [Rope three counts](https://a.example/3)

It was tried at pier three for a year, and then for another.
"""
NUMBERS = (1, 2, 5)
TRIED = "It was tried at pier {} for a year, and then for another."
KEEPER, LAST = "Told by the keeper", "The crane of pier four"
ONE = ("Cranes", "Crane one counts", f"{TRIED.format('one')}\n\n{KEEPER}", "article", "https://a.example/1", None)
TWO = (
    "Cranes",
    "Crane two counts",
    f"{TRIED.format('two')}\n\n{TRIED.format('four')}\n\n{LAST}",
    "article",
    "https://a.example/2",
    None,
)
THREE = ("Ropes", "Rope three counts", TRIED.format("three"), "article", "https://a.example/3", None)
FIELDS = ("section", "title", "body", "kind", "url", "author")


def but(item: tuple[Any, ...], **fields: Any) -> tuple[Any, ...]:
    """An item with some of its fields other."""
    return tuple(fields.get(name, value) for name, value in zip(FIELDS, item, strict=True))


WITHOUT_KEEPER = but(ONE, body=TRIED.format("one"))
TWO_CUT = but(TWO, body=TRIED.format("two"))
IN_TWO = "It was tried at pier two"
LINES = {
    "split": [("split", "It was tried at pier four")],
    "join": [("join", "Crane two counts")],
    "title": [("title", "It was tried at pier four")],
    "title below": [("split", "It was tried at pier four"), ("title below", LAST)],
    "kicker": [("kicker", KEEPER)],
    "heading": [("heading", KEEPER)],
    "body": [("body", "Crane two counts")],
    "boilerplate": [("boilerplate", KEEPER)],
    "sponsored": [("sponsored", IN_TWO)],
    "kind": [("kind", IN_TWO, "code")],
    "item title": [("item title", IN_TWO, "Given")],
    "address": [("address", IN_TWO, "https://b.example/2")],
    "authors": [("authors", IN_TWO, "Ada Nwosu, Jon Brandt")],
    "section name": [("section name", IN_TWO, "Winches")],
}
FOUR = ("Cranes", None, f"{TRIED.format('four')}\n\n{LAST}", "article", None, None)
BECOMES = {
    "split": ([ONE, TWO_CUT, FOUR, THREE], (1, 1, 0)),
    "join": ([but(ONE, body=f"{ONE[2]}\n\n{TWO[1]}\n\n{TWO[2]}"), THREE], (1, 0, 1)),
    "title": ([ONE, TWO_CUT, but(FOUR, title=TRIED.format("four"), body=LAST), THREE], (1, 1, 0)),
    "title below": ([ONE, TWO_CUT, but(FOUR, title=LAST, body=TRIED.format("four")), THREE], (1, 0, 0)),
    "kicker": ([WITHOUT_KEEPER, TWO, THREE], (1, 0, 0)),
    "heading": ([WITHOUT_KEEPER, but(TWO, section=KEEPER), THREE], (1, 0, 0)),
    "body": ([ONE, but(TWO, title=None, body=f"{TWO[1]}\n\n{TWO[2]}"), THREE], (1, 0, 0)),
    "boilerplate": ([WITHOUT_KEEPER, TWO, THREE], (1, 0, 0)),
    "sponsored": ([ONE, but(TWO, kind="sponsored"), THREE], (1, 0, 0)),
    "kind": ([ONE, but(TWO, kind="code"), THREE], (1, 0, 0)),
    "item title": ([ONE, but(TWO, title="Given"), THREE], (1, 0, 0)),
    "address": ([ONE, but(TWO, url="https://b.example/2"), THREE], (1, 0, 0)),
    "authors": ([ONE, but(TWO, author="Ada Nwosu, Jon Brandt"), THREE], (1, 0, 0)),
    "section name": ([but(ONE, section="Winches"), but(TWO, section="Winches"), THREE], (0, 0, 0)),
}
"""What the issue is then, and how many items the last line of an act changed, added and let vanish."""
READ_AS = {KEEPER: {"kicker": ("marker", True), "heading": ("heading", False), "boilerplate": ("boilerplate", False)}}


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the one issue."""
    folder = tmp_path_factory.mktemp("quay")
    (folder / "quay.md").write_text(PAGE)
    return filled(folder / "library.db", [folder / "quay.md"])


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with three issues in which a call is an item."""
    folder = tmp_path_factory.mktemp("harbour")
    for number in NUMBERS:
        (folder / f"{number}.eml").write_bytes(mail(number))
    return filled(folder / "library.db", [folder / f"{number}.eml" for number in NUMBERS])


def filled(path: Path, files: list[Path]) -> Path:
    from reader.services.imports.intake import import_paths
    from reader.services.machine.user_library import open_library

    library = open_library(path)
    assert all(result.stored for result in import_paths(library, files))
    library.backup(path.with_name("copy.db"))
    library.close()
    return path.with_name("copy.db")


@pytest.fixture
def page(reader: Any, quay: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """The number of the one issue of a library."""
    use(quay, tmp_path, monkeypatch)
    return reader("list", "--json").json[0]["issue_id"]


def use(made: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = folder / "library.db"
    path.write_bytes(made.read_bytes())
    monkeypatch.setenv("READER_LIBRARY", str(path))
    return path


def items(reader: Any) -> list[tuple[Any, ...]]:
    return [tuple(item[field] for field in FIELDS) for item in reader("list", "--json").json]


def correct(reader: Any, issue: int, *lines: tuple[str, ...]) -> list[dict[str, Any]]:
    said = [
        {"seq": seq, **dict(zip(("act", "text", "value"), line, strict=False))} for seq, line in enumerate(lines, 1)
    ]
    done = reader("correct", issue, "-", stdin="\n".join(map(json.dumps, said)).encode())
    assert (done.status, done.err) == (0, ""), done
    return [json.loads(line) for line in done.out.splitlines()]


@pytest.mark.parametrize("act", LINES)
def test_each_act_does_what_it_says_counts_it_and_is_undone(reader: Any, page: int, act: str) -> None:
    before = reader("list", "--json").out
    assert items(reader) == [ONE, TWO, THREE]
    told = correct(reader, page, *LINES[act])
    wanted, (changed, added, vanished) = BECOMES[act]
    assert items(reader) == wanted
    counts = {"items_changed": changed, "items_added": added, "items_vanished": vanished}
    assert told[-1] == {"seq": len(told), "ok": True, **counts}
    for text, roles in READ_AS.items():
        (block,) = [block for block in reader("correct", page, "--json").json if block["text"] == text]
        assert (block["role"], block["opens"]) == roles.get(act, ("body", False))
    for _ in told:
        reader("undo")
    assert reader("list", "--json").out == before


def test_every_act_there_is_has_its_line() -> None:
    from reader.core.revision.corrections import Act

    assert list(LINES) == list(BECOMES) == [act.value for act in Act]


def test_without_corrections_the_blocks_of_an_issue_are_listed(reader: Any, page: int) -> None:
    texts = [block.lstrip("# ").split("](")[0].lstrip("[") for block in PAGE.strip().split("\n\n")]
    roles = "about heading title body body title body body body heading title body".split()
    number = {item["title"]: item["id"] for item in reader("list", "--json").json}
    blocks = reader("correct", page, "--json").json
    assert [(block["text"], block["role"]) for block in blocks] == list(zip(texts, roles, strict=True))
    assert [block["text"] for block in blocks if block["opens"]] == [ONE[1], TWO[1], THREE[1]]
    held = [None, None, *[number[ONE[1]]] * 3, *[number[TWO[1]]] * 4, None, *[number[THREE[1]]] * 2]
    assert [block["item"] for block in blocks] == held
    lines = reader("correct", page).out.splitlines()
    assert [line.split(maxsplit=1)[0] for line in lines] == [str(block["start"]) for block in blocks]
    assert [line.endswith(f"{role:<11} {text}") for line, role, text in zip(lines, roles, texts, strict=True)]
    assert [text for line, text in zip(lines, texts, strict=True) if "▸" in line] == [ONE[1], TWO[1], THREE[1]]
    # What is listed names blocks: each can be said back as it stands.
    block = next(block for block in blocks if block["text"].startswith("It was tried at pier four"))
    stdin = json.dumps({"act": "split", "text": block["text"], "start": block["start"]}).encode()
    assert reader("correct", page, "-", stdin=stdin).json["items_added"] == 1
    assert reader("correct", 99).complaint == "reader: There is no issue 99 in this library."


@pytest.fixture
def library(reader: Any, harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The library with three issues; in the first of them the call was set aside."""
    path = use(harbour, tmp_path, monkeypatch)
    told = reader("correct", of(reader, 1), "-", stdin=json.dumps(SET_ASIDE.to_json()).encode()).json
    assert (told["items_changed"], told["items_added"], told["items_vanished"]) == (0, 0, 1)
    return path


def bring(reader: Any, folder: Path, number: int, name: str = "", data: bytes | None = None) -> Any:
    file = folder / (name or f"{number}.eml")
    file.write_bytes(data or mail(number))
    done = reader("import", file)
    assert done.status == 0, done
    return done


def of(reader: Any, number: int) -> int:
    """The ``issue_id`` of an issue."""
    return next(item["issue_id"] for item in reader("list", "--json").json if item["issue"] == f"#{number}")


def shown(reader: Any, number: int) -> list[str]:
    return [item["title"] for item in reader("list", f"issue:{number}", "--json").json]


def with_call(number: int) -> list[str]:
    return [*titles(number)[:2], CALL, *titles(number)[2:]]


def changes(done: Any) -> dict[str, tuple[Any, ...]]:
    """What is told in JSON of each issue: whether it changed, and how many items, changed, new and vanished ones."""
    names = ("changed", "items", "items_changed", "items_added", "items_vanished", "error")
    return {one["issue"]: tuple(one[name] for name in names) for one in done.json}


WOULD = {
    "#1": (False, 4, 0, 0, 0, None),
    "#2": (True, 5, 0, 0, 1, None),
    "#5": (True, 5, 0, 0, 1, None),
}


def test_a_dry_run_tells_what_would_change_and_changes_nothing(reader: Any, library: Path) -> None:
    before = reader("list", "--json").out
    assert changes(reader("resplit", "--all", "--dry-run", "--json")) == WOULD
    told = reader("resplit", "--all", "--dry-run")
    assert (told.status, told.out) == (
        0,
        "#2: 5 items, 1 no longer split out, sections changed\n#5: 5 items, 1 no longer split out, sections changed\n",
    )
    assert told.err == "#1: no change\n2 of 3 issues would change, 2 no longer split out.\n"
    assert reader("list", "--json").out == before
    assert [shown(reader, number) for number in NUMBERS] == [titles(1), with_call(2), with_call(5)]
    assert reader("undo").out == "Undone: Correct #1: boilerplate\n", "a look is nothing that could be undone"


def test_all_are_split_again_as_was_foreseen_and_all_of_it_is_one_step_of_undo(reader: Any, library: Path) -> None:
    before = reader("list", "--json").out
    assert changes(reader("resplit", "--all", "--json")) == WOULD
    assert [shown(reader, number) for number in NUMBERS] == [titles(number) for number in NUMBERS]
    again = reader("resplit", "--all", "--json")
    assert changes(again) == {f"#{number}": (False, 4, 0, 0, 0, None) for number in NUMBERS}
    assert reader("undo").out == "Undone: Split 3 issues again\n"
    assert reader("list", "--json").out == before
    reader("profile", "harbour", "--forget-all")
    assert reader("resplit", "--all", "--json").json != []
    assert [shown(reader, number) for number in NUMBERS] == [titles(1), with_call(2), with_call(5)]


def test_only_the_issues_that_are_named_are_split_again(reader: Any, library: Path) -> None:
    told = reader("resplit", of(reader, 5), of(reader, 1))
    assert told.out == "#5: 5 items, 1 no longer split out, sections changed\n"
    assert told.err == "#1: no change\n1 of 2 issues changed, 1 no longer split out.\n"
    assert [shown(reader, number) for number in NUMBERS] == [titles(1), with_call(2), titles(5)]


def test_what_comes_back_is_told_as_new(reader: Any, library: Path) -> None:
    issue = of(reader, 1)
    told = reader("correct", issue, "-", stdin=json.dumps(SET_ASIDE.to_json() | {"act": "title"}).encode()).json
    assert (told["items_changed"], told["items_added"], told["items_vanished"]) == (0, 1, 0)
    assert shown(reader, 1) == with_call(1)


def test_issues_are_named_or_all_are_meant(reader: Any, library: Path) -> None:
    before = reader("list", "--json").out
    for arguments in ((), ("1", "--all")):
        told = reader("resplit", *arguments)
        assert (told.status, told.complaint) == (
            1,
            "reader: Name the issues to split again by their numbers, or add --all.",
        )
    told = reader("resplit", of(reader, 2), 99)
    assert (told.status, told.complaint) == (1, "reader: There is no issue 99 in this library.")
    assert reader("list", "--json").out == before


def richer(number: int) -> bytes:
    """The issue with one more story."""
    story = f"<h3>Late in the evening a swan came</h3><p>It stayed all {'night and all ' * 9}morning.</p></body>"
    return mail(number).replace(b"</body>", story.encode())


def test_corrections_and_stars_hold_in_a_richer_original_that_comes_later_and_it_is_corrected_next(
    reader: Any, library: Path, tmp_path: Path
) -> None:
    issue = of(reader, 1)
    starred = next(item["id"] for item in reader("list", "issue:1", "--json").json if item["title"] == titles(1)[1])
    reader("mark", starred, "--star")
    correct(reader, issue, ("item title", titles(1)[1], "The dredger"), ("kind", titles(1)[2], "code"))
    named = [titles(1)[0], "The dredger", *titles(1)[2:]]
    assert "richer.eml: second original, 5 items" in bring(reader, tmp_path, 1, "richer.eml", richer(1)).out
    assert shown(reader, 1) == [*named, "Late in the evening a swan came"]
    assert [item["kind"] for item in reader("list", "issue:1", "--json").json][2] == "code"
    assert [item["id"] for item in reader("list", "is:starred", "--json").json] == [starred]
    (told,) = correct(reader, issue, ("join", "Late in the evening a swan came"))
    assert (told["items_changed"], told["items_added"], told["items_vanished"]) == (1, 0, 1)
    assert shown(reader, 1) == named
    body = reader("list", "issue:1", "--json").json[-1]["body"]
    assert "Late in the evening a swan came" in body
    assert "It stayed all night and all night" in body
    reader("undo")
    assert shown(reader, 1) == [*named, "Late in the evening a swan came"]
    assert reader("resplit", issue, "--json").json[0]["changed"] is False
    assert reader("check").status == 0
