"""Feeds: link blogs and feeds of issues, from RSS, RDF, Atom and JSON."""

import json
from typing import Any

import pytest
from reading_documents import read_bytes_all

from reader.core.values.document import Document
from reader.core.values.errors import DocumentError

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://blog.example/feed">
<title>Pebbles</title><link rel="self" href="https://blog.example/feed"/><link href="https://blog.example/"/>
<entry><title type="html">A &lt;b&gt;first&lt;/b&gt; post</title><id>urn:1</id>
<link rel="alternate" href=""/><published>2024-01-02T03:04:05Z</published><author><name>Ann</name></author>
<category term="rocks"/><summary>Only the beginning</summary>
<content type="html">&lt;p&gt;Only the beginning of it.&lt;/p&gt;
&lt;p&gt;&lt;a href="/x"&gt;More&lt;/a&gt;&lt;/p&gt;</content></entry>
<entry><id>urn:2</id><link href="https://far.example/2"/>
<content type="html">&lt;img src="p.png" alt="A shell"&gt;</content></entry>
</feed>"""


def feed(data: str | bytes | dict[str, Any], name: str = "x.xml") -> list[Document]:
    raw = json.dumps(data).encode() if isinstance(data, dict) else data.encode() if isinstance(data, str) else data
    return list(read_bytes_all(raw, name))


def rss(items: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'


def digest(number: int) -> str:
    items = "".join(
        f"<h3><a href='https://s{number}.example/{n}'>Story {n} of week {number}</a></h3>"
        f"<p>What story {n} says in a good many words of its own, so that it can be told from others.</p>"
        for n in range(6)
    )
    return (
        f"<item><title>Week {number}</title><guid>{number}</guid><description><![CDATA[{items}]]></description></item>"
    )


def test_a_link_blog_is_one_document_whose_entries_are_its_posts() -> None:
    (document,) = feed(ATOM)
    assert (document.publication, document.address) == ("Pebbles", "https://blog.example/feed")
    first, second = document.entries
    assert (first.title, first.url, first.author, first.date) == ("A first post", None, "Ann", "2024-01-02")
    assert (first.guid, first.topics) == ("urn:1", ("rocks",))
    assert second.title is None
    assert second.url == "https://far.example/2"
    shown = [[block.text for block in document.blocks[entry.first : entry.last]] for entry in document.entries]
    assert shown == [["A first post", "Only the beginning of it.", "More"], ["A shell"]]
    assert [link.url for block in document.blocks for link in block.links] == ["https://blog.example/x"]


def test_a_summary_that_says_something_else_is_kept() -> None:
    (document,) = feed(ATOM.replace("<summary>Only the beginning<", "<summary>Another thing<"))
    assert "Another thing" in document.text


def test_a_feed_of_issues_is_a_document_for_each() -> None:
    documents = feed(rss("".join(map(digest, (1, 2, 3)))))
    assert [(one.title, one.number, one.publication) for one in documents] == [
        ("Week 1", 1, "T"),
        ("Week 2", 2, "T"),
        ("Week 3", 3, "T"),
    ]
    assert len({one.message_id for one in documents}) == 3


def test_an_issue_of_a_feed_can_be_read_again_from_its_own_original() -> None:
    first = feed(rss(digest(1) + digest(2)))[0]
    (again,) = feed(first.original, "x.json")
    assert again.blocks == first.blocks
    assert (again.title, again.message_id, again.publication) == (first.title, first.message_id, first.publication)


def test_entities_are_never_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{laughs}<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    (document,) = feed(rss("<item><title>Kept &l9; &x;</title></item>", doctype))
    assert "Kept" in document.text
    assert len(document.text) < 1_000


def test_json_feed() -> None:
    item = {"id": 1, "url": "/1", "content_text": "Words with https://a.example/", "tags": ["x"], "title": "One"}
    value = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "home_page_url": "https://j.example"}
    (document,) = feed({**value, "items": [item, {"id": "2", "content_html": "<p>Two</p>"}, "nonsense"]}, "x.json")
    assert [(entry.title, entry.url) for entry in document.entries] == [("One", "https://j.example/1"), (None, None)]
    assert document.blocks[1].links[0].url == "https://a.example/"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"[" * 50_000 + b"]" * 50_000, "x.json", "not valid JSON"),
        (b'{"a": 1}', "x.json", "not a JSON Feed"),
        (b"<rss>" + b" " * (15 * 1024 * 1024), "x.xml", "larger than 15 MB"),
        (b"<?xml version='1.0'?><other/>", "x.xml", "not a feed"),
    ],
)
def test_what_is_no_feed_is_refused(data: bytes, name: str, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        feed(data, name)


def test_a_feed_without_entries_shows_its_name() -> None:
    (document,) = feed(rss(""))
    assert document.text == "T"


@pytest.mark.parametrize("closed", ["</channel></rss>", ""])  # well-formed, and for the lenient parser
def test_every_text_of_an_entry_is_kept_however_many_it_has(closed: str) -> None:
    texts = (
        "<description>One &lt;b&gt;bold&lt;/b&gt;.</description>"
        "<content:encoded>&lt;p&gt;Two.&lt;/p&gt;</content:encoded>"
        "<itunes:summary>Three &amp; a half.</itunes:summary><itunes:subtitle>Four.</itunes:subtitle>"
        "<dc:description>&lt;i&gt;Five&lt;/i&gt;.</dc:description><excerpt:encoded>Six.</excerpt:encoded>"
    )
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:itunes="http://www.itunes.com/DTDs/Podcast-1.0.dtd" '
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
    )
    (document,) = feed(f"<rss {spaces}><channel><item><title>T</title>{texts}</item>{closed}")
    shown = {block.text for block in document.blocks}
    assert shown == {"T", "One bold.", "Two.", "Three & a half.", "Four.", "Five.", "Six."}


@pytest.mark.parametrize("address", ["http://[bad", "http://[::1", "//[", "javascript:x"])
def test_an_address_that_makes_no_sense_costs_no_entry(address: str) -> None:
    (document,) = feed(rss(f"<item><title>A</title><link>{address}</link><description>Words.</description></item>"))
    assert [block.text for block in document.blocks] == ["A", "Words."]
    items = [{"id": "1", "title": "A", "url": address, "content_html": "<a href='x'>Words.</a>"}]
    (document,) = feed(
        {"version": "https://jsonfeed.org/version/1.1", "home_page_url": address, "items": items}, "x.json"
    )
    assert [block.text for block in document.blocks] == ["A", "Words."]


@pytest.mark.parametrize("tag", ["iframe", "frameset", "noframes", "datalist", "title"])
def test_an_element_that_hides_what_follows_hides_nothing_in_an_entry(tag: str) -> None:
    (document,) = feed(rss(f"<item><title>A</title><description>&lt;{tag}&gt;Words.</description></item>"))
    assert [block.text for block in document.blocks] == ["A", "Words."]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-16", "utf-32"])
@pytest.mark.parametrize("declared", ["", ' encoding="utf-8"', ' encoding="utf-16"'])
def test_wide_letters_are_read_with_a_mark_or_without_whatever_is_declared(encoding: str, declared: str) -> None:
    text = rss("<item><title>Zürich 日本</title></item>").replace('version="1.0"', f'version="1.0"{declared}', 1)
    (document,) = feed(text.encode(encoding))
    assert document.entries[0].title == "Zürich 日本"
