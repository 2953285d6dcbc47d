"""Formats are told by content first and by name second."""

import pytest

from reader.documents.files.file_kinds import Format, recognise

MAIL = b"From: a@b.example\nSubject: S\n\nText."
CASES = [
    (b"Just words.\nMore words.", "x.txt", Format.TEXT),
    (b"Just words.", "x.md", Format.MARKDOWN),
    (b"---\ntitle: T\n---\n\nText", "x.txt", Format.MARKDOWN),
    (b"- [a](https://a.example)\n- [b](https://b.example)\n- [c](https://c.example)", "-", Format.MARKDOWN),
    (MAIL, "x.txt", Format.MAIL),
    (MAIL.replace(b"\n", b"\r\n"), "", Format.MAIL),
    (b"Title: A plain text\n\nText.", "x.txt", Format.TEXT),
    (b"Date: today\n\nText.", "x.txt", Format.TEXT),
    (b"no headers", "x.eml", Format.MAIL),
    (b"From a@b.example Tue Jan  2 03:04:05 2024\n" + MAIL, "x.eml", Format.MBOX),
    (b"From now on everything changes in 2024.\n\nText", "x.txt", Format.TEXT),
    (b"<!DOCTYPE html><html><body>x</body></html>", "x.txt", Format.HTML),
    (b"\xef\xbb\xbf\n<p>Hello</p>", "x", Format.HTML),
    ("\ufeff<html><p>x</p></html>".encode("utf-16"), "x", Format.HTML),
    ("<html><p>x</p></html>".encode("utf-16-be"), "x", Format.HTML),
    ("<rss version='2.0'>".encode("utf-32-le"), "x", Format.FEED),
    (b"<?xml version='1.0'?><!-- c --><!DOCTYPE rss [<!ENTITY a 'b'>]><rss version='2.0'>", "x.html", Format.FEED),
    (b"<rdf:RDF xmlns:rdf='x'>", "x", Format.FEED),
    (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "x.txt", Format.FEED),
    (b"<opml version='2.0'>", "x.xml", Format.OPML),
    (b'{"version": "https://jsonfeed.org/version/1", "items": []}', "x.txt", Format.JSON_FEED),
    (b"PK\x03\x04rest", "x.txt", Format.ZIP),
]


@pytest.mark.parametrize(("data", "name", "format"), CASES)
def test_what_the_bytes_are(data: bytes, name: str, format: Format) -> None:
    assert recognise(data, name) is format
