"""Mail: the part a person reads, whatever encodings it claims, and what the headers say."""

import base64

import pytest
from reading_documents import read_bytes

from reader.core.values.document import Document, Tag
from reader.core.values.errors import DocumentError

HEAD = "From: Jane Doe from The Harbour Letter <jane@harbour.example>\nDate: Tue, 02 Jan 2024 23:04:05 -0800\n"
HTML = "<p>The <b>pretty</b> part with <a href='https://a.example/1'>a link</a>.</p>"


def mail(text: str, *, head: str = HEAD + "Subject: Harbour #12\n") -> Document:
    return read_bytes((head + text).encode("utf-8", "surrogateescape"), "x.eml")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def alternative(plain: str, html: str, kind: str = "alternative") -> str:
    return (
        f'MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="b"\n\nignored\n'
        f"--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n{html}\n--b--\n"
    )


def test_headers_say_publication_date_and_number() -> None:
    document = mail("Message-ID: <1@harbour.example>\nList-Id: <harbour.list.example>\n\nHello.")
    assert (document.publication, document.date, document.number) == ("The Harbour Letter", "2024-01-02", 12)
    assert (document.list_id, document.message_id) == ("harbour.list.example", "1@harbour.example")
    assert document.title == "Harbour #12"


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("News from the Lab <a@b.example>", "News from the Lab"),
        ("Ann via Substack <a@b.example>", "Ann"),
        ("=?utf-8?q?Caf=C3=A9?= <a@b.example>", "Café"),
        ("a@b.example", None),
    ],
)
def test_the_sender_names_the_publication(sender: str, name: str | None) -> None:
    assert mail("\nText.", head=f"From: {sender}\nSubject: S\n").publication == name


def test_the_lists_own_name_comes_first() -> None:
    assert mail('List-Id: "Harbour Weekly" <h.example>\n\nText.').publication == "Harbour Weekly"


def test_the_richer_part_is_read_and_the_other_does_not_count() -> None:
    document = mail(alternative("The pretty part with a link.", HTML))
    assert texts(document) == ["The pretty part with a link."]
    assert [link.url for link in document.blocks[0].links] == ["https://a.example/1"]
    long = " ".join(f"word{number}" for number in range(60))
    assert texts(mail(alternative(long, "<p>See the web page.</p>"))) == [long]


def test_parts_that_stand_together_are_all_read() -> None:
    assert texts(mail(alternative("First part.", HTML, "mixed"))) == ["First part.", "The pretty part with a link."]


@pytest.mark.parametrize(
    ("encoding", "charset", "body", "text"),
    [
        ("quoted-printable", "iso-8859-1", "caf=E9 =\nau lait", "café au lait"),
        (" Base64 ;x", "utf-8", base64.b64encode("naïve".encode()).decode(), "naïve"),
        ("8bit", "x-none", "déjà vu", "déjà vu"),
        ("8bit", "idna", "déjà vu", "déjà vu"),
        ("7bit", "us-ascii", "Grüße", "Grüße"),
        ("base64", "gb2312", base64.b64encode("中文新闻".encode("gb18030")).decode(), "中文新闻"),
    ],
)
def test_encodings_and_charsets(encoding: str, charset: str, body: str, text: str) -> None:
    head = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    assert texts(mail(head + body)) == [text]


def test_a_subject_of_many_encoded_words_is_bounded() -> None:
    words = " ".join("=?utf-8?q?w=C3=B6rd?=" for _ in range(50_000))
    title = mail("\nText.", head=f"From: a@b.example\nSubject: {words}\n").title
    assert title is not None
    assert title.startswith("wördwörd")
    assert len(title) <= 1_000


def test_a_forwarded_mail_is_read_under_its_subject() -> None:
    inner = "Content-Type: message/rfc822\n\nFrom: b@c.example\nSubject: Inside\n\nInner text."
    assert texts(mail(inner)) == ["Inside", "Inner text."]


def test_a_mail_without_end_boundary_or_headers_is_read() -> None:
    cut = 'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain\n\nhello'
    assert texts(mail(cut)) == ["hello"]
    assert texts(mail("Subject: Only\n\nText.", head="")) == ["Text."]
    assert texts(mail("\n", head="From: a@b.example\nSubject: Nothing else\n")) == ["Nothing else"]
    with pytest.raises(DocumentError, match="without text"):
        mail("\n", head="From: a@b.example\nTo: c@d.example\n")


PLAIN = """
The Weekly Bulletin
===================

  --------ADVERTISEMENT----------------------------------------------
  Win tickets to the grand race of the year, sponsored by a company that
  has been named here before and that will be named here again, we fear.

-------------------------------------------------------------------
Software

    A headline that stands alone
    Its standfirst is short
        https://news.example/1

* A bullet whose text is long enough that it goes on in the line below it
  where its text continues
* Another bullet
"""


def test_wrapped_text_is_joined_and_lines_keep_their_places() -> None:
    document = mail(PLAIN)
    found = {block.text: block for block in document.blocks}
    title = found["The Weekly Bulletin"]
    assert (title.level, title.line) == (1, 5)
    assert found["ADVERTISEMENT"].has_rule_before
    assert found["Software"].has_rule_before
    headline = found["A headline that stands alone"]
    assert (headline.indent, headline.gap) == (4, 1)
    assert found["https://news.example/1"].indent == 8
    advertisement = next(block for block in document.blocks if block.text.startswith("Win tickets"))
    assert advertisement.text.endswith("we fear.")
    assert (advertisement.line, advertisement.last_line) == (9, 10)
    assert "Another bullet" in document.blocks[-1].text
    assert document.blocks[-2].text.endswith("where its text continues")


def test_flowed_text_is_joined_where_its_sender_says() -> None:
    body = "\nA line that flows \ninto the next.\nA new paragraph.\n> quoted \n> words\n"
    document = mail("Content-Type: text/plain; format=flowed\n" + body)
    assert texts(document) == ["A line that flows into the next.", "A new paragraph.", "quoted words"]
    assert document.blocks[-1].tag is Tag.QUOTE


def test_lines_of_quoted_printable_are_those_of_the_file() -> None:
    document = mail("Content-Transfer-Encoding: quoted-printable\n\nOne line that =\ngoes on.\n\nTwo.\n")
    assert [(block.text, block.line) for block in document.blocks] == [("One line that goes on.", 6), ("Two.", 9)]


def test_nesting_is_bounded() -> None:
    deep = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(200))
    assert mail(f"{deep}\nhello").title == "Harbour #12"
    with pytest.raises(DocumentError, match="nested too deeply"):
        mail("".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3_000)))


def test_an_address_below_a_finished_sentence_is_a_line_of_its_own() -> None:
    rows = [
        "The council has decided to replace the lamps of one hundred bridges",
        "and sends the old ones to a museum, which has no room for all of them.",
        "https://bridges.example.org/lamps",
        "",
        "More lamps are wanted by the harbour, which asks everybody to look at",
        "https://harbour.example.org/lamps",
        "",
        "A third paragraph is here so that the width of this mail can be told by",
        "all readers, as there are enough lines which are full up to the margin.",
    ]
    found = texts(mail("\n".join(rows)))
    assert found[1] == "https://bridges.example.org/lamps"
    assert found[2].endswith("look at https://harbour.example.org/lamps")


@pytest.mark.parametrize("charset", ["base64", "rot13", "zip", "undefined", "idna", "x-none"])
def test_a_charset_that_is_none_costs_no_text(charset: str) -> None:
    assert texts(
        mail("Words of a letter.", head=f"{HEAD}Subject: A\nContent-Type: text/plain; charset={charset}\n")
    ) == ["Words of a letter."]


@pytest.mark.parametrize("header", ["From", "Date"])
def test_comments_in_comments_cost_a_header_and_no_letter(header: str) -> None:
    document = mail("Words of a letter.", head=f"{header}: {'(' * 15_000}a@b.example\nSubject: A\n")
    assert (document.title, texts(document)) == ("A", ["Words of a letter."])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16", "utf-32-be"])
def test_a_mail_that_was_saved_in_wide_letters_is_read(encoding: str) -> None:
    data = f"{HEAD}Subject: Zürich\nMIME-Version: 1.0\n\nWörter.\n".encode(encoding)
    document = read_bytes(data, "x.eml")
    assert (document.title, texts(document), document.original) == ("Zürich", ["Wörter."], data)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-8-sig"])
def test_a_mailbox_without_a_message_that_can_be_read_is_refused(encoding: str) -> None:
    with pytest.raises(DocumentError, match="no mail"):
        read_bytes("From a@b.example Tue Jan  2 03:04:05 2024\nSubject: A\n\nWords.\n".encode(encoding), "x.mbox")


def test_a_long_line_of_dashes_with_another_mark_at_its_end_is_read_at_once() -> None:
    line = "-" * 400 + "|"
    assert texts(mail(f"\n\nA first line.\n\n{line}\n\nA last line.\n")) == ["A first line.", line, "A last line."]


@pytest.mark.parametrize("line", ["-----", "*** *** ***", "=== ===", "-- -- --", "~~~~~~ "])
def test_rulers_of_every_kind_stand_between_blocks(line: str) -> None:
    document = mail(f"\n\nA first line.\n\n{line}\n\nA last line.\n")
    assert texts(document) == ["A first line.", "A last line."]
    assert document.blocks[1].has_rule_before
