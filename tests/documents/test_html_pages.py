import pytest

from reader.documents.html.html_pages import decode_html, looks_like_html, read_html

PAGE = """<!DOCTYPE html><html><head><title>Letter #12 | A Letter</title>
<meta property="og:title" content="Letter #12"><meta property="og:site_name" content="A Letter">
<meta name="author" content="Ada Example"><meta property="article:published_time" content="2024-05-06T07:08:09Z">
<link rel="canonical" href="https://letter.example/p/12"><link rel="alternate" type="application/rss+xml" href="/feed">
</head><body><main><p><a href="/x">Text</a></p></main></body></html>"""


def test_the_head_of_a_page_says_what_it_is() -> None:
    page = read_html(PAGE.encode(), "12.html")
    assert (page.format, page.name, page.title, page.author) == ("html", "12.html", "Letter #12", "Ada Example")
    assert (page.publication, page.date) == ("A Letter", "2024-05-06")
    assert (page.url, page.address) == ("https://letter.example/p/12", "https://letter.example/feed")
    assert page.blocks[0].links[0].url == "https://letter.example/x"
    assert page.original == PAGE.encode()


def test_a_page_that_says_nothing_has_no_metadata() -> None:
    page = read_html("<p>Text", "x.html")
    assert (page.title, page.author, page.publication, page.date, page.url) == (None,) * 5


def test_dates_on_a_page_count_only_if_all_agree() -> None:
    one = "<time datetime='2024-01-02'>then</time>"
    assert read_html(one + one, "x").date == "2024-01-02"
    assert read_html(one + "<time datetime='2023-01-02'>before</time>", "x").date is None


def test_a_page_with_a_title_only_shows_it() -> None:
    assert read_html("<title>Only this</title>", "x.html").text == "Only this"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset=iso-8859-1>", "utf-8"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=shift_jis">', "shift_jis"),
        ("<meta charset='iso-2022-jp'>", "iso-2022-jp"),
        ("<meta charset=gb2312>", "gb18030"),
        ("", "utf-16"),
        ("<meta charset=no-such-thing>", "utf-8"),
    ],
)
def test_a_page_is_read_in_its_encoding(head: str, encoding: str) -> None:
    html = f"<html><head>{head}</head><body>新しい</body></html>"
    assert decode_html(html.encode(encoding), "x") == html.removeprefix("\ufeff")


@pytest.mark.parametrize(
    "text",
    [
        "<!doctype html><p>x",
        "\n<!-- saved from --><HTML lang=en>",
        '<?xml version="1.0"?><!DOCTYPE html><html>',
        "<div><div>text",
        "<table><tr><td>x</td></tr></table>",
        "<p>Kept title",
    ],
)
def test_html_is_recognised(text: str) -> None:
    assert looks_like_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "Plain text with <b>bold</b>",
        '<?xml version="1.0"?><rss version="2.0"><channel>',
        "<feed xmlns='http://www.w3.org/2005/Atom'>",
        "<opml version='2.0'>",
        "# Title\n\n<div>x</div>",
        '<div align="center">\n\n# Title\n\n[a](https://a.example) [b](https://b.example)\n\n</div>',
        "<jane@example.org> wrote:",
        "",
    ],
)
def test_other_things_are_not_html(text: str) -> None:
    assert not looks_like_html(text)
