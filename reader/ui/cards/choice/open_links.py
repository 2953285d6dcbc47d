"""Opens links: the only place that hands an address to the desktop, and the numbered list of an item's links."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QWidget

from reader.core.text.links import display_host, visible, why_unsafe
from reader.core.values.errors import CommandError
from reader.ui.cards.choice.picker import Picker, PickRow
from reader.ui.pages.note_page import item_of_link

_DIGITS = "1234567890"


def open_link(url: str) -> None:
    """Open a link in the browser or the mail program; CommandError says why not.

    The rule of what may be opened is ``core.text.links``; beyond it Qt must read the same host.
    """
    reason = why_unsafe(url)
    if reason is not None:
        raise CommandError(reason)
    address = QUrl(url, QUrl.ParsingMode.StrictMode)
    if not address.isValid():
        address = QUrl(url, QUrl.ParsingMode.TolerantMode)
    if not address.isValid() or (address.scheme() != "mailto" and not address.host()) or address.userInfo():
        raise CommandError("This link has no readable address.")
    if not QDesktopServices.openUrl(address):
        raise CommandError("No program on this computer opens this link. Press y to copy it.")


class LinkPicker(Picker):
    """A card over the window with numbered links, each with the host that it really leads to.

    ``links`` are (text, address) pairs; a digit opens one of the first ten (0 is the tenth), arrows and Enter any.
    ``open_url`` is called with the address, which may also be one of an item of the library.
    """

    def __init__(self, links: Sequence[tuple[str, str]], parent: QWidget, open_url: Callable[[str], None] = open_link):
        super().__init__(parent, "Links", nothing="This item has no links.")
        self._urls = [url for _, url in links]
        self._open_url = open_url
        self.show_rows([_row(number, text, url) for number, (text, url) in enumerate(links)])

    def choose(self, row: PickRow) -> None:  # noqa: D102
        self._open_url(self._urls[int(row.id)])

    def take_key(self, event: QKeyEvent) -> bool:  # noqa: D102
        if len(event.text()) == 1 and event.text() in _DIGITS:
            if not event.isAutoRepeat():
                self.pick(_DIGITS.index(event.text()))
            return True
        return super().take_key(event)


def _row(number: int, text: str, url: str) -> PickRow:
    is_ours = item_of_link(url) is not None
    host = "in the library" if is_ours else display_host(url)
    title = visible(" ".join(text.split()) or url[:200])
    lead = (_DIGITS[number],) if number < len(_DIGITS) else ()
    return PickRow(str(number), title, detail=host, lead=lead, why_not="" if is_ours else why_unsafe(url) or "")
