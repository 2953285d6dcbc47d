"""What stands on printed pages, read back from the PDF by pypdf."""

import io
import os
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from exported import item, spaceless
from pypdf import PageObject, PdfReader
from PySide6.QtCore import QLocale, QUrl
from PySide6.QtGui import QColor, QFontDatabase, QImage, QPageSize, QPainter, QPalette, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QApplication

from reader.core.state.highlights import COLOURS, Highlight
from reader.core.state.rows import Remark
from reader.core.state.tags import Tag
from reader.core.text.anchors import anchor_of
from reader.core.values.errors import ExportError
from reader.core.values.ids import HighlightId, ItemId, SectionId
from reader.services.exports.facts.gather import Stopped, nobody
from reader.services.exports.facts.records import ItemRecord
from reader.ui.printing.page_breaks import Slice
from reader.ui.printing.print_marks import mark_passages
from reader.ui.printing.print_orders import Form, Matter, Order, Paper, PrinterChoice, usual_paper
from reader.ui.printing.print_pages import page_layout
from reader.ui.printing.print_text import item_html, numbered
from reader.ui.printing.print_worker import PrintWorker
from reader.ui.printing.typesetter import PageText

pytestmark = pytest.mark.usefixtures("qapp")
A4 = Paper(QPageSize.PageSizeId.A4.value)
BODY = "Recurrent models factor computation. 😀 Aligning the positions takes steps. Attention alone is enough."


def matter(form: Form, records: Sequence[ItemRecord], **changes: object) -> Matter:
    ids = tuple(record.detail.row.id for record in records)
    return replace(Matter("", ids, form, "Deep Weekly #197", "20 May 2021"), **changes)  # type: ignore[arg-type]


def pdf_of(records: Sequence[ItemRecord], form: Form = Form.ISSUE, paper: Paper = A4, **changes: object) -> PdfReader:
    order = Order(matter(form, records, **changes), paper)
    pages, *pieces = PrintWorker().make(order, records, nobody)
    pdf = PdfReader(io.BytesIO(b"".join(piece for piece in pieces if isinstance(piece, bytes))))
    assert len(pdf.pages) == pages
    return pdf


def text_of(page: PageObject) -> str:
    """The text of a page without white space: a PDF holds places of letters, not the gaps between words."""
    return spaceless(unicodedata.normalize("NFKC", page.extract_text()))


def has(text: str, *said: str) -> bool:
    return all(spaceless(words) in text for words in said)


def words(pdf: PdfReader) -> str:
    return "".join(map(text_of, pdf.pages))


def highlight(number: int, words: str, *, note: str = "", colour: str = "yellow", is_here: bool = True) -> Highlight:
    start = BODY.index(words)
    anchor = anchor_of(BODY, start, start + len(words))
    place = (start, start + len(words)) if is_here else (None, None)
    return Highlight(
        HighlightId(number), str(number), ItemId(3), "#200", colour, note, "2026-01-01T00:00:00Z", anchor, *place, True
    )


def test_an_issue_is_set_with_its_name_sections_remarks_and_page_numbers() -> None:
    sections = [("Papers", 1), ("Papers", 1), ("Libraries", 2)]
    records = [
        item(f"Title {n}", number=n, section=name, section_id=SectionId(of), body_html=f"<p>{'Some words. ' * 150}</p>")
        for n, (name, of) in enumerate(sections, start=1)
    ]
    remarks = (Remark("Introduction", "Welcome all."), Remark("Libraries", "Of code."), Remark("Closing", "See you."))
    pdf = pdf_of(records, remarks=remarks)
    assert len(pdf.pages) >= 2
    pages = [text_of(page) for page in pdf.pages]
    for number, page in enumerate(pages, start=1):
        assert f"{number}/{len(pages)}" in page
    assert has(pages[0], "Deep Weekly #197 20 May 2021 · 3 items Welcome all. Papers Title 1")
    assert has(pages[1], "Deep Weekly #197 20 May 2021"), "the running head"
    text = words(pdf)
    assert text.count("Papers") == 1
    assert has(text, "Libraries Of code. Title 3")
    assert has(pages[-1], "See you.")


def test_an_item_says_all_that_belongs_to_it() -> None:
    record = item(
        author="Ann Lee", credits=("By Bo Xu, The Times",), body_html="<p>See <a href='https://x.example/a'>this</a></p>",
        tags=(Tag("to read", "blue"),), note="Read *again*.\n\n- one", body="See this",
    )  # fmt: skip
    pdf = pdf_of([record], Form.ITEM)
    text = words(pdf)
    for said in ("Attention Is All You Need", "Deep Weekly #197 › Papers", "Paper · arXiv 1706.03762 · Ann Lee",
                 "By Bo Xu, The Times", "https://arxiv.org/abs/1706.03762", "See this", "Tags: to read",
                 "#transformers", "NOTE Read again."):  # fmt: skip
        assert has(text, said), text
    links = [note.get_object()["/A"]["/URI"] for page in pdf.pages for note in page.get("/Annots", ())]
    assert {"https://arxiv.org/abs/1706.03762", "https://x.example/a"} <= set(map(str, links))


def test_a_list_says_which_issue_and_hits_say_where_each_stands() -> None:
    records = [item("One", number=1), item("Two", number=2)]
    listed, hits = words(pdf_of(records, Form.LIST)), words(pdf_of(records, Form.HITS))
    assert listed.count("DeepWeekly#197") == 2, "its own name, and the heading over both"
    assert hits.count("DeepWeekly#197›Papers·20May2021") == 2


def test_highlights_are_marked_and_their_notes_numbered() -> None:
    marked = (
        highlight(1, "Recurrent models"),
        highlight(2, "the positions", note="Is this so?", colour="blue"),
        highlight(3, "Attention alone", note="Elsewhere", is_here=False),
    )
    record = item(body=BODY, body_html=f"<p>{BODY}</p>", highlights=marked)
    text = words(pdf_of([record], Form.ITEM))
    assert has(text, "HIGHLIGHTS 1 “the positions” Is this so? 2 “Attention alone” (#200) Elsewhere"), text
    shown = PageText(item_html(matter(Form.ITEM, [record]), record))
    mark_passages(shown, record.detail, numbered(record.detail))
    marked_words = "|".join(f.text() for f in _fragments(shown) if f.charFormat().underlineStyle().value)
    assert marked_words == "R|ecurrent models|the positions"
    assert "Aligning the positions1 takes" in shown.toPlainText()


def test_colours_of_highlights_differ_where_print_is_grey() -> None:
    looks = set()
    for colour in COLOURS:
        record = item(body=BODY, body_html=f"<p>{BODY}</p>", highlights=(highlight(1, "Recurrent", colour=colour),))
        shown = PageText(item_html(matter(Form.ITEM, [record]), record))
        mark_passages(shown, record.detail, {})
        format = next(f.charFormat() for f in _fragments(shown) if f.text() == "ecurrent")
        assert format.background().color().lightnessF() > 0.75
        looks.add(format.underlineStyle())
    assert len(looks) == len(COLOURS)


def test_scripts_and_long_words_are_on_the_page_whole() -> None:
    texts = ["مرحبا بالعالم هذا نص", "שלום עולם", "naïve coöperation 😀 stays", "w" * 900]
    if QFontDatabase.families(QFontDatabase.WritingSystem.Japanese):  # a machine without has nothing to draw it with
        texts.append("漢字かな交じり文のテスト")
    records = [item("T", number=n, body=text, body_html=f"<p>{text}</p>") for n, text in enumerate(texts, start=1)]
    found = words(pdf_of(records))
    # Qt writes what lies beyond the BMP as its glyph, without saying which character that is.
    missing = {sign for sign in "".join(texts) if not sign.isspace() and sign < "\U00010000"} - set(found)
    assert not missing
    assert has(found, "coöperation", "stays")
    assert found.count("w") >= 900


@pytest.mark.parametrize("table", [False, True])
def test_nothing_is_wider_than_the_page_or_left_out(table: bool) -> None:
    cells = "".join(f"<td>Column{n}ofmany</td>" for n in range(12))
    html = f"<table><tr>{cells}</tr><tr>{cells}</tr></table>" if table else f"<pre>{'a = b + c; ' * 60}</pre>"
    html += "<ul><li>one<ul><li>two</li></ul></li></ul><blockquote>quoted</blockquote><h2>Head</h2><p>last</p>"
    text = PageText(item_html(matter(Form.ITEM, []), item(body_html=html)))
    text.lay_out(_writer(), 4000)
    assert text.documentLayout().documentSize().width() * text.scale <= 4001
    block = text.begin()
    while block.isValid():
        assert block.layout().lineCount(), f"{block.text()} has no line"
        block = block.next()
    found = words(pdf_of([item(body_html=html)], Form.ITEM))
    assert has(found, "one", "two", "quoted", "Head", "last")


def _writer() -> QPdfWriter:
    writer = QPdfWriter(str(Path(os.devnull)))
    writer.setPageLayout(page_layout(A4))
    return writer


def test_no_image_or_style_sheet_is_fetched_or_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    assert picture.save(str(secret))
    text = PageText(f"<p>before<img src='{secret.as_uri()}'><img src='http://127.0.0.1:9/a.png'>after</p>")
    for kind in QTextDocument.ResourceType:
        for address in (secret.as_uri(), str(secret), "http://127.0.0.1:9/a.png", "qrc:/a.css"):
            assert text.resource(kind.value, QUrl(address)) in (None, "") or _is_nothing(text, kind, address)
    html = f"<p>before<img src='{secret.as_uri()}'>after</p><link rel=stylesheet href='{secret.as_uri()}'>"
    pdf = pdf_of([item(body_html=html)], Form.ITEM)
    assert "before" in words(pdf)
    assert "after" in words(pdf)
    assert [image for page in pdf.pages for image in page.images if image.image.size == (40, 30)] == []


def _is_nothing(text: QTextDocument, kind: QTextDocument.ResourceType, address: str) -> bool:
    found = text.resource(kind.value, QUrl(address))
    return isinstance(found, QImage) and (found.width(), found.height()) == (1, 1)


def test_print_is_never_light_on_dark(qapp: QApplication) -> None:
    before = qapp.palette()
    qapp.setPalette(QPalette(QColor("#ffffff"), QColor("#000000")))
    try:
        text = PageText("<p>words</p>")
        text.lay_out(_writer(), 400)
        page = QImage(400, 200, QImage.Format.Format_RGB32)
        page.fill(QColor("white"))
        with QPainter(page) as painter:
            text.paint(painter, Slice(0, 0, 0, 200), 0)
    finally:
        qapp.setPalette(before)
    shades = {page.pixelColor(x, y).lightness() for x in range(400) for y in range(200)}
    assert page.pixelColor(399, 199) == QColor("white")
    assert min(shades) < 30, "its letters are dark"


def test_hostile_texts_are_bounded() -> None:
    html = "<ul>" + "<li>x</li>" * 30_000 + "</ul>" + "<div>" * 5_000 + "deep" + "</div>" * 5_000
    pdf = pdf_of([item(body_html=html, note="n" * 1_000_000)], Form.ITEM)
    assert len(pdf.pages) < 200
    assert "Thislongtextiscuthere." in "".join(map(text_of, pdf.pages[60:76]))
    assert has(text_of(pdf.pages[-1]), "This note is very long and is cut here.")


def test_many_items_are_counted_without_being_painted() -> None:
    records = [item(f"Title {n}", number=n, body_html="<p>Words of it.</p>") for n in range(1, 301)]
    order = Order(matter(Form.ISSUE, records), A4, is_counted_only=True)
    (pages,) = PrintWorker().make(order, records, nobody)
    assert 20 < int(pages) < 60


def test_a_print_that_is_stopped_ends_at_once() -> None:
    worker = PrintWorker()
    record = item(body_html="<p>Words.</p>")

    def endless():  # type: ignore[no-untyped-def]
        for number in range(100_000):
            if number == 20:
                threading.Timer(0.1, worker.stop).start()
            yield record

    with pytest.raises(Stopped):
        list(worker.make(Order(matter(Form.LIST, []), A4), endless(), nobody))


def test_nothing_left_to_print_is_told() -> None:
    with pytest.raises(ExportError, match="nothing to print"):
        list(PrintWorker().make(Order(matter(Form.LIST, []), A4), [], nobody))


def test_chosen_pages_are_printed_to_a_file(tmp_path: Path) -> None:
    records = [item(f"Title {n}", number=n, body_html=f"<p>{'Words. ' * 300}</p>") for n in range(1, 9)]
    out = tmp_path / "printed.pdf"
    choice = PrinterChoice("", A4, file=str(out), pages="2-3")
    pages, *_ = PrintWorker().make(Order(matter(Form.ISSUE, records), A4, printer=choice), records, nobody)
    assert int(pages) > 3
    pdf = PdfReader(out)
    assert len(pdf.pages) == 2
    assert f"2/{pages}" in text_of(pdf.pages[0])
    beyond = replace(choice, pages="400-500")
    with pytest.raises(ExportError, match="none of them is among 400-500"):
        list(PrintWorker().make(Order(matter(Form.ISSUE, records), A4, printer=beyond), records, nobody))


@pytest.mark.parametrize(
    ("locale", "size"), [("en_US", "Letter"), ("es_MX", "Letter"), ("en_GB", "A4"), ("de_DE", "A4")]
)
def test_paper_is_that_of_the_country(locale: str, size: str) -> None:
    assert usual_paper(QLocale(locale)).name.startswith(size)


def test_pages_are_of_the_paper() -> None:
    page = pdf_of([item()], Form.ITEM, usual_paper(QLocale("en_US"))).pages[0]
    assert [float(side) for side in (page.mediabox.width, page.mediabox.height)] == pytest.approx([612, 792], abs=1)


def _fragments(document: QTextDocument):  # type: ignore[no-untyped-def]
    block = document.begin()
    while block.isValid():
        found = block.begin()
        while not found.atEnd():
            yield found.fragment()
            found += 1
        block = block.next()
