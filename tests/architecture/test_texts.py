"""Rules of the house that can be read off the text: sizes, docstrings, addresses, the one way to open a link."""

import ast
import re

import pytest

MODULE_LINES = 350
LONGEST_MODULE = 500
PACKAGE_DOCSTRING_LINES = 6

# Spelled in parts, so that this file does not trip over itself.
MACHINE_PATHS = re.compile(
    "(?<![\\w.])/(?:" + "|".join(["ro" + "ot/", "wo" + "rk/", "ho" + "me/[a-z]", "Us" + "ers/[a-z]"]) + ")"
)
REGISTRIES = re.compile(
    "|".join(["py" + r"pi\.org", "python" + r"hosted\.org", "arti" + "factory", "index" + "-url", "extra-" + "index"])
)


def test_only_one_place_opens_links(modules: dict[str, str]) -> None:
    users = [name for name, text in modules.items() if "openUrl" in text and "DesktopServices" in text]
    assert users == ["reader/ui/cards/choice/open_links.py"]
    assert modules["reader/ui/cards/choice/open_links.py"].count("QDesktopServices.openUrl") == 1


def test_no_path_of_a_machine_and_no_registry_is_kept(kept_files: dict[str, str]) -> None:
    found = [
        f"{name}: {match.group()}"
        for name, text in kept_files.items()
        if not name.startswith("seeds/") and name != "LICENSE"
        for pattern in (MACHINE_PATHS, REGISTRIES)
        for match in pattern.finditer(text)
    ]
    assert not found


def test_no_lock_file_is_kept(kept_files: dict[str, str]) -> None:
    assert not [name for name in kept_files if name.endswith(("uv.lock", "poetry.lock", "Pipfile.lock"))]


def test_every_module_says_what_it_is(modules: dict[str, str]) -> None:
    silent = [name for name, text in modules.items() if not ast.get_docstring(ast.parse(text))]
    assert not silent


def test_package_docstrings_state_one_rule(modules: dict[str, str]) -> None:
    for name, text in modules.items():
        if name.endswith("__init__.py"):
            docstring = ast.get_docstring(ast.parse(text)) or ""
            assert 0 < len(docstring.splitlines()) <= PACKAGE_DOCSTRING_LINES, name


def test_modules_stay_small(modules: dict[str, str]) -> None:
    sizes = {name: text.count("\n") for name, text in modules.items()}
    assert not {name: size for name, size in sizes.items() if size > LONGEST_MODULE}
    large = {name: size for name, size in sizes.items() if size > MODULE_LINES}
    assert len(large) <= len(sizes) // 10, large


@pytest.mark.parametrize("name", ["utils", "util", "helpers", "helper", "misc", "manager", "common"])
def test_no_module_is_a_drawer(modules: dict[str, str], name: str) -> None:
    assert not [path for path in modules if re.search(rf"(^|[/_]){name}\.py$|/{name}/", path)]
