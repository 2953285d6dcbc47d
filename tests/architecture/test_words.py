"""Every text that a user sees speaks plainly: no inner words, no riddles, no length that is not read.

Collected are the tables (commands, settings, formats, the command line) and, from the modules' own text, every literal
that reads like words for people; docstrings, queries of databases, patterns and styles are none of those.
"""

import ast
import re
from collections.abc import Iterator

import pytest

from reader.cli.terminal.options import COMMANDS as LINE_COMMANDS
from reader.cli.terminal.options import command_parser, window_parser
from reader.commands.command_rows.command import When
from reader.commands.table import COMMANDS
from reader.core import paths
from reader.core.settings import SETTINGS
from reader.services.exports.formats.export_formats import FORMATS
from reader.services.machine.help_pages import HelpPage, help_pages

TITLE_WORDS = 6
HINT_WORDS = 6
HELP_WORDS = 20
MESSAGE_WORDS = 40
MESSAGE_SENTENCES = 3
"""What happened, what stays as it was, what can be done."""

INSTEAD = {
    r"\bone \w+ an? (?:\w+)": "one entry per work",
    r"\btray\b": "detached highlights",
    r"\btwins?\b": "also in #209; the same paper in another issue",
    r"\b(?:a|the|is|as|no) guess(?:es)?\b|\(guess\)|\bguess$": "check this split",
    r"\bretired\b": "no longer split out",
    r"\bborrow(?:s|ed)?\b": "suggested title",
    r"\bdeduced?\b": "guessed heading",
    r"\bprofiles?\b": "splitting rules",
    r"\bbasis\b": "what it is made from, in the user's word",
    r"\bdesks?\b": "nothing: it is no word of the user's",
    r"\bforms?\b": "lines like this one",
    r"\bpublications?\b": "newsletter",
    r"\bfacts?\b": "rule",
    r"\bwas not looked\b": "Press g r first to compare.",
    r"\bcan stand\b|\bstands? (?:in|nowhere|over)\b": "Try …; is in …",
    r"\b(?:is|are) called that\b": "No matching …",
    r"\blets? (?:go|\w+ go)\b": "hide, leave",
    r"\brefuse": "reject",
    r"\bat hand\b|\bin hand\b": "chosen, selected",
    r"\bparts? (?:it|them|from)\b": "split off",
    r"\btold by\b": "unknown",
    r", which no \w+ (?:is|has)\b|, as no \w+ are\b": "too large for a …",
    r"\bgives? up\b": "cancel",
    r"\bone step out\b": "Back",
    r"\bpictures are never\b|\bimages? (?:was|were) left\b": "1 image not loaded (privacy)",
    r"\b(?:nothing|none|nobody|no \w+)\b[^.,;:()]*\bnot\b": "one negation",
    r"\bno right to\b": "You may not …",
    r"\bis (?:neither|no) (?:feed|JSON|text|command|subscription)\b": "is not a …",
    r"\b(?:color|gray|favorite|recognize|organize|behavior)s?\b": "British spelling",
}
"""A pattern that no text holds, and what is said instead."""

ALLOWED = {
    "publication:weekly": "what is typed to search by newsletter",
    '"publication"': "a field of JSON",
    "title, number, date and publication": "fields of JSON",
    "reader publications": "a command",
}
"""What is taken out of a text before it is looked at, with the reason."""

_PROSE = re.compile(r"[^\W\d_]{2,}\S* +\S")
_NO_PROSE = re.compile(
    r"\b(?:SELECT|FROM|WHERE|UPDATE|INSERT|DELETE|PRAGMA|JOIN|TABLE|INDEX|ORDER BY|AND|OR|NOT|IN|IS|SAVEPOINT)\b"
    r"|\(\?|\\[bsdwSW.]|[{};]\s*$|\w: [^;{}]*;|^[\w.-]+(?: [\w.-]+)* [|]"
)
_SENTENCE = re.compile(r"[.!?](?=\s+[“A-Z…]|$)")
_PAGES = [page for page in help_pages() if page.topic != "developing"]  # that page is for people who read the code


def table_texts() -> Iterator[tuple[str, str]]:
    """The texts of the program's tables, each with where it is from."""
    for command in COMMANDS:
        yield f"title of {command.id}", command.title
        yield f"help of {command.id}", command.help
        yield f"hint of {command.id}", command.hint
    yield from ((f"When.{when.name}", when.value) for when in When)
    for setting in SETTINGS:
        yield f"setting {setting.name}", f"{setting.title}. {setting.help}"
    yield from ((f"format {format.name}", format.help) for format in FORMATS.values())
    for name, line in LINE_COMMANDS.items():
        parser = command_parser(line)
        yield f"reader {name}", f"{line.help}. {parser.description}"
        yield from ((f"reader {name} {action.dest}", str(action.help)) for action in parser._actions if action.help)
    yield "reader --help", str(window_parser().description)


def literals(text: str) -> Iterator[tuple[int, str]]:
    """The literals of a module that read like words for people, each with its line; values in them become ``{…}``."""
    tree = ast.parse(text)
    left_out = {id(part) for part in _not_for_people(tree)}
    for node in ast.walk(tree):
        if id(node) not in left_out and (said := _said(node)) is not None and _PROSE.search(_plain(said)):
            yield node.lineno, _plain(said)


def _not_for_people(tree: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, lists of words that are split, parts of f-strings that are read whole."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant() as text):
                yield text
            case ast.Call(func=ast.Attribute(value=ast.Constant() as words, attr="split")):
                yield words
            case ast.JoinedStr():
                yield from (part for part in node.values if isinstance(part, ast.Constant))


def _said(node: ast.AST) -> str | None:
    match node:
        case ast.Constant(value=str() as text):
            found = text
        case ast.JoinedStr(values=values):
            found = "".join(str(part.value) if isinstance(part, ast.Constant) else "{…}" for part in values)
        case _:
            return None
    return None if _NO_PROSE.search(found) else found


def _plain(text: str) -> str:
    """A text without the marks of HTML and what is allowed."""
    text = re.sub(r"<[^>]*>", " ", text)
    for allowed in ALLOWED:
        text = text.replace(allowed, "")
    return " ".join(text.split())


def wrong(text: str) -> list[str]:
    """What a text holds that no text should, each with what is said instead."""
    return [
        f"“{found.group()}”: {instead}" for bad, instead in INSTEAD.items() if (found := re.search(bad, text, re.I))
    ]


def sentences(text: str) -> int:
    return len(_SENTENCE.findall(text)) + (not _SENTENCE.search(text[-1:]))


def words(text: str) -> int:
    return len([word for word in text.split() if re.search(r"\w", word)])


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("one entry a work", True),
        ("one entry per work", False),
        ("Library, #12 (guess)", True),
        ("Check this split: M corrects it", False),
        ("Part from its twins", True),
        ("It was not looked what would change.", True),
        ("No command is called that.", True),
        ("No item of this list is not read.", True),
        ("{…} is larger than 50 MB, which no newsletter is.", True),
        ("Choose the color.", True),
    ],
)
def test_the_patterns_find_what_they_are_for(text: str, is_wrong: bool) -> None:
    assert bool(wrong(text)) == is_wrong


def test_texts_of_the_tables_use_the_words_of_the_user() -> None:
    texts = [(where, _plain(text)) for where, text in table_texts()]
    assert len(texts) > 400
    assert {where: found for where, text in texts if (found := wrong(text))} == {}


def test_texts_of_the_modules_use_the_words_of_the_user(modules: dict[str, str]) -> None:
    texts = [(f"{name}:{line}", said) for name, text in modules.items() for line, said in literals(text)]
    assert len(texts) > 700
    shown = [(where, said) for where, said in texts if not _is_vocabulary(where)]
    assert {where: (said, found) for where, said in shown if (found := wrong(said))} == {}


def _is_vocabulary(where: str) -> bool:
    """Words that are looked for in newsletters, or name what the splitter sees; no user reads them."""
    return where.startswith(("reader/split/signs/", "reader/split/items/", "reader/documents/html/"))


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.topic)
def test_help_pages_use_the_words_of_the_user(page: HelpPage) -> None:
    assert wrong(prose(page.text)) == []


def test_the_welcome_issue_uses_the_words_of_the_user() -> None:
    assert wrong(prose((paths.resources() / "welcome.md").read_text("utf-8"))) == []


def prose(text: str) -> str:
    """The text of a page without its front matter, code and names of commands."""
    text = re.sub(r"\A---\n.*?\n---\n|^```.*?^```|`[^`\n]+`|^## .*$", "", text, flags=re.DOTALL | re.MULTILINE)
    return _plain(text)


def test_commands_are_named_and_explained_shortly() -> None:
    assert {one.id: one.title for one in COMMANDS if words(one.title) > TITLE_WORDS} == {}
    assert {one.id: one.hint for one in COMMANDS if words(one.hint) > HINT_WORDS} == {}
    assert {one.id: one.help for one in COMMANDS if words(one.help) > HELP_WORDS or sentences(one.help) > 2} == {}
    assert [one.id for one in COMMANDS if not one.help.endswith(".") or one.title.endswith(".")] == []


def test_messages_are_short(modules: dict[str, str]) -> None:
    said = [
        (f"{name}:{line}", text)
        for name, module in modules.items()
        for line, text in literals(module)
        if text.endswith(".")
        and not name.endswith("cli/terminal/options.py")  # what a command takes is read at leisure
    ]
    assert len(said) > 250
    long = {where: text for where, text in said if words(text) > MESSAGE_WORDS or sentences(text) > MESSAGE_SENTENCES}
    assert long == {}


def test_prompts_and_tooltips_are_short(modules: dict[str, str]) -> None:
    prompts, tips = [], []
    for text in (text for name, text in modules.items() if name.startswith("reader/ui/")):
        for call in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)):
            prompts += [said for one in call.keywords if one.arg == "prompt" and (said := _said(one.value))]
            name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            given = [said for one in call.args if (said := _said(one))]
            prompts += given if name == "setPlaceholderText" else []
            tips += given if name == "setToolTip" else []
    assert len(prompts) > 8
    assert [prompt for prompt in prompts if words(prompt) > HINT_WORDS] == []
    assert [tip for tip in tips if sentences(tip) > 1] == []
