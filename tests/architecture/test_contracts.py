"""The layers of the program hold, and no package slips past a contract."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

MAY = {
    "Qt only in ui and app": {"ui", "app"},
    "SQLAlchemy only in store": {"store"},
    "Parsers of foreign formats only in documents": {"documents"},
    "HTTP only in fetch": {"fetch"},
}


@pytest.fixture(scope="module")
def contracts(root: Path) -> dict[str, dict[str, object]]:
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    return {contract["name"]: contract for contract in settings["contracts"]}


def test_import_contracts_hold(root: Path) -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]


@pytest.mark.parametrize("name", MAY)
def test_every_package_is_under_each_contract(root: Path, contracts: dict[str, dict[str, object]], name: str) -> None:
    here = {
        path.stem for path in (root / "reader").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    named = {module.removeprefix("reader.") for module in contracts[name]["source_modules"]}  # type: ignore[attr-defined]
    assert named == here - MAY[name] - {"__init__"}


def test_layers_name_every_package(contracts: dict[str, dict[str, object]]) -> None:
    layers = next(contract for contract in contracts.values() if contract["type"] == "layers")
    assert layers["exhaustive"]
