"""Makes the pages of an order, in the worker: counts them, or writes a PDF, or puts them on a printer."""

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication, QPagedPaintDevice, QPainter, QPdfWriter

from reader.core.values.errors import ExportError
from reader.services.exports.facts.records import ItemRecord
from reader.ui.printing.print_orders import Order, PrinterChoice
from reader.ui.printing.print_pages import ITEM_GAP, SECTION_GAP, Piece, PrintedPages, page_layout
from reader.ui.printing.print_text import back_html, front_html, headings_html, item_html

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

RESOLUTION = 600
"""The dots per inch that texts are laid out in."""


def make_pages(order: Order, records: Iterable[ItemRecord], say: Callable[[Any], None]) -> None:
    """Lay out everything, tell the number of pages, and then make them as it was ordered.

    ExportError: nothing is left to print, or the printer does not take it.
    """
    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    if order.printer is not None:
        _print(order, order.printer, records, say)
    else:
        _write_pdf(order, records, say)
    del app


def _write_pdf(order: Order, records: Iterable[ItemRecord], say: Callable[[Any], None]) -> None:
    written = QBuffer()
    written.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(written)
    writer.setTitle(order.matter.heading)
    writer.setCreator("Research Reader")
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(page_layout(order.paper))
    pages = _laid_out(writer, order, records)
    say(pages.count)
    if order.is_counted_only:
        return

    def hand_over() -> None:
        piece = written.data().data()
        if piece:
            say(bytes(piece))
        written.seek(0)
        written.buffer().clear()

    def tell(page: int) -> None:
        say(page)
        hand_over()

    with QPainter(writer) as painter:
        pages.paint(painter, writer.newPage, tell, range(1, pages.count + 1))
    hand_over()


def _print(order: Order, choice: PrinterChoice, records: Iterable[ItemRecord], say: Callable[[Any], None]) -> None:
    printer = _printer(choice)
    printer.setDocName(order.matter.heading)
    pages = _laid_out(printer, order, records)
    say(pages.count)
    wanted = _wanted(choice.pages, pages.count)
    painter = QPainter()
    if not painter.begin(printer):
        raise ExportError(f"The printer {choice.name} does not answer. Check that it is switched on and set up.")
    pages.paint(painter, printer.newPage, say, wanted)
    if not painter.end() or printer.printerState() == printer.PrinterState.Error:
        raise ExportError(f"The printer {choice.name} stopped before all pages were printed.")


def _printer(choice: PrinterChoice) -> "QPrinter":
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if choice.file:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(choice.file)
    else:
        printer.setPrinterName(choice.name)
    printer.setResolution(RESOLUTION)
    printer.setPageLayout(page_layout(choice.paper))
    printer.setCopyCount(choice.copies)
    printer.setCollateCopies(choice.is_collated)
    printer.setDuplex(QPrinter.DuplexMode(choice.duplex))
    printer.setColorMode(QPrinter.ColorMode(choice.colour))
    printer.setCreator("Research Reader")
    return printer


def _wanted(ranges: str, count: int) -> list[int]:
    """The pages that ranges ("1-3,5") name; all of them where there are none. ExportError: none of them exists."""
    from PySide6.QtGui import QPageRanges

    asked = QPageRanges.fromString(ranges)
    wanted = [number for number in range(1, count + 1) if asked.isEmpty() or asked.contains(number)]
    if not wanted:
        raise ExportError(f"There are {count} pages; none of them is among {ranges}.")
    return wanted


def _laid_out(device: QPagedPaintDevice, order: Order, records: Iterable[ItemRecord]) -> PrintedPages:
    matter = order.matter
    pages = PrintedPages(device, head=matter.heading, dated=matter.dated)
    front = front_html(matter)
    before: ItemRecord | None = None
    for record in records:
        headings = headings_html(matter, before, record)
        html = headings + item_html(matter, record)
        if before is None:
            html = front + html  # in one text, so that a title is not left alone on its page
        marked = record.detail if record.detail.highlights else None
        pages.add(Piece(html, SECTION_GAP if headings else ITEM_GAP, marked))
        before = record
    if before is None:
        raise ExportError("These items are gone, so there is nothing to print.")
    if back := back_html(matter):
        pages.add(Piece(back, SECTION_GAP))
    return pages
