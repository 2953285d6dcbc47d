"""The text of an item: hostile input is only text, nothing is fetched or opened, and it can be read."""

import ctypes
import json
import os
import random
import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot
from shares import examples
from showing import PROSE, item, pane

from reader.core.state.rows import Borrowed, Hits, Twin
from reader.core.state.tags import Tag
from reader.core.values.ids import ItemId
from reader.ui.pages.detail_page import BODY_ANCHOR
from reader.ui.pages.shown_body import MOST_CHARACTERS, shown_body
from reader.ui.pages.text_places import Places
from reader.ui.panes.detail_pane import DetailPane

__all__ = ["pane"]

VECTORS = Path(__file__).parents[3] / "shared" / "vectors"
BOLD_ALERT = '<b>bold</b> <img src="{file}"> <a href="javascript:alert(1)">x</a> &amp; <script>alert(1)</script>'


def text_of(pane: DetailPane) -> str:
    return pane.page.toPlainText().replace("\xa0", " ")


def fragments(pane: DetailPane) -> Iterator[Any]:
    block = pane.page.document().begin()
    while block.isValid():
        inner = block.begin()
        while not inner.atEnd():
            yield inner.fragment()
            inner += 1
        block = block.next()


def links_of(pane: DetailPane) -> set[str]:
    return {f.charFormat().anchorHref() for f in fragments(pane) if f.charFormat().anchorHref()}


@pytest.mark.parametrize(("is_guess", "said"), [(True, "#197 (check this split) › Papers"), (False, "#197 › Papers")])
def test_the_way_to_the_item_says_that_its_issue_is_a_guess(pane: DetailPane, is_guess: bool, said: str) -> None:
    pane.show_detail(item(is_guess=is_guess))
    assert said in text_of(pane)


# hostile texts are texts


@pytest.mark.parametrize("where", ["title", "identity", "publication", "issue", "section", "author", "note", "excerpt"])
def test_html_is_shown_as_text_wherever_it_stands(pane: DetailPane, where: str) -> None:
    pane.show_detail(item(**{where: BOLD_ALERT, **({"title": None} if where == "excerpt" else {})}))
    shown = text_of(pane)
    assert BOLD_ALERT[:22] in shown
    if where != "excerpt":
        assert BOLD_ALERT in shown
    assert not any(fragment.charFormat().isImageFormat() for fragment in fragments(pane))
    assert links_of(pane) == {"https://arxiv.org/abs/2102.07074"}


def test_lines_that_came_with_an_item_are_shown_as_they_came(pane: DetailPane) -> None:
    pane.show_detail(item(author="Daniel Draza", credits=("By Daniel Draza", "Université <b>catholique</b>")))
    assert "By Daniel Draza\nUniversité <b>catholique</b>" in text_of(pane).replace("\u2028", "\n")
    assert text_of(pane).count("Daniel Draza") == 1
    pane.show_detail(item(author="Daniel Draza"))
    assert "Daniel Draza" in text_of(pane)


def test_html_in_topics_and_twins_is_text(pane: DetailPane) -> None:
    pane.show_detail(
        item(
            topics=("<b>gan</b>", "a&b"),
            tags=(Tag("<i>t</i>", 'x">'),),
            twins=(Twin(ItemId(8), "<i>#1</i>"),),
            url=None,
        )
    )
    for words in ("#<b>gan</b>", "#a&b", "<i>t</i>", "Also in <i>#1</i>"):
        assert words in text_of(pane)
    assert links_of(pane) == set()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "//host/x", "http://user@evil.example/", "data:text/html,x"]
)
def test_addresses_that_are_no_links_are_none(pane: DetailPane, url: str) -> None:
    pane.show_detail(item(url=url, body_html=f'<p><a href="{url}">words</a></p>'))
    assert links_of(pane) - {"http://user@evil.example/"} == set()
    assert "words" in text_of(pane)


def test_naughty_strings_are_shown_as_they_are(pane: DetailPane) -> None:
    file = VECTORS / "naughty" / "vectors.jsonl"
    if not file.exists():
        pytest.skip("the public test vectors are not beside this checkout")
    for line in file.read_text("utf-8").splitlines():
        words = " ".join(json.loads(line)["s"].split())
        if words:
            pane.show_detail(item(title=words, note=words, topics=(words,)))
            assert not any(fragment.charFormat().isImageFormat() for fragment in fragments(pane))
            assert links_of(pane) == {"https://arxiv.org/abs/2102.07074"}


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn")), min_size=1, max_size=60))
def test_the_words_of_any_note_are_shown(pane: DetailPane, note: str) -> None:
    pane.show_detail(item(note="So: " + note + " and no more"))
    shown = text_of(pane).partition("So:")[2].partition("and no more")[0]
    assert [sign for sign in shown if sign.isalnum()] == [sign for sign in note if sign.isalnum()]


def test_a_note_is_shown_as_markdown_with_its_lines(pane: DetailPane) -> None:
    pane.show_detail(item(note="# Plan\n\n- one\n    - **two** three\n\nfirst\nsecond &amp; [x]: y"))
    shown = text_of(pane).replace("\u2028", "\n")
    assert "Plan\none \ntwo three\nfirst\nsecond &amp; [x]: y" in shown


@pytest.mark.parametrize(
    "note",
    [
        "![words](file:///etc/passwd)",
        "![words](http://tracker.example/a.png)",
        "[words](javascript:alert(1))",
        "[words](reader:item/1)",
        '<img src="http://tracker.example/a.png"> words',
        "<script>words</script>",
        "<reader:item/1> words",
    ],
)
def test_nothing_in_a_note_acts_or_shows_a_picture(pane: DetailPane, note: str) -> None:
    pane.show_detail(item(note=note, url=None), None)
    assert links_of(pane) <= {"http://tracker.example/a.png"}
    assert not any(fragment.charFormat().isImageFormat() for fragment in fragments(pane))
    assert "words" in text_of(pane)


# nothing is opened, nothing is fetched


class Opened:
    """Files that anybody in this process opens, told by the system (not only by Python)."""

    def __init__(self, files: list[Path]) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._inotify = self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        in_open_or_access = 0x20 | 0x1
        self._files = {
            self._libc.inotify_add_watch(self._inotify, os.fsencode(file), in_open_or_access): file for file in files
        }

    def seen(self) -> list[str]:
        try:
            events = os.read(self._inotify, 65536)
        except BlockingIOError:
            return []
        names, place = [], 0
        while place < len(events):
            watch, _, _, length = struct.unpack_from("iIII", events, place)
            names.append(self._files[watch].name)
            place += 16 + length
        return names

    def close(self) -> None:
        os.close(self._inotify)


@contextmanager
def watched(folder: Path) -> Iterator[tuple[Path, Opened]]:
    if not sys.platform.startswith("linux"):
        pytest.skip("opened files are told by inotify, which only Linux has")
    picture = folder / "picture.png"
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0)
    image.save(str(picture))
    opened = Opened([picture])
    try:
        yield picture, opened
    finally:
        opened.close()


@contextmanager
def listening() -> Iterator[socket.socket]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.setblocking(False)
        yield server


def assert_nobody_came(server: socket.socket) -> None:
    with pytest.raises(BlockingIOError):
        server.accept()


SNIPPETS = (
    '<p><img src="{F}">x',
    '<img src="file://{F}" width="9">x',
    "<p style=\"background-image:url('{F}')\">x</p>",
    '<body background="{F}"><table background="{F}"><tr><td background="{F}">x</td></tr></table>',
    '<style>@import url("{F}"); p {{ background: url({F}) }}</style><p>x',
    '<link rel="stylesheet" href="{F}">x',
    "<ul style=\"list-style-image:url('{F}')\"><li>x</ul>",
    '<img src="{H}">x<img srcset="{H} 2x"><video poster="{H}">x</video><iframe src="{H}">x</iframe>',
    '<object data="{F}">x</object><embed src="{F}"><svg><image href="{F}"/></svg>',
    '<p style="background-image:url({H})">x<style>@import "{H}";</style>',
)


def snippets() -> list[str]:
    file = VECTORS / "remote" / "vectors.jsonl"
    there = [json.loads(line)["html"] for line in file.read_text("utf-8").splitlines()] if file.exists() else []
    return [*(snippet.replace("{{", "{").replace("}}", "}") for snippet in SNIPPETS), *there]


def test_the_watch_sees_what_a_plain_browser_opens(qtbot: QtBot, tmp_path: Path) -> None:
    with watched(tmp_path) as (picture, opened):
        browser = QTextBrowser()
        qtbot.addWidget(browser)
        browser.setHtml(f'<img src="{picture}">')
        browser.grab()
        assert opened.seen()


def test_looking_at_an_item_opens_no_file_and_no_connection(pane: DetailPane, tmp_path: Path) -> None:
    """Neither what is shown of an item, nor the page itself if uncleaned HTML got there."""
    with watched(tmp_path) as (picture, opened), listening() as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        for snippet in snippets():
            html = snippet.replace("{F}", str(picture)).replace("{H}", address)
            pane.show_detail(item(body_html=html, title=html[:900], note=html, topics=(html,)))
            pane.grab()
            pane.page.setHtml(html)
            pane.grab()
            QCoreApplication.processEvents()
            assert opened.seen() == [], snippet
        assert_nobody_came(server)


def test_labels_and_tool_tips_open_nothing(pane: DetailPane, tmp_path: Path) -> None:
    with watched(tmp_path) as (picture, opened):
        hostile = f'<html><img src="{picture}">'
        pane.note_editor.open_note(hostile, hostile)
        pane.grab()
        pane.note_editor.close_note()
        assert opened.seen() == []


def test_images_that_were_left_out_are_counted(pane: DetailPane) -> None:
    pane.show_detail(item())
    assert "not loaded" not in text_of(pane)
    pane.show_detail(item(images=1))
    assert "1 image not loaded (privacy)" in text_of(pane)
    pane.show_detail(item(images=12))
    assert "12 images not loaded (privacy)" in text_of(pane)


def test_what_the_source_does_not_have_is_not_shown(pane: DetailPane) -> None:
    pane.show_detail(item(url=None, identity=None, author=None, section=None, publication=None, body_html="", body=""))
    assert text_of(pane).splitlines()[:3] == ["#197", "A title", " Paper "]
    assert "This item has no text of its own." in text_of(pane)


# reading


@pytest.mark.parametrize("width", [1400, 720, 420])
@pytest.mark.parametrize("zoom", [-2, 0, 3])
def test_lines_are_never_longer_than_68_characters(pane: DetailPane, width: int, zoom: int) -> None:
    pane.resize(width, 800)
    for _ in range(abs(zoom)):
        pane._look.step_zoom(1 if zoom > 0 else -1)
    pane.refresh()
    pane.show_detail(item(body_html=f"<p>{PROSE * 12}</p>", body=PROSE * 12))
    block = pane.page.document().lastBlock()
    while PROSE[:20] not in block.text():
        block = block.previous()
    layout = block.layout()
    lengths = [
        len(block.text()[(line := layout.lineAt(n)).textStart() :][: line.textLength()].rstrip())
        for n in range(layout.lineCount())
    ]
    assert max(lengths) <= 68
    if width == 1400:
        assert max(lengths) >= 60, "and the room is used"
    assert pane.page.horizontalScrollBar().maximum() == 0


def test_the_column_is_the_same_with_and_without_a_scroll_bar(pane: DetailPane) -> None:
    widths = set()
    for count in (1, 60):
        pane.show_detail(item(body_html=f"<p>{PROSE * count}</p>", body=PROSE * count))
        QCoreApplication.processEvents()
        margins = pane.page.document().rootFrame().frameFormat()
        widths.add(pane.page.viewport().width() - margins.leftMargin() - margins.rightMargin())
    assert len(widths) == 1


def test_the_column_is_the_same_after_the_pane_was_resized(pane: DetailPane) -> None:
    pane.show_detail(item(body_html=f"<p>{PROSE * 30}</p>", body=PROSE * 30))
    widths = set()
    for width in (900, 1400, 1100):
        pane.resize(width, 800)
        QCoreApplication.processEvents()
        margins = pane.page.document().rootFrame().frameFormat()
        widths.add(pane.page.viewport().width() - margins.leftMargin() - margins.rightMargin())
    assert len(widths) == 1


def test_an_unbroken_word_does_not_widen_the_page(pane: DetailPane) -> None:
    pane.show_detail(item(title="W" * 900, body_html=f"<p>{'w' * 5000}</p>", body="w" * 5000))
    pane.grab()
    assert pane.page.horizontalScrollBar().maximum() == 0


def some_text(size: int) -> str:
    return " ".join(random.Random(size).choices(PROSE.split(), k=size // 5))[:size]


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(f"<p>{some_text(1_000_000)}</p>", id="one paragraph"),
        pytest.param("".join(f"<p>{some_text(500)}</p>" for _ in range(2000)), id="paragraphs"),
        pytest.param(f"<ul>{'<li>a</li>' * 20_000}</ul>", id="list"),
        pytest.param("<b>a</b> " * 100_000, id="bold words"),
        pytest.param(f"<table>{'<tr><td>a</td><td>b</td></tr>' * 20_000}</table>", id="table"),
        pytest.param("<div>" * 20_000 + "deep", id="nested"),
        pytest.param("<p>" + "w" * 1_000_000, id="one word"),
    ],
)
def test_a_body_of_a_megabyte_is_there_soon(pane: DetailPane, html: str) -> None:
    shown_body.cache_clear()
    start = process_time()  # what the window waits for, whatever else this machine does
    pane.show_detail(item(body_html=html, body="x"))
    pane.page.viewport().repaint()
    QCoreApplication.processEvents()
    assert process_time() - start < 3
    assert "This long text is cut here. The command reader show 7 prints all of it." in text_of(pane)


def test_a_long_body_that_can_be_shown_is_whole(pane: DetailPane) -> None:
    words = some_text(150_000)
    pane.show_detail(item(body_html=f"<p>{words}</p>", body=words))
    assert words[-60:].strip() in text_of(pane)
    assert "is cut here" not in text_of(pane)


def test_the_cut_is_between_words_and_leaves_no_broken_tag() -> None:
    words = "word " * (MOST_CHARACTERS // 5)
    for html in (
        f"<p>{words}</p><p>more</p>",
        f"<p>{words[:-30]}<b>bold {'x' * 90}</b></p>",
        words + '<a href="x">y</a>',
    ):
        shown, is_cut = shown_body(html)
        assert is_cut
        assert "&lt;" not in shown
        assert shown.count("<p>") == shown.count("</p>")
        assert shown.count("<b>") == shown.count("</b>")


# hits


def marked(pane: DetailPane) -> list[str]:
    return [mark.cursor.selectedText() for mark in pane.page.extraSelections()]


def show_hits(pane: DetailPane, html: str, plain: str, *words: str) -> list[str]:
    places = tuple((plain.index(word), plain.index(word) + len(word)) for word in words)
    pane.show_detail(item(body_html=html, body=plain), Hits((), places, ()))
    return marked(pane)


def test_hits_are_marked_where_they_are(pane: DetailPane) -> None:
    assert show_hits(pane, "<p>one two</p><p>three <b>fo</b>ur</p>", "one two\n\nthree four", "two", "four") == [
        "two",
        "four",
    ]


def test_hits_after_signs_beyond_the_first_plane_and_combining_marks(pane: DetailPane) -> None:
    plain = "😀 𝔸 e\u0301tude\u0308 naïve 👩\u200d🔬 हिन्दी goal 🎉 end"
    assert show_hits(pane, f"<p>{plain}</p>", plain, "e\u0301tude\u0308", "हिन्दी", "goal", "🎉", "end") == [
        "e\u0301tude\u0308",
        "हिन्दी",
        "goal",
        "🎉",
        "end",
    ]


def test_hits_after_lists_tables_and_lines(pane: DetailPane) -> None:
    table = (
        "<table><tr><th>a</th><th>b</th></tr><tr><td>three</td><td>four</td></tr><tr><td>c</td><td>d</td></tr></table>"
    )
    html = f"<ul><li>one<li>two</ul>{table}<hr><p>five<br>six</p>"
    assert "<table" in shown_body(html)[0]
    plain = "one\n\ntwo\n\na b\n\nthree four\n\nc d\n\nfive six"
    assert show_hits(pane, html, plain, "two", "four", "five", "six") == ["two", "four", "five", "six"]


def test_hits_beyond_a_cut_are_left_out(pane: DetailPane) -> None:
    words = some_text(400_000) + " needle"
    assert show_hits(pane, f"<p>{words}</p>", words, words.split()[0], "needle") == [words.split()[0]]


@settings(max_examples=examples(60), deadline=None)
@given(
    st.lists(st.text(st.sampled_from("ab é\u0301😀𝔸\n\t\xa0"), max_size=8), min_size=3, max_size=3),
    st.sampled_from(["", "<>", "\u2029\u2029", "\ufdd0"]),
)
def test_places_are_found_whatever_stands_before(parts: list[str], start: str) -> None:
    before, hit, after = parts
    plain = before + hit + after
    shown = start + "\n".join(plain.split(" "))
    first = len(start.encode("utf-16-le")) // 2
    found = Places(shown, first, plain).shown_at(len(before), len(before) + len(hit))
    units = shown.encode("utf-16-le")
    text = units[2 * found[0] : 2 * found[1]].decode("utf-16-le") if found else ""
    assert "".join(text.split()) == "".join(hit.split())


def test_the_place_in_the_text_is_kept_when_the_item_changes_but_not_for_another(pane: DetailPane) -> None:
    long = item(body_html=f"<p>{PROSE * 200}</p>", body=PROSE * 200)
    pane.show_detail(long)
    bar = pane.page.verticalScrollBar()
    bar.setValue(500)
    pane.show_detail(replace(long, row=replace(long.row, is_starred=True)))
    assert bar.value() == 500
    pane.show_detail(replace(long, row=replace(long.row, id=ItemId(8))))
    assert bar.value() == 0


def test_no_item_is_an_empty_page(pane: DetailPane) -> None:
    pane.show_detail(item())
    pane.show_detail(None)
    assert text_of(pane) == ""
    pane.refresh()
    pane.resize(300, 300)


def test_the_anchor_of_the_body_cannot_be_forged(pane: DetailPane) -> None:
    plain = "one two"
    title = f'<a name="{BODY_ANCHOR}"></a>fake'
    html = f'<p>one <a name="{BODY_ANCHOR}">two</a></p>'
    pane.show_detail(item(title=title, body_html=html, body=plain), Hits((), ((4, 7),), ()))
    assert marked(pane) == ["two"]


def test_a_borrowed_title_is_shown_as_text_with_where_it_is_from(pane: DetailPane) -> None:
    lost = {"title": None, "printed_title": None}
    pane.show_detail(item(**lost, offered=Borrowed("<b>Bold</b> & new", ItemId(3), "<i>The Weekly</i> #9")))
    assert "<b>Bold</b> & new" in text_of(pane)
    assert "title from <i>The Weekly</i> #9 · b accepts, B rejects" in text_of(pane)
    pane.show_detail(item(**lost, offered=Borrowed("Of a twin", ItemId(3), "#9"), is_title_refused=True))
    assert "Of a twin" not in text_of(pane)
    assert "no title in the newsletter" in text_of(pane)
