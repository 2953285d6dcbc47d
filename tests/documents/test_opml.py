"""Subscription lists: names and addresses, folders, and what is not understood is kept."""

import pytest

from reader.core.values.errors import DocumentError
from reader.core.values.subscriptions import Subscription
from reader.documents.feeds import opml

LIST = b"""<?xml version="1.0"?><opml version="2.0"><head><title>L</title></head><body>
<outline text="News"><outline text="Daily &amp; more" xmlUrl="https://d.example/feed" htmlUrl="https://d.example"
 x:y="z" xmlns:x="urn:x"/></outline>
<outline title="Late" text="" XMLURL="https://l.example/feed"/><outline xmlUrl="https://d.example/feed" text="Twice"/>
</body></opml>"""


def test_feeds_with_folder_and_other_attributes() -> None:
    first, second = opml.read(LIST, name="x")
    assert (first.title, first.address, first.folder) == ("Daily & more", "https://d.example/feed", "News")
    assert {"htmlUrl": "https://d.example", "x:y": "z"}.items() <= dict(first.attributes).items()
    assert second == Subscription("Late", "https://l.example/feed")


def test_a_broken_list_is_read_as_far_as_it_goes() -> None:
    broken = LIST.replace(b"<title>L", b"<title>arch&aelig;ology").replace(b"</body>", b"")
    assert [feed.address for feed in opml.read(broken, name="x")] == [
        "https://d.example/feed",
        "https://l.example/feed",
    ]


def test_declared_entities_are_not_followed() -> None:
    head = b'<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    hostile = LIST.replace(b"?>", b"?>" + head, 1).replace(b"Daily &amp;", b"Daily &b;")
    assert "aaaa" not in (opml.read(hostile, name="x")[0].title or "")


def test_a_list_without_feeds_is_refused() -> None:
    with pytest.raises(DocumentError, match="without feeds"):
        opml.read(b"<opml><body><outline text='x'/></body></opml>", name="x.opml")


@pytest.mark.parametrize("encoding", ["euc-jp", "shift_jis", "gb18030", "utf-16-le", "utf-32-be", "utf-16"])
def test_a_list_in_any_charset_keeps_its_titles(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><opml><outline text="日本の港" xmlUrl="http://a.example/f"/></opml>'
    (found,) = opml.read(text.encode(encoding), name="x.opml")
    assert found.title == "日本の港"
