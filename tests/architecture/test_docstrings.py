"""Docstrings: the first line is a fact that is read once, and what is named in backticks exists."""

import ast
import re
from collections.abc import Iterator, Mapping

import pytest

RIDDLES = ("What ", "By what ", "That ", "Of ", "How it ", "Whether what ")
"""Beginnings of sentences whose subject is never named."""
LONGEST = 120
REFERENCE = re.compile(r"(?<!`)`([A-Za-z_][\w.]*)(?:\(\))?`(?!`)")
PATH = re.compile(r"``((?:[a-z]\w*\.)+\w+)``")

Trees = Mapping[str, ast.Module]


def docstrings(path: str, tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The docstrings of a module, its classes, functions and fields, each with its path and line."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else []:
            match statement:
                case ast.Expr(value=ast.Constant(value=str(text))):
                    yield f"{path}:{statement.lineno}", text.strip()


def faults(line: str) -> list[str]:
    """What is wrong with the first line of a docstring."""
    found = [f"begins with “{riddle.strip()}”" for riddle in RIDDLES if line.startswith(riddle)]
    found += ["is no whole sentence"] * (not line.endswith((".", ":")))
    found += ["is too long"] * (len(line) > LONGEST)
    return found


def told(trees: Trees) -> list[str]:
    """Each fault of a first line, as a person reads it."""
    return [
        f"{where} {fault}: {text.splitlines()[0]}"
        for path, tree in trees.items()
        for where, text in docstrings(path, tree)
        for fault in faults(text.splitlines()[0])
    ]


def names_in(tree: ast.AST) -> set[str]:
    """Every name that code gives or uses."""
    found: set[str] = set()
    for node in ast.walk(tree):
        for field in ("id", "attr", "name", "arg", "asname"):
            if isinstance(name := getattr(node, field, None), str):
                found |= set(name.split("."))
    return found


def defined_in(tree: ast.Module) -> set[str]:
    """The names that a module gives at its outermost level."""
    found: set[str] = set()
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                found.add(name)
            case ast.Assign(targets=targets):
                found |= {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)):
                found.add(name)
            case ast.ImportFrom(names=aliases):
                found |= {alias.asname or alias.name for alias in aliases}
    return found


def is_path(reference: str, defined: Mapping[str, set[str]]) -> bool:
    """Whether a dotted name is a module, a folder, or something that a module defines."""
    if reference in defined:
        return True
    while "." in reference:
        reference, _, name = reference.rpartition(".")
        if reference in defined:
            return name in defined[reference]
    return False


def gone(trees: Trees) -> list[str]:
    """References in backticks to what is not there, each with its path and line."""
    defined = {
        path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): defined_in(tree)
        for path, tree in trees.items()
    }
    packages = {name.split(".")[1] for name in defined if name.count(".") > 1}
    names = {part for module in defined for part in module.split(".")}.union(*map(names_in, trees.values()))
    found = []
    for path, tree in trees.items():
        for where, text in docstrings(path, tree):
            single = REFERENCE.findall(text)
            for reference in [*single, *PATH.findall(text)]:
                first = reference.split(".")[0]
                if "." in reference and first in packages | {"reader"}:
                    is_there = is_path(reference if first == "reader" else f"reader.{reference}", defined)
                else:
                    is_there = reference not in single or set(reference.split(".")) <= names
                if not is_there:
                    found.append(f"{where} {reference}")
    return found


@pytest.fixture(scope="module")
def trees(modules: dict[str, str]) -> Trees:
    return {path: ast.parse(text) for path, text in modules.items()}


def test_first_lines_are_facts(trees: Trees) -> None:
    assert told(trees) == []


def test_what_backticks_name_exists(trees: Trees) -> None:
    assert gone(trees) == []


def test_riddles_long_lines_and_half_sentences_are_found() -> None:
    assert faults("Splits an issue again and keeps its stars.") == []
    assert faults("What splits an issue.") == ["begins with “What”"]
    assert faults("An issue that goes on below, or") == ["is no whole sentence"]
    assert faults("An issue." * 20) == ["is too long"]
    tree = ast.parse('"""A module."""\nLIMIT = 3\n"""What is\nallowed."""\ndef f():\n    """That it is."""\n')
    assert told({"reader/a.py": tree}) == [
        "reader/a.py:3 begins with “What”: What is",
        "reader/a.py:3 is no whole sentence: What is",
        "reader/a.py:6 begins with “That”: That it is.",
    ]


def test_references_to_what_is_gone_are_found() -> None:
    texts = {
        "reader/core/links.py": '"""`here`, `Gone`, `core.links.here`, ``core.links.gone``."""\ndef here(): pass\n',
        "reader/core/text/__init__.py": "",
        "reader/core/text/fold.py": '"""`core.links`, `core.fold`, ``core.text``, ``item.date``, ``word``."""\n',
    }
    trees = {path: ast.parse(text) for path, text in texts.items()}
    assert gone(trees) == [
        "reader/core/links.py:1 Gone",
        "reader/core/links.py:1 core.links.gone",
        "reader/core/text/fold.py:1 core.fold",
    ]
