"""The one dispatcher of keys: an event filter that turns key presses into commands.

No QShortcut and no QAction binds a key: with them ``g j`` would swallow ``j``, and Caps Lock and ``a`` would
fire ``A``. Text fields get what a text field needs first; menus, pop-ups, dialogs and widgets marked with
``keep_own_keys`` get everything.
"""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication, QComboBox, QMenuBar, QWidget

from reader.commands.command_rows.command import Command, Scope
from reader.commands.keymaps.chords import EMPTY, Chord, Do, Outcome, decide
from reader.commands.keymaps.keymap import Keymap
from reader.commands.keymaps.strokes import Stroke
from reader.core.values.errors import ReaderError
from reader.ui.keys.key_events import strokes_of

Run = Callable[[str, int | None], None]

TEXT_SCOPES = frozenset((Scope.NOTE, Scope.FIELD))
_OWN_KEYS = "reader-own-keys"
_KEY_EVENTS = frozenset((QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride))
_EDITING_KEYS = frozenset("Left Right Up Down Home End PgUp PgDown Backspace Del Ins Enter".split())
_EDITING_LETTERS = frozenset("acvxyz")
_PASS = Outcome(Do.PASS)

# What a focused control does with a few keys itself; None: it keeps them all.
_CONTROLS: tuple[tuple[type[QWidget], frozenset[str] | None], ...] = (
    (QMenuBar, None),
    (QAbstractButton, frozenset(("Space",))),
    (QComboBox, frozenset(("Space", "Enter", "Up", "Down", "Home", "End", "PgUp", "PgDown"))),
    (QAbstractSlider, frozenset(("Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown"))),
)


def keep_own_keys(widget: QWidget, *, keeps: bool = True) -> None:
    """Leave all keys to this widget and what is in it, as if it were a dialog; or no longer."""
    widget.setProperty(_OWN_KEYS, keeps)


class Dispatcher(QObject):
    """Turns the key presses of one window into commands.

    ``scopes`` tells the scopes of the focused pane, innermost first; ``is_typing`` whether a text field has the
    focus. A ReaderError that ``run`` raises is said through ``refused``.
    """

    pending_changed = Signal(str, list)
    """Emitted with what is typed so far ("3", "g"; empty: nothing) and the (key, word) pairs that may follow."""
    refused = Signal(str)
    """Emitted with a sentence for the status bar."""

    def __init__(
        self,
        window: QWidget,
        keymap: Keymap,
        scopes: Callable[[], tuple[Scope, ...]],
        run: Run,
        is_typing: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._keymap = keymap
        self._scopes = scopes
        self._run = run
        self._is_typing = is_typing
        self._platform = QGuiApplication.platformName()
        self._chord = EMPTY
        self._begun_in: tuple[Scope, ...] = ()
        self._held_key = 0
        self._held: Command | None = None
        self._passed: tuple[int, QWidget] | None = None
        app = QCoreApplication.instance()
        assert isinstance(app, QApplication)
        app.installEventFilter(self)
        app.focusChanged.connect(self._drop_if_elsewhere)

    def reset(self) -> None:
        """Drop half a chord or a count."""
        self._set_chord(EMPTY)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key presses of the window that are keys of the reader; Qt calls this."""
        kind = event.type()
        if kind not in _KEY_EVENTS or not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if watched.window() != self._window:
            return False
        is_override = kind == QEvent.Type.ShortcutOverride
        if self._is_repeat_of_taken(event):
            event.accept()
            return is_override or self._repeat(watched, event)
        if not self._is_ours(watched):
            self._forget_held(event)
            return False
        return self._claim(watched, event) if is_override else self._press(watched, event)

    def _claim(self, widget: QWidget, event: QKeyEvent) -> bool:
        """Keep Qt's own shortcuts off a key that is ours; the key press itself follows."""
        self._passed = None
        is_ours = self._decide(widget, event).do is not Do.PASS
        if is_ours:
            event.accept()
        return is_ours

    def _repeat(self, widget: QWidget, event: QKeyEvent) -> bool:
        """Handle a key that we took and that is still held: moves go on, all else waits for another press.

        Nor is the rest of it typed where the focus went: a held ``/`` opens the search and writes nothing in it.
        """
        outcome = self._decide(widget, event) if self._is_ours(widget) else _PASS
        if outcome.do is Do.RUN and outcome.command is self._held and self._held and self._held.repeats:
            self._carry_out(outcome)
        return True

    def _press(self, widget: QWidget, event: QKeyEvent) -> bool:
        if self._has_passed(widget, event):
            return False
        outcome = self._decide(widget, event)
        self._forget_held(event)
        if outcome.do is Do.PASS:
            self._passed = (shiboken6.getCppPointer(event)[0], widget)
            return False
        if not event.isAutoRepeat():
            self._held_key, self._held = int(event.key()), outcome.command
            self._carry_out(outcome)
        return True

    def _decide(self, widget: QWidget, event: QKeyEvent) -> Outcome:
        """The outcome of a key press just now; changes nothing."""
        candidates = strokes_of(event, self._platform)
        if not candidates or _is_kept(widget, candidates[0]):
            return _PASS
        scopes = self._scopes()
        chord = self._chord if scopes == self._begun_in else EMPTY
        if chord.is_empty and self._is_typing():
            if candidates[0].is_printable:
                return _PASS
            if self._is_editing(candidates[0]):
                scopes = tuple(scope for scope in scopes if scope in TEXT_SCOPES)
        return decide(self._keymap, scopes, chord, candidates)

    def _carry_out(self, outcome: Outcome) -> None:
        self._set_chord(outcome.chord)
        if outcome.do is Do.REFUSE:
            self.refused.emit(outcome.sentence)
        elif outcome.command is not None:
            try:
                self._run(outcome.command.id, outcome.count)
            except ReaderError as error:
                self.refused.emit(str(error))

    def _set_chord(self, chord: Chord) -> None:
        self._begun_in = () if chord.is_empty else self._scopes()
        if chord == self._chord:
            return
        self._chord = chord
        hints = self._keymap.hints(self._begun_in, chord.strokes) if chord.strokes else []
        self.pending_changed.emit(str(chord), [(key, command.hint or command.title) for key, command in hints])

    def _drop_if_elsewhere(self) -> None:
        if not self._chord.is_empty and self._scopes() != self._begun_in:
            self.reset()

    def _is_ours(self, widget: QWidget) -> bool:
        if QApplication.activePopupWidget() is not None or QApplication.activeModalWidget() not in (None, self._window):
            return False
        return not _has_own_keys(widget)

    def _is_editing(self, stroke: Stroke) -> bool:
        """Whether text fields do something with the key (macOS moves by words with Option)."""
        if stroke.alt and self._platform != "cocoa":
            return False
        return stroke.key in _EDITING_KEYS or (stroke.ctrl and stroke.key in _EDITING_LETTERS)

    def _is_repeat_of_taken(self, event: QKeyEvent) -> bool:
        return event.isAutoRepeat() and int(event.key()) == self._held_key

    def _forget_held(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self._held_key, self._held = 0, None

    def _has_passed(self, widget: QWidget, event: QKeyEvent) -> bool:
        """Whether this very event was left to a widget inside this one, which did not want it either.

        Qt then offers it to the parents in turn; the focus may have moved in between, and the key must not count there.
        """
        if self._passed is None:
            return False
        pointer, first = self._passed
        is_same = pointer == shiboken6.getCppPointer(event)[0] and shiboken6.isValid(first)
        return is_same and widget.isAncestorOf(first)


def _has_own_keys(widget: QWidget) -> bool:
    inner: QWidget | None = widget
    while inner is not None and not inner.isWindow():
        if inner.property(_OWN_KEYS):
            return True
        inner = inner.parentWidget()
    return False


def _is_kept(widget: QWidget, stroke: Stroke) -> bool:
    """Whether the focused control does something with the key itself."""
    return any(isinstance(widget, control) and (keys is None or stroke.key in keys) for control, keys in _CONTROLS)
