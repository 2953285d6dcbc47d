"""Every icon is drawn in both themes, and the cache of drawn icons helps but is never needed."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPixmap
from pytestqt.qtbot import QtBot

from reader.ui.look.icons import ICONS, Icons
from reader.ui.look.theme import DARK, LIGHT, Colours, contrast
from reader.ui.models.library_tree import NodeKind, TreeModel
from reader.ui.panes.bars import BUTTONS

SIZE = 18
BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def drawing(cache: Path | None) -> Icons:
    icons = Icons(cache)
    icons.allow_drawing()
    return icons


def ink_of(pixmap: QPixmap, ground: str) -> tuple[int, str]:
    """How many pixels are covered, and the colour of the most covered one on that ground."""
    image = pixmap.toImage()
    covered, most, colour = 0, 0, ground
    for y in range(image.height()):
        for x in range(image.width()):
            pixel = image.pixelColor(x, y)
            covered += pixel.alpha() > 40
            if pixel.alpha() > most:
                most, share, under = pixel.alpha(), pixel.alphaF(), QColor(ground)
                colour = QColor(
                    round(pixel.red() * share + under.red() * (1 - share)),
                    round(pixel.green() * share + under.green() * (1 - share)),
                    round(pixel.blue() * share + under.blue() * (1 - share)),
                ).name()
    return covered, colour


@BOTH
@pytest.mark.parametrize("meaning", ICONS)
def test_every_icon_is_drawn_and_seen(qtbot: QtBot, colours: Colours, meaning: str) -> None:
    """On every ground that icons stand on; signs need a contrast of 3:1."""
    icons = drawing(None)
    for colour in (colours.muted, colours.star):
        pixmap = icons.pixmap(meaning, colour, SIZE)
        assert (pixmap.width(), pixmap.height()) == (SIZE, SIZE)
        for ground in (colours.chrome, colours.list, colours.page, colours.selected, colours.selected_idle):
            covered, ink = ink_of(pixmap, ground)
            assert SIZE * SIZE * 0.05 < covered < SIZE * SIZE
            assert contrast(ink, ground) >= 3, (meaning, colour, ground)


def test_icons_of_different_meaning_differ(qtbot: QtBot) -> None:
    """Views, and the states that a row shows, are not told apart by colour."""
    icons = drawing(None)
    for together in (("unread", "starred", "later", "annotated", "papers", "done", "all"), ("star", "note", "later")):
        pictures = {icons.pixmap(meaning, LIGHT.muted, SIZE).toImage().constBits().tobytes() for meaning in together}
        assert len(pictures) == len(together)


def test_what_is_shown_has_an_icon(qtbot: QtBot) -> None:
    views = [node.value for node in TreeModel().root.children if node.kind is NodeKind.VIEW]
    assert set(views) <= ICONS.keys()
    assert {meaning for _, meaning in BUTTONS} <= ICONS.keys()


def test_sharp_on_fine_screens(qtbot: QtBot) -> None:
    pixmap = drawing(None).pixmap("star", LIGHT.star, SIZE, 2.0)
    assert pixmap.size().width() == 2 * SIZE
    assert pixmap.deviceIndependentSize().width() == SIZE


def test_a_second_start_draws_nothing(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = drawing(tmp_path).pixmap("star", LIGHT.star, SIZE).toImage()

    def refuse(*_: object) -> QPixmap:
        raise AssertionError("drawn although it was kept")

    monkeypatch.setattr(Icons, "_draw", refuse)
    again = Icons(tmp_path)
    assert again.pixmap("star", LIGHT.star, SIZE).toImage() == first


def test_before_drawing_is_allowed_nothing_is_drawn_and_then_it_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    icons = Icons(tmp_path)
    assert icons.pixmap("star", LIGHT.star, SIZE).isNull()
    with qtbot.waitSignal(icons.drawn):
        icons.allow_drawing()
    assert not icons.pixmap("star", LIGHT.star, SIZE).isNull()


@pytest.mark.parametrize("broken", [b"", b"no picture at all", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_a_broken_cache_does_no_harm(qtbot: QtBot, tmp_path: Path, broken: bytes) -> None:
    drawing(tmp_path).pixmap("star", LIGHT.star, SIZE)
    (kept,) = tmp_path.rglob("*.png")
    kept.write_bytes(broken)
    assert ink_of(drawing(tmp_path).pixmap("star", LIGHT.star, SIZE), LIGHT.page)[0] > 20
    assert Path(kept).read_bytes() != broken, "and is mended"


def test_a_cache_that_cannot_be_written_does_no_harm(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    icons = drawing(tmp_path / "file" / "icons")
    assert ink_of(icons.pixmap("star", LIGHT.star, SIZE), LIGHT.page)[0] > 20
    assert not icons.pixmap("note", LIGHT.muted, SIZE).isNull()


def test_a_picture_of_another_size_in_the_cache_is_not_used(qtbot: QtBot, tmp_path: Path) -> None:
    drawing(tmp_path).pixmap("star", LIGHT.star, SIZE)
    (kept,) = tmp_path.rglob("*.png")
    wrong = QPixmap(3, 3)
    wrong.fill(QColor("red"))
    wrong.save(str(kept), "PNG")
    assert drawing(tmp_path).pixmap("star", LIGHT.star, SIZE).size().width() == SIZE
