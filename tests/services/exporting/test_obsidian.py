"""Notes for Obsidian: front matter by a YAML parser, and what the user wrote stays when they are exported again."""

from datetime import date
from typing import Any

import pytest
import yaml
from exported import item
from hypothesis import example, given
from hypothesis import strategies as st

from reader.services.exporting.facts.records import ItemRecord
from reader.services.exporting.vault.obsidian import clean_tag, make_note, merged_text, new_text, note_id

TODAY = date(2026, 1, 2)


def note(record: ItemRecord) -> str:
    return new_text(make_note(record, TODAY))


def again(text: str, record: ItemRecord) -> str:
    return merged_text(text, make_note(record, TODAY)).text


def front(text: str) -> dict[str, Any]:
    _, matter, _ = text.split("---\n", 2)
    found: dict[str, Any] = yaml.safe_load(matter)
    return found


def test_the_fields() -> None:
    assert front(note(item())) == {
        "title": "Attention Is All You Need", "aliases": [], "tags": ["to-read"], "source": "https://arxiv.org/abs/1706.03762",
        "author": ["Ashish Vaswani", "Noam Shazeer"], "published": "2017-06", "doi": "10.48550/arXiv.1706.03762",
        "arxiv": "1706.03762", "issue": "Deep Weekly #197", "topics": ["transformers"], "read": True, "starred": True,
        "reader-id": f"{3:032x}", "created": TODAY,
    }  # fmt: skip


@given(st.text(max_size=60))
@example("---\ntags: [x]")
@example('"}: [[x]] \\ # yes')
@example("\x85a\ufeffb\u2028c")
def test_any_title_is_one_value_and_comes_back(title: str) -> None:
    record = item(title, author=title, topics=(title,) if title else ())
    text = note(record)
    assert " ".join(front(text)["title"].split()) == " ".join(record.name.split())
    assert note_id(text) == record.detail.key


@given(st.text(max_size=60), st.text(st.sampled_from("a\n<!-- reder:ndbgi>#`"), max_size=60))
@example("x", "<!-- reader:end -->\nmore")
def test_exporting_again_the_same_changes_no_byte(title: str, words: str) -> None:
    record = item(title, note=words, body=words)
    assert again(note(record), record) == note(record)


def test_the_users_keys_and_words_stay_and_ours_follow() -> None:
    old = note(item("Old", note="", author=None))
    old = old.replace("aliases: []\n", "aliases:\n  - Mine\nproject: [a, b] # c\n").replace("read: true\n", "")
    old = old.replace("\n\n<!-- reader:begin", "\n\nBefore.\n\n<!-- reader:begin") + "\nAfter, with --- in it.\n---\n"
    new = again(old, item("New", note="A note"))
    found = front(new)
    assert (found["aliases"], found["project"], found["title"], found["read"]) == (["Mine"], ["a", "b"], "New", True)
    assert found["author"] == ["Ashish Vaswani", "Noam Shazeer"]
    assert "# c\n" in new
    assert "# New\n" in new
    assert "A note" in new
    assert "Old" not in new
    before, after = new.split("<!-- reader:begin -->")[0], new.split("<!-- reader:end -->")[1]
    assert before.endswith("---\n\nBefore.\n\n")
    assert after == "\n\nAfter, with --- in it.\n---\n"


def test_front_matter_as_obsidian_writes_it_anew() -> None:
    old = "---\ntitle: Old\nauthor:\n  - A\n  - B\ntags:\n  - mine\nreader-id: abc\n---\nwords\n"
    new = again(old, item("New"))
    assert front(new)["author"] == ["Ashish Vaswani", "Noam Shazeer"]
    assert front(new)["tags"] == ["mine", "to-read"]
    assert new.endswith("---\nwords\n"), "the block was taken away by the user and stays away"


def test_windows_line_ends_stay() -> None:
    old = note(item("Old")).replace("\n", "\r\n")
    new = again(old, item("New"))
    assert new.replace("\r\n", "\n") == note(item("New"))
    assert new.count("\n") == new.count("\r\n")


@pytest.mark.parametrize(
    "text", ["", "reader-id: abc\n", "---\nreader-id: abc\n", "---\nx: y\n---\nreader-id: abc\n", "---\n---\n"]
)
def test_other_files_are_no_notes_of_ours(text: str) -> None:
    assert note_id(text) is None


@pytest.mark.parametrize(
    ("tag", "cleaned"), [("a b", "a-b"), ("#x", "x"), ("2024", "2024_"), ("a/b", "a/b"), ("né", "né"), ("!!", "")]
)
def test_tags_as_obsidian_takes_them(tag: str, cleaned: str) -> None:
    assert clean_tag(tag) == cleaned
