"""No sign is made for nothing, and none is weighed or asked for that nothing makes."""

import ast
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest

from reader.split.choice import LAYOUTS
from reader.split.guidance.steer import widened
from reader.split.model.formed import FORMED
from reader.split.signs.vocabulary import Sign

SPLIT = Path(__file__).parents[2] / "reader" / "split"
MAKERS = ("proposals", "features", "lexicons", "look_classes", "markup", "neighbours", "page_heads", "rhythm")


class Way(Enum):
    """What a line of code does with a sign that it names."""

    MAKES = "makes"
    ASKS = "asks"
    DROPS = "drops"


def parents_of(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def ways_of(node: ast.AST, tree: ast.Module, parents: dict[ast.AST, ast.AST]) -> Iterator[Way]:
    """What is done with a sign, or with the constant that holds it; what is neither asked for nor dropped is made."""
    while not isinstance(node, ast.Module):
        above = parents[node]
        if isinstance(node, ast.Compare) or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.Sub)):
            yield Way.ASKS
            return
        is_discarded = (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "discard"
        )
        if is_discarded or (isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Sub)):
            yield Way.DROPS
            return
        if isinstance(node, ast.Assign) and isinstance(above, ast.Module) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            for other in ast.walk(tree):
                if isinstance(other, ast.Name) and other.id == name and isinstance(other.ctx, ast.Load):
                    yield from ways_of(other, tree, parents)
            return
        node = above
    yield Way.MAKES


def named(source: str, *, makes: bool) -> Iterator[tuple[Sign, Way]]:
    """The signs that a module names, each with what is done with it; where none is made, any that is named is asked."""
    tree = ast.parse(source)
    parents = parents_of(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Sign":
            for way in set(ways_of(node, tree, parents)):
                yield Sign[node.attr], way if makes or way is Way.DROPS else Way.ASKS


@pytest.fixture(scope="module")
def ways() -> dict[Way, set[Sign]]:
    found: dict[Way, set[Sign]] = {way: set() for way in Way}
    for path in SPLIT.rglob("*.py"):
        if path.parent.name == "model" and path.stem != "essays":
            continue  # tables: their weights are asked below
        for sign, way in named(path.read_text("utf-8"), makes=path.stem in MAKERS):
            found[way].add(sign)
    return found


def weighed() -> set[Sign]:
    """The signs that some layout weighs, or that a document must have for it to be tried."""
    states = [state for layout in (*LAYOUTS, FORMED) for state in widened(layout).states.values()]
    found = {sign for state in states for sign, weight in state.weights.items() if weight}
    return found.union(*(layout.needs for layout in LAYOUTS))


def test_every_sign_is_made(ways: dict[Way, set[Sign]]) -> None:
    assert {sign.name for sign in Sign} - {sign.name for sign in ways[Way.MAKES]} == set()


def test_every_sign_is_weighed_or_asked_for(ways: dict[Way, set[Sign]]) -> None:
    assert {sign.name for sign in Sign} - {sign.name for sign in weighed() | ways[Way.ASKS]} == set()


def test_what_is_done_with_signs_is_told_apart() -> None:
    source = (
        "_ASKED = frozenset({Sign.P})\n"
        "_MADE = {1: Sign.H}\n"
        "def see(own, words):\n"
        "    own.add(Sign.LEAD if Sign.W1 in own else Sign.ROW)\n"
        "    own.discard(Sign.EARLY)\n"
        "    own |= {_MADE[words]} if own & _ASKED else set()\n"
    )
    assert set(named(source, makes=True)) == {
        (Sign.P, Way.ASKS),
        (Sign.H, Way.MAKES),
        (Sign.LEAD, Way.MAKES),
        (Sign.W1, Way.ASKS),
        (Sign.ROW, Way.MAKES),
        (Sign.EARLY, Way.DROPS),
    }
