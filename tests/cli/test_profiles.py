"""A publication's profile on the command line: what is written by hand has effect, and all of it can be forgotten."""

import json
from itertools import permutations

import pytest

COIN = "Throw a coin into the box"


def page(number):
    """Titles in bold over texts; "Ropes" and a notice are set like titles, one item is paid for."""
    body = ""
    for heading in ("Nets", "Ropes"):
        body += f"<p><b>{heading}</b></p>"
        for item in range(3):
            body += f"<p><b>{heading} of pier {number} and {item} are counted</b></p>"
            body += f"<p>It was tried at pier {item} for {number} years, and most of it concerns the tide.</p>"
        body += f"<p><b>{COIN}</b></p><p>Every coin of year {number} goes to the keeper of the light.</p>"
    body += f"<p><b>A rope for {number} boats</b></p><p>Made for you, together with Tarn Ltd.</p>"
    head = f"From: Quay <quay@a.example>\nList-Id: <quay.example>\nSubject: The Quay {number}\n"
    head += f"Message-ID: <{number}@a.example>\nDate: Mon, {number} May 2024 07:08:09 +0000\n"
    return f"{head}Content-Type: text/html\n\n<html><body><h1>The Quay</h1>{body}</body></html>"


def bring(reader, path, folder, *numbers):
    for number in numbers:
        file = folder / f"{number}.eml"
        file.write_text(page(number))
        assert reader("import", file, "--library", path).status == 0


@pytest.fixture
def library(reader, tmp_path):
    path = tmp_path / "library.db"
    bring(reader, path, tmp_path, 1)
    return path


def shown(reader, library):
    items = reader("list", "--library", library, "--json").json
    return [(item["issue"], item["section"], item["title"], item["kind"]) for item in items]


def profile(reader, library, *options):
    name = reader("publications", "--library", library, "--json").json[0]["title"]
    done = reader("profile", name, *options, "--library", library)
    assert done.status == 0, done.err
    return done


def resplit(reader, library):
    assert reader("resplit", "--all", "--library", library).status == 0
    return shown(reader, library)


def test_what_is_written_has_effect_when_the_issue_is_split_again_and_on_what_comes_later(reader, library, tmp_path):
    before = shown(reader, library)
    assert {section for _, section, _, _ in before} == {None}
    assert (COIN, "article") in [row[2:] for row in before]
    writes = (("heading", "ropes"), ("boilerplate", COIN), ("sponsor", "with tarn"), ("kind", "Ropes: dataset"))
    told = profile(reader, library, *(word for pair in writes for word in ("--write", *pair))).out
    for sentence in (
        "Heading: ropes (written by you)",
        f"Boilerplate: {COIN} (written by you)",
        "Items that say “with tarn” are advertisements (written by you)",
        "Items under “Ropes” are data sets (written by you)",
    ):
        assert f"  {sentence}\n" in told
    assert shown(reader, library) == before
    after = resplit(reader, library)
    ropes = [row for row in after if row[1] == "Ropes"]
    assert [row[2:] for row in ropes] == [
        *((f"Ropes of pier 1 and {item} are counted", "dataset") for item in range(3)),
        ("A rope for 1 boats", "sponsored"),
    ]
    assert COIN not in json.dumps(after)
    bring(reader, library, tmp_path, 2)
    assert [row[2] for row in shown(reader, library) if row[:2] == ("#2", "Ropes")] == [
        *(f"Ropes of pier 2 and {item} are counted" for item in range(3)),
        "A rope for 2 boats",
    ]


def test_what_is_written_is_switched_off_deleted_and_undone(reader, library):
    before = resplit(reader, library)
    profile(reader, library, "--write", "heading", "ropes")
    sections = resplit(reader, library)
    assert sections != before
    profile(reader, library, "--forget", "heading:ropes")
    assert resplit(reader, library) == before
    profile(reader, library, "--remember", "heading:ropes")
    assert resplit(reader, library) == sections
    assert profile(reader, library, "--delete", "heading:ropes", "--json").json["facts"] == []
    assert resplit(reader, library) == before
    for _ in range(2):
        reader("undo", "--library", library)
    (fact,) = profile(reader, library, "--json").json["facts"]
    assert (fact["key"], fact["is_own"], fact["sentence"]) == ("heading:ropes", True, "Heading: ropes")
    assert shown(reader, library) == sections


@pytest.mark.parametrize(
    "options",
    [
        ("--write", "colour", "Ropes"),
        ("--write", "kind", "Ropes"),
        ("--write", "kind", "Ropes: gull"),
        ("--write", "heading", " !! "),
        ("--delete", "heading:ropes"),
        ("--forget-all", "--write", "heading", "Ropes"),
    ],
)
def test_what_cannot_be_written_is_refused_and_nothing_is_changed(reader, library, options):
    before = profile(reader, library).out
    done = reader("profile", "1", *options, "--library", library)
    assert done.status == 1
    assert done.complaint
    assert profile(reader, library).out == before


def corrected(reader, library, issue, act):
    line = json.dumps({"seq": 1, "act": act, "text": "Ropes"}).encode()
    assert reader("correct", issue, "-", "--library", library, stdin=line).status == 0


def test_all_is_forgotten_at_once_and_what_is_corrected_afterwards_is_learned_again(reader, library, tmp_path):
    bring(reader, library, tmp_path, 2)
    first, second = sorted({row["issue_id"] for row in reader("list", "--library", library, "--json").json})
    fresh = shown(reader, library)
    corrected(reader, library, first, "heading")
    profile(reader, library, "--write", "sponsor", "with tarn", "--write", "boilerplate", COIN)
    taught = resplit(reader, library)
    before = profile(reader, library).out
    told = profile(reader, library, "--forget-all").out
    assert told == "No rules yet.\n"
    assert profile(reader, library, "--forget-all").out == told
    forgotten = resplit(reader, library)
    assert [row for row in forgotten if row[0] == "#2"] == [row for row in fresh if row[0] == "#2"]
    assert "Ropes" in {row[1] for row in forgotten if row[0] == "#1"}, "a correction stays in its own issue"
    corrected(reader, library, second, "heading")
    assert "Heading: Ropes" in profile(reader, library).out
    for _ in range(3):
        reader("undo", "--library", library)
    assert profile(reader, library).out == before
    assert resplit(reader, library) == taught


def test_what_was_written_leaves_with_an_export_and_comes_back(reader, library, tmp_path):
    facts = ("--write", "heading", "Ropes", "--write", "kind", "Ropes: paper")
    before = profile(reader, library, *facts, "--json").json["facts"]
    out = tmp_path / "out.json"
    assert reader("export", "--format", "json", "--out", out, "--library", library).status == 0
    new = tmp_path / "new.db"
    assert reader("import", out, "--library", new).status == 0
    assert profile(reader, new, "--json").json["facts"] == before
    assert "already there" in reader("import", out, "--library", new).out
    profile(reader, new, "--delete", "heading:ropes", "--write", "kind", "ropes: code")
    assert reader("import", out, "--library", new).status == 0
    again = profile(reader, new, "--json").json["facts"]
    assert {(fact["key"], *fact["kinds"]) for fact in again} == {("heading:ropes",), ("kind:section:ropes", "code")}
    wrong = out.read_text().replace('"sort": "heading"', '"sort": "colour"')
    out.write_text(wrong)
    assert "colour" in reader("import", out, "--library", tmp_path / "third.db").complaint


def test_with_what_was_written_the_order_in_which_issues_came_does_not_matter(reader, tmp_path):
    found = set()
    for order in permutations((1, 2, 3)):
        path = tmp_path / f"{order}.db"
        bring(reader, path, tmp_path, order[0])
        profile(reader, path, "--write", "heading", "Ropes", "--write", "boilerplate", COIN)
        bring(reader, path, tmp_path, *order[1:])
        found.add(json.dumps(resplit(reader, path)))
    assert len(found) == 1
    assert COIN not in found.pop()
