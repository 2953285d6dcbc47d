"""Opens the settings: their card, and the small card in which a value is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reader.core.setting_kinds import Setting
from reader.core.values.errors import CommandError, SettingError
from reader.ui.controllers.needs import Handlers
from reader.ui.look.appearance import Look


class SettingsController(QObject):
    """The controller of the settings' cards; chosen values go to the settings of ``appearance``."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._parent = parent
        self._look = look

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {"settings.open": lambda _: self._open()}

    def _open(self) -> None:
        from reader.ui.cards.program.settings_card import SettingsCard

        self._look.settings.read_again()
        SettingsCard(self._look, self._parent, type_value=self._type_value).open()

    def _type_value(self, setting: Setting[Any]) -> None:
        """Ask for a value in words."""
        from reader.ui.cards.choice.fields_card import CardField, FieldsCard

        settings = self._look.settings
        value = str(settings.now.value_of(setting))

        def keep(texts: Sequence[str]) -> None:
            try:
                settings.choose(setting, setting.parsed(texts[0]))
            except SettingError as error:
                raise CommandError(str(error)) from error

        field = CardField(setting.title, value, empty=str(setting.default))
        told = f"Values: {setting.allowed}."
        FieldsCard(self._look, setting.title, [field], self._parent, tell=lambda _: told, keep=keep).open()
