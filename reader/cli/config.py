"""``config``: the settings, listed, printed and changed."""

from argparse import Namespace
from typing import Any

from reader.cli.terminal.options import USAGE_ERROR
from reader.cli.terminal.output import complain, write_json, write_line
from reader.core.setting_kinds import Setting
from reader.core.settings import SETTINGS, Settings, setting_named
from reader.services.machine import folders, preferences


def config(options: Namespace) -> int:
    """List all settings, or print, set or set back one."""
    path = folders.settings()
    setting = setting_named(options.name) if options.name is not None else None
    if setting is None or (options.default and options.value is not None):
        if options.default:
            complain("--default takes the name of one setting and no value (see reader config --help).")
            return USAGE_ERROR
        return _list(preferences.read(path), is_json=options.json)
    if options.default or options.value is not None:
        value = None if options.default else setting.parsed(options.value)
        preferences.write(path, {setting.name: value})
        return _print(setting, preferences.read(path).settings, is_json=options.json, is_named=True)
    found = preferences.read(path)
    _complain_of(found)
    return _print(setting, found.settings, is_json=options.json, is_named=False)


def _list(found: preferences.Found, *, is_json: bool) -> int:
    _complain_of(found)
    if is_json:
        write_json([_record(setting, found.settings) for setting in SETTINGS])
        return 0
    for setting in SETTINGS:
        later = "" if setting.is_live else " Acts after a restart."
        write_line(f"{setting.name} = {_written(found.settings.value_of(setting))}")
        write_line(f"    {setting.title}. {setting.help}{later}")
        write_line(f"    Values: {setting.allowed}. Default: {_written(setting.default)}.")
    return 0


def _print(setting: Setting[Any], settings: Settings, *, is_json: bool, is_named: bool) -> int:
    value = _written(settings.value_of(setting))
    if is_json:
        write_json(_record(setting, settings))
    else:
        write_line(f"{setting.name} = {value}" if is_named else value)
    return 0


def _record(setting: Setting[Any], settings: Settings) -> dict[str, object]:
    return {
        "name": setting.name,
        "value": settings.value_of(setting),
        "default": setting.default,
        "values": setting.allowed,
        "title": setting.title,
        "help": setting.help,
        "acts_on": setting.where.value,
        "acts_at_once": setting.is_live,
    }


def _written(value: object) -> str:
    """A value as it can be typed again."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _complain_of(found: preferences.Found) -> None:
    for fault in found.faults:
        complain(fault)
