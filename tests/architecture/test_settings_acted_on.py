"""Every setting is read by the program, in one place, in the part of it that its row names."""

import ast
from functools import cache

import pytest

from reader.core.setting_kinds import Setting, Where
from reader.core.settings import SETTINGS

TABLE = "reader/core/settings.py"
HOLDERS = {"Settings", "settings", "chosen", "now"}
"""What a table of settings, or its values, is called where one is asked for."""
PARTS = {
    Where.WINDOW: ("reader/ui/",),
    Where.TEXT: ("reader/ui/",),
    Where.LIST: ("reader/ui/",),
    Where.READING: ("reader/ui/",),
    Where.START: ("reader/ui/", "reader/services/"),
    Where.BACKUPS: ("reader/services/",),
}


def holder(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def readers_of(modules: dict[str, str], name: str) -> list[str]:
    return [
        module
        for module, text in modules.items()
        if module != TABLE and not is_row_of_older_state(module) and name in asked_of_holders(text)
    ]


@cache
def asked_of_holders(text: str) -> set[str]:
    """What a module asks a table of settings, or its values, for."""
    nodes = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute))
    return {node.attr for node in nodes if holder(node.value) in HOLDERS}


def is_row_of_older_state(module: str) -> bool:
    """What older versions kept in the window's state is named there by its setting, and not acted on."""
    return module.endswith("/window_state.py")


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: row.name)
def test_each_setting_has_one_reader(modules: dict[str, str], row: Setting) -> None:
    readers = readers_of(modules, row.name)
    assert len(readers) == 1, f"{row.name} is read in {readers}"
    assert readers[0].startswith(PARTS[row.where]), readers
