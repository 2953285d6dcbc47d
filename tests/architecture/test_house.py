"""Folders and modules: no circle among them, a few modules in each, names that mean one thing, rules that are short."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

FEWEST, MOST = 3, 12
"""How many modules and folders a folder has, its ``__init__`` aside."""
FIELD_TERMS = frozenset({"learning", "parsing", "printing", "setting", "sorting", "splitting"})
"""Gerunds that the field itself uses, and what a person sets."""
RULE_LINES = 6

Graph = Mapping[str, set[str]]


def folder_of(path: str) -> str:
    return str(PurePosixPath(path).parent)


def imports_of(modules: Mapping[str, str]) -> dict[str, set[str]]:
    """Which module imports which, by path: also late, and for annotations only. A folder's name is its ``__init__``."""
    names = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in modules}
    found: dict[str, set[str]] = {path: set() for path in modules}
    for path, text in modules.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                wanted = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                wanted = [
                    whole if (whole := f"{node.module}.{alias.name}") in names else node.module for alias in node.names
                ]
            else:
                continue
            found[path] |= {names[name] for name in wanted if name in names} - {path}
    return found


def folders_of(imports: Graph) -> dict[str, set[str]]:
    """Which folder imports from which other one. The version, for which the root is imported, closes no circle."""
    found: dict[str, set[str]] = defaultdict(set)
    for path, wanted in imports.items():
        found[folder_of(path)] |= {folder_of(other) for other in wanted if other != "reader/__init__.py"} - {
            folder_of(path)
        }
    return found


def circles(graph: Graph) -> Iterator[list[str]]:
    """Every set of nodes each of which reaches all others."""
    reach = {node: _reached(graph, node) for node in graph}
    done: set[str] = set()
    for node in graph:
        circle = {other for other in reach[node] if node in reach.get(other, ())}
        if node not in done and len(circle) > 1:
            yield sorted(circle)
        done |= circle


def _reached(graph: Graph, start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = graph.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def gerunds(stem: str) -> list[str]:
    """The words of a name that are gerunds, and no terms of the field."""
    return [word for word in stem.split("_") if word.endswith("ing") and word not in FIELD_TERMS]


def test_modules_import_in_no_circle(modules: dict[str, str]) -> None:
    assert list(circles(imports_of(modules))) == []


def test_folders_import_in_no_circle(modules: dict[str, str]) -> None:
    assert list(circles(folders_of(imports_of(modules)))) == []


def test_a_folder_has_a_few_modules(modules: dict[str, str]) -> None:
    counts: dict[str, int] = defaultdict(int)
    for path in modules:
        is_folder = path.endswith("/__init__.py")
        counts[folder_of(folder_of(path) if is_folder else path)] += 1
    del counts["."]
    assert {folder: count for folder, count in counts.items() if not FEWEST <= count <= MOST} == {}


def test_each_name_of_a_module_is_given_once(modules: dict[str, str]) -> None:
    named: dict[str, list[str]] = defaultdict(list)
    for path in modules:
        if not path.endswith("/__init__.py"):
            named[PurePosixPath(path).stem].append(path)
    assert {stem: paths for stem, paths in named.items() if len(paths) > 1} == {}


def test_names_are_nouns_or_verbs(modules: dict[str, str]) -> None:
    stems = {PurePosixPath(path).stem for path in modules} | {PurePosixPath(path).parent.name for path in modules}
    assert {stem for stem in stems if gerunds(stem)} == set()


def test_each_folder_says_its_rule_in_few_lines(modules: dict[str, str]) -> None:
    folders = {folder_of(path) for path in modules}
    rules = {folder: ast.get_docstring(ast.parse(modules.get(f"{folder}/__init__.py", ""))) or "" for folder in folders}
    assert {folder for folder, rule in rules.items() if not 1 <= len(rule.splitlines()) <= RULE_LINES} == set()


MADE_UP = {
    "reader/a/__init__.py": "from reader.a.one import f",
    "reader/a/one.py": "if TYPE_CHECKING:\n    from reader.b.two import g",
    "reader/b/__init__.py": "",
    "reader/b/two.py": "from reader.b import three",
    "reader/b/three.py": "def late():\n    import reader.a",
    "reader/b/four.py": "from reader.b.two import g",
}


def test_late_imports_and_those_of_annotations_close_a_circle() -> None:
    imports = imports_of(MADE_UP)
    assert list(circles(imports)) == [
        ["reader/a/__init__.py", "reader/a/one.py", "reader/b/three.py", "reader/b/two.py"]
    ]
    assert list(circles(folders_of(imports))) == [["reader/a", "reader/b"]]
    assert list(circles(imports_of({**MADE_UP, "reader/b/three.py": ""}))) == []


def test_only_terms_of_the_field_may_be_gerunds() -> None:
    assert [stem for stem in ("moving_borders", "rereading", "splitting", "lost_headings") if gerunds(stem)] == [
        "moving_borders",
        "rereading",
    ]
