"""Mailboxes: every message of an mbox and of a Maildir, each as a mail of its own."""

import io
from pathlib import Path

from reading_documents import read_documents

from reader.documents import find_files
from reader.documents.mail.mailboxes import read_messages

BOX = b"""From jane@x.example Tue Jan  2 03:04:05 2024
From: jane@x.example
Subject: One

From here on, a sentence.
>From the start, quoted.

From - Wed Jan  3 03:04:05 2024
From: jane@x.example
Subject: Two

Body.
"""


def test_the_messages_of_an_mbox_are_documents(tmp_path: Path) -> None:
    file = tmp_path / "box"
    file.write_bytes(BOX)
    first, second = read_documents(file)
    assert [first.title, second.title] == ["One", "Two"]
    assert [block.text for block in first.blocks] == ["From here on, a sentence.", "From the start, quoted."]
    assert first.name == "box, message 1"
    assert b"Body." not in first.original


def test_the_lines_of_a_message_are_those_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "box"
    file.write_bytes(BOX)
    lines = BOX.decode().split("\n")
    for message in read_documents(file):
        assert all(block.text in lines[block.line - 1].removeprefix(">") for block in message.blocks)


def test_a_message_that_is_too_large_costs_no_other() -> None:
    large = BOX.replace(b"quoted.", b"q" * 5_000)
    assert [message.data is None for message in read_messages(io.BytesIO(large), most=1_000)] == [True, False]


def test_a_maildir_is_its_messages(tmp_path: Path) -> None:
    for name in ("cur", "new", "tmp"):
        (tmp_path / "mail" / name).mkdir(parents=True)
    (tmp_path / "mail" / "cur" / "1.host:2,S").write_bytes(b"From: a@b.example\nSubject: S\n\nT.")
    (tmp_path / "mail" / "new" / "2.host").write_bytes(b"From: a@b.example\nSubject: S2\n\nT.")
    (tmp_path / "mail" / "tmp" / "3.host").write_bytes(b"half")
    assert [path.name for path in find_files(tmp_path / "mail")] == ["1.host:2,S", "2.host"]
