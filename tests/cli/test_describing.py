"""Metadata by hand on the command line: issues described, publications renamed and merged, facts forgotten."""

import json

import pytest

ISSUE = "\n".join(
    [
        "The Daily Probe — Issue {number}",
        "",
        "INDUSTRY",
        "",
        "Something new was made in the {number}th week",
        "",
        "It is said that the thing number {number} is far better than all that were made before it.",
        "",
        "Another thing of issue {number} was found",
        "",
        "It was lost for years, and nobody had looked for the thing {number} in all that time.",
    ]
)


@pytest.fixture
def library(reader, tmp_path):
    for number in (41, 42):
        path = tmp_path / f"probe-{number}.txt"
        path.write_text(ISSUE.format(number=number))
        assert reader("import", path, "--library", tmp_path / "library.db").status == 0
    return tmp_path / "library.db"


def items(reader, library, query=""):
    return reader("list", "--library", library, "--json", *([query] if query else [])).json


def correct(reader, library, issue, *lines):
    text = "\n".join(json.dumps(line) for line in lines).encode()
    done = reader("correct", issue, "-", "--library", library, stdin=text)
    return done.status, [json.loads(line) for line in done.out.splitlines()]


def test_an_issue_is_described_and_undone(reader, library):
    before = items(reader, library)
    issue = before[0]["issue_id"]
    said = {"title": "Mine", "number": 50, "date": "2026-03-31", "publication": "The Other"}
    status, told = correct(reader, library, issue, {"seq": 1, "set": said}, {"seq": 2, "set": said})
    assert (status, [line["changed"] for line in told]) == (0, [True, False])
    assert told[0] == {
        "seq": 1, "ok": True, "changed": True, "issue": "#50", "title": "Mine", "number": 50, "date": "2026-03-31"
    }  # fmt: skip
    mine = [item for item in items(reader, library) if item["issue_id"] == issue]
    assert {(item["publication"], item["issue"]) for item in mine} == {("The Other", "#50")}
    status, told = correct(reader, library, issue, {"set": {"title": None, "number": None, "date": None}})
    assert (told[0]["title"], told[0]["number"]) != ("Mine", 50)
    for _ in range(2):
        assert reader("undo", "--library", library).status == 0
    assert items(reader, library) == before


@pytest.mark.parametrize(
    "wrong", [{"number": "x"}, {"date": "31.3.2026"}, {"colour": "red"}, {"title": 3}, {"publication": None}, [], "x"]
)
def test_what_cannot_be_set_is_refused_and_the_next_line_is_carried_out(reader, library, wrong):
    issue = items(reader, library)[0]["issue_id"]
    status, told = correct(reader, library, issue, {"seq": 1, "set": wrong}, {"seq": 2, "set": {"title": "Mine"}})
    assert (status, [line["ok"] for line in told]) == (1, [False, True])
    assert told[0]["error"]


def test_publications_are_renamed_and_merged(reader, library):
    issue = items(reader, library)[0]["issue_id"]
    correct(reader, library, issue, {"set": {"publication": "The Other"}})
    before = items(reader, library)
    named = [row["title"] for row in reader("publications", "--library", library, "--json").json]
    assert len(named) == 2
    assert reader("publications", "--rename", "the other", named[0] if named[0] != "The Other" else named[1],
                  "--library", library).complaint.endswith("Merge the two.")  # fmt: skip
    assert reader("publications", "--rename", "the other", "Quite Another", "--library", library).status == 0
    assert {item["publication"] for item in items(reader, library)} == {*named} - {"The Other"} | {"Quite Another"}
    first = next(name for name in named if name != "The Other")
    assert reader("publications", "--merge", first, "Quite Another", "--library", library).status == 0
    assert {item["publication"] for item in items(reader, library)} == {"Quite Another"}
    for _ in range(2):
        reader("undo", "--library", library)
    assert items(reader, library) == before
    assert reader("publications", "--merge", "nobody", first, "--library", library).status == 1
    assert reader("check", "--library", library).status == 0


def test_a_fact_is_forgotten_and_remembered(reader, library):
    name = items(reader, library)[0]["publication"]
    whole = reader("profile", name, "--library", library, "--json").json
    key = whole["facts"][0]["key"]
    less = reader("profile", name, "--forget", key, "--library", library, "--json").json
    assert less["forgotten"] == [key]
    assert key not in [fact["key"] for fact in less["facts"]]
    assert reader("profile", name, "--forget", "nothing:x", "--library", library).status == 1
    reader("undo", "--library", library)
    assert reader("profile", name, "--library", library, "--json").json == whole
    reader("profile", name, "--forget", key, "--library", library)
    assert reader("profile", name, "--remember", key, "--library", library, "--json").json == whole


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"act": "address", "text": "Something new was made", "value": "javascript:alert(1)"}, "https://"),
        ({"act": "address", "text": "Something new was made", "value": "https://a.example/x y"}, "spaces"),
        ({"act": "address", "text": "Something new was made", "value": "https://user@a.example/"}, "https://"),
        ({"act": "address", "text": "Something new was made", "value": "https://a.example/" + "x" * 9000}, "8,000"),
        ({"act": "kind", "text": "The Daily Probe", "value": "paper"}, "in no item"),
        ({"act": "split", "text": "Something new was made", "set": {"title": "T"}}, "both"),
        ({"set": {"publication": None}}, "is a text"),
        ({"set": {"number": 1.5}}, "whole number"),
        ({"set": {"publication": "\u200b"}}, "needs a name"),
        ({"set": {"number": 42}}, "already has a #42"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(reader, library, line, told):
    before = items(reader, library)
    issue = next(item["issue_id"] for item in before if item["issue"] == "#41")
    status, (answer,) = correct(reader, library, issue, line)
    assert (status, answer["ok"]) == (1, False)
    assert told in answer["error"]
    assert items(reader, library) == before


@pytest.mark.parametrize("name", ["", " ", "²"])
def test_a_publication_must_be_named(reader, library, name):
    done = reader("profile", name, "--library", library)
    assert done.status == 1
    assert "unexpected" not in done.complaint


def test_a_publication_is_not_merged_into_itself(reader, library):
    done = reader("publications", "--merge", "The Daily Probe", "The Daily Probe", "--library", library)
    assert done.status == 1
    assert "same newsletter" in done.complaint
