"""Turns the choice in Qt's dialog of printing into data that goes to the worker."""

from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter

from reader.ui.printing.print_orders import Paper, PrinterChoice


def choice_of(printer: QPrinter) -> PrinterChoice:
    """The printer and the way to print. Settings that only its driver knows keep the printer's defaults."""
    layout = printer.pageLayout()
    return PrinterChoice(
        name=printer.printerName(),
        paper=paper_of(layout),
        file=printer.outputFileName(),
        copies=printer.copyCount(),
        is_collated=printer.collateCopies(),
        duplex=printer.duplex().value,
        colour=printer.colorMode().value,
        pages="" if printer.pageRanges().isEmpty() else printer.pageRanges().toString(),
    )


def paper_of(layout: QPageLayout) -> Paper:
    """The sheet of a layout."""
    size = layout.pageSize()
    points = size.sizePoints()
    return Paper(
        size.id().value,
        (points.width(), points.height()) if size.id() is QPageSize.PageSizeId.Custom else (0, 0),
        layout.orientation() is QPageLayout.Orientation.Landscape,
    )
