"""Links are opened in one place, after one rule, and the list of them shows where each leads."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader.core.values.errors import CommandError
from reader.ui.cards.choice.open_links import LinkPicker, open_link

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
LINKS = [(f"Link {number}", f"https://host{number}.example/x") for number in range(1, 13)]


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the desktop was asked to open."""
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return "nobody" not in url.host()

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return opened


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?b=c#d",
        "http://bücher.example/ß",
        "mailto:a@example.org?subject=Hello",
        "https://example.org/a b|c",
    ],
)
def test_web_and_mail_links_reach_the_desktop(desktop: list[str], url: str) -> None:
    open_link(url)
    assert len(desktop) == 1


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "javascript:x", "https://", "https://a@b/", "mailto:a@b?attach=/etc/passwd", "x"]
)
def test_nothing_else_does_and_the_user_is_told(desktop: list[str], url: str) -> None:
    with pytest.raises(CommandError, match=r"\.$"):
        open_link(url)
    assert desktop == []


def test_a_desktop_without_a_browser_is_told(desktop: list[str]) -> None:
    with pytest.raises(CommandError, match="No program"):
        open_link("https://nobody.example/")


def test_no_other_module_hands_addresses_to_the_desktop() -> None:
    source = Path(__file__).parents[2] / "reader"
    users = [path.name for path in source.rglob("*.py") if "QDesktopServices" in path.read_text(encoding="utf-8")]
    assert users == ["open_links.py"]


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


class Stage:
    """A window to open pickers over, and what they opened."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.window.resize(700, 400)
        qtbot.addWidget(self.window)
        self.opened: list[str] = []
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def pick(self, links: list[tuple[str, str]], *keys: Qt.Key) -> LinkPicker:
        picker = LinkPicker(links, self.window, self.opened.append)
        picker.open()
        for key in keys:
            QTest.keyClick(_focused(), key)
        return picker


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return Stage(qtbot)


@pytest.mark.parametrize(
    ("keys", "url"),
    [
        ([Qt.Key.Key_1], LINKS[0][1]),
        ([Qt.Key.Key_9], LINKS[8][1]),
        ([Qt.Key.Key_0], LINKS[9][1]),
        ([Qt.Key.Key_Return], LINKS[0][1]),
        ([Qt.Key.Key_Down, Qt.Key.Key_Return], LINKS[1][1]),
        ([Qt.Key.Key_Up, Qt.Key.Key_Return], LINKS[-1][1]),
    ],
)
def test_a_digit_or_enter_opens_a_link(stage: Stage, keys: list[Qt.Key], url: str) -> None:
    picker = stage.pick(LINKS, *keys)
    assert stage.opened == [url]
    assert not picker.isVisible()


def test_the_real_host_is_shown(stage: Stage) -> None:
    picker = stage.pick([("https://good.example", "https://evil.example/")])
    assert picker.rows.rows[0].detail == "evil.example"
    assert picker.rows.rows[0].lead == ("1",)


def test_an_unsafe_link_says_why_and_is_not_opened(stage: Stage) -> None:
    picker = stage.pick([("Passwords", "file:///etc/passwd")], Qt.Key.Key_1, Qt.Key.Key_Return)
    assert stage.opened == []
    assert "Only web and mail" in picker.rows.rows[0].spoken


def test_a_digit_beyond_the_last_link_does_nothing(stage: Stage) -> None:
    picker = stage.pick(LINKS[:2], Qt.Key.Key_3)
    assert picker.isVisible()
    assert stage.opened == []


def test_invisible_signs_in_a_title_are_seen(stage: Stage) -> None:
    picker = stage.pick([("a\u202eb", "https://example.org/")])
    assert picker.rows.rows[0].title == "a\N{REPLACEMENT CHARACTER}b"


def test_escape_closes_it(stage: Stage) -> None:
    assert not stage.pick(LINKS, Qt.Key.Key_Escape).isVisible()
    assert stage.opened == []
