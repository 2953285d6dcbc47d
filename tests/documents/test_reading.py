"""Files of any kind are read, or refused with a sentence that says what is wrong."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_documents import read_bytes, read_document
from shares import examples

from reader.core.values.errors import DocumentError
from reader.documents.raw.plain_text import find_links, is_hard_wrapped

WESTERN = "Café déjà vu — “don’t” panic: 10 € für die Größe, señor. Le garçon a mangé, l’été dernier, à Orléans. "


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_bytes(data, "x.txt").blocks]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_is_a_paragraph_and_blank_lines_are_gaps(end: str) -> None:
    blocks = read_bytes(end.join(["One", "Two  words\t here", "", " ", "Three", ""]).encode(), "x").blocks
    assert [(block.text, block.gap, block.line) for block in blocks] == [
        ("One", 0, 1),
        ("Two words here", 0, 2),
        ("Three", 2, 5),
    ]


def test_the_same_text_with_other_line_ends_is_the_same_document() -> None:
    lines = ["Title", "", "Text."]
    assert read_bytes("\r\n".join(lines).encode(), "a").blocks == read_bytes("\n".join(lines).encode(), "b").blocks


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_western_text_are_recognised(encoding: str) -> None:
    assert texts(WESTERN.encode(encoding)) == [WESTERN.strip()]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Привет, это новости о машинном обучении и нейронных сетях. "),
        ("shift_jis", "これは日本語のテキストです。機械学習のニュース。"),
    ],
)
def test_other_scripts_are_recognised_where_there_is_enough_of_them(encoding: str, text: str) -> None:
    assert texts((text * 4).encode(encoding)) == [(text * 4).strip()]


def test_a_few_odd_bytes_are_western_and_a_cut_file_is_still_utf_8() -> None:
    assert texts(b"caf\xe9 \x93ok\x94") == ["café “ok”"]
    assert texts(("déjà " * 20).encode()[:-2])[0].startswith("déjà déjà")


def test_controls_and_lone_surrogates_never_reach_a_block() -> None:
    text = texts(b"a" * 300 + b"\x0bb\x1b[0m\x00 \xed\xa0\x80")[0]
    assert "\x00" not in text
    assert "\x1b" not in text
    text.encode("utf-8")


@settings(max_examples=examples(200), deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    document = None
    message = "x.bin "
    try:
        document = read_bytes(data, "x.bin")
    except DocumentError as error:
        message = str(error)
    assert message.startswith("x.bin ")
    if document is None:
        return
    assert document.original == data
    assert all(block.text == " ".join(block.text.split()) and block.text for block in document.blocks)
    document.text.encode("utf-8")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"%PDF-1.7 x", "is a PDF"),
        (b"PK\x03\x04xx", "is an archive"),
        (b"\x89PNG\r\n", "is an image"),
        (bytes(range(256)), "is a binary file"),
    ],
)
def test_what_is_no_text_is_refused_in_plain_words(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_bytes(data, "x.txt")


def test_files_that_cannot_be_read_are_refused_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="There is no file"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(DocumentError, match="is a folder"):
        read_document(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DocumentError, match="is a device or a pipe"):
        read_document(tmp_path / "pipe")
    with pytest.raises(DocumentError, match="cannot be read"):
        read_document(Path("a\0b"))


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(DocumentError, match="larger than 50 MB"):
        read_document(huge)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_rights_is_refused_in_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("text")
    path.chmod(0)
    with pytest.raises(DocumentError, match="may not read"):
        read_document(path)


WRAPPED = """\
A TITLE OF ITS OWN

It was in the second year that the miller, who had never left the
valley, decided to see the sea. He packed some bread, a knife and a
letter. The road was long, and twice he thought of going back; yet he
went on, since nobody would believe him otherwise.

The sea was larger than he had been told, and it did not stop moving
even at night, when everything else in the world was resting.
"""


def test_hard_wrapped_text_is_joined_and_keeps_its_lines() -> None:
    blocks = read_bytes(WRAPPED.encode(), "x").blocks
    assert [(block.line, block.last_line) for block in blocks] == [(1, 1), (3, 6), (8, 9)]
    assert blocks[1].text.endswith("yet he went on, since nobody would believe him otherwise.")


@pytest.mark.parametrize(
    "text",
    [
        "The quiet river\nruns along the hill\nand birds are\nsleeping\n" * 5,
        "Short title\nA sentence that is somewhat longer than its title.\n" * 9,
        "a\n" * 50,
    ],
    ids=["poem", "pairs", "letters"],
)
def test_lines_that_were_not_broken_to_a_width_stay_apart(text: str) -> None:
    assert not is_hard_wrapped(text)


def test_bare_addresses_are_links_without_the_punctuation_after_them() -> None:
    text = "See https://x.org/a_(b) (and https://y.org/c), or http://z.org."
    links = find_links(text)
    assert [link.url for link in links] == ["https://x.org/a_(b)", "https://y.org/c", "http://z.org"]
    assert [text[link.start : link.end] for link in links] == [link.url for link in links]


@pytest.mark.parametrize("head", ["", "Subject: A long letter\n\n"])
def test_one_paragraph_of_many_wrapped_lines_takes_no_time(head: str) -> None:
    data = (head + ("words " * 12 + "end-\n") * 10_000).encode()
    start = time.process_time()
    document = read_bytes(data, "letter.eml" if head else "letter.txt")
    assert time.process_time() - start < 4
    assert sum(block.text.count("end-words") for block in document.blocks) == 9_999


def test_fields_of_a_wrapped_text_are_blocks_that_keep_what_is_set_in_below_them() -> None:
    record = (
        "\\\\\nNumber: 7\nTitle: A title that is broken to a width since it is too long for\n  one line\n"
        "Authors: A. Lee, B. Roy\nTopics: tests\n\\\\\n"
        "The text of the record is a paragraph, and it is broken to the same\n"
        "width as the title, so that its lines are one block, as they should\nbe in the end.\n"
    )
    blocks = read_bytes("\n".join([record] * 3).encode(), "x.txt").blocks
    assert [block.text for block in blocks[:7]] == [
        "\\\\",
        "Number: 7",
        "Title: A title that is broken to a width since it is too long for one line",
        "Authors: A. Lee, B. Roy",
        "Topics: tests",
        "\\\\",
        "The text of the record is a paragraph, and it is broken to the same width as the title, so that its lines are "
        "one block, as they should be in the end.",
    ]
    mail = read_bytes(("Subject: Records\n\n" + "\n".join([record] * 3)).encode(), "x.eml").blocks
    assert [block.text for block in mail] == [block.text for block in blocks]
