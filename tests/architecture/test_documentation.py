"""What is written for newcomers stays true: the README leads into the help pages, and both name what there is."""

import importlib.util
import re
from pathlib import Path

import pytest
from help_tables import GENERATED, TEN

from reader import __version__
from reader.cli.options import COMMANDS as LINE_COMMANDS
from reader.cli.options import command_parser
from reader.commands.keymaps.keymap import Keymap
from reader.commands.table import COMMANDS
from reader.core.state.highlights import COLOURS
from reader.core.state.queries import Is
from reader.core.values.issues import Kind
from reader.services.machine.help_pages import TOPICS, HelpPage, help_folder, help_pages

THREE_MINUTES = 750
"""Words that are read in three minutes."""
_LINK = re.compile(r"\]\(([^)]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
PAGES = help_pages()


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text("utf-8")


def page(topic: str) -> str:
    return PAGES[TOPICS.index(topic)].text


# the README


def test_readme_is_read_in_three_minutes(readme: str) -> None:
    assert len(readme.split()) <= THREE_MINUTES


def test_readme_names_the_two_commands_to_start_with(readme: str) -> None:
    started = [line.split("#")[0].strip() for line in readme.splitlines() if re.match(r"\./run( test)?\s+#", line)]
    assert started == ["./run", "./run test"]


def test_readme_shows_pictures_that_exist(root: Path, readme: str) -> None:
    pictures = [part.split(")")[0] for part in readme.split("](")[1:] if part.split(")")[0].endswith(".png")]
    assert len(pictures) == 2
    assert [name for name in pictures if not (root / name).is_file()] == []
    assert {name: size for name in pictures if (size := (root / name).stat().st_size) > 400_000} == {}


def test_readme_leads_to_every_help_page(root: Path, readme: str) -> None:
    linked = [address for address in _LINK.findall(readme) if address.endswith(".md")]
    assert set(linked) == {f"resources/help/{topic}.md" for topic in TOPICS}


def test_readme_teaches_ten_keys(readme: str) -> None:
    taught = re.findall(r"^\| `([^`]+)` \| (.+) \|$", readme, re.MULTILINE)
    assert len(taught) == len(TEN) == 10
    helped = {key: command.help for command in COMMANDS for key in Keymap(COMMANDS).keys_of(command.id)[:1]}
    by_id = {command.id: command for command in COMMANDS}
    assert taught == [(Keymap(COMMANDS).first_key_of(id), by_id[id].help) for id in TEN]
    assert all(key in helped for key, _ in taught)


# the help pages


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.name)
def test_what_is_generated_is_up_to_date(path: Path) -> None:
    text = path.read_text("utf-8")
    assert GENERATED[path](text) == text, "write it anew: .venv/bin/python tests/help_tables.py"


def test_every_page_is_a_topic_and_every_topic_a_page() -> None:
    assert {path.name for path in help_folder().iterdir()} == {page.file_name for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.topic)
def test_a_page_begins_with_a_title_and_one_sentence(page: HelpPage) -> None:
    assert re.fullmatch(r"[A-Z][\w ]{2,24}", page.title)
    assert page.text.startswith(f"# {page.title}\n\n")
    assert page.summary.endswith(".")
    assert len(page.summary) < 110
    assert page.text.count("\n# ") == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.topic)
def test_links_lead_to_other_pages_and_nowhere_else(page: HelpPage) -> None:
    assert set(_LINK.findall(page.text)) <= {other.file_name for other in PAGES} - {page.file_name}


def test_the_page_of_keys_has_every_key_of_every_command() -> None:
    rows = re.findall(r"^\| (`.+`) \| \*\*(.+?)\*\*.* \|$", page("keys"), re.MULTILINE)
    keymap = Keymap(COMMANDS)
    wanted = [(keymap.keys_of(command.id), command.title.rstrip("…")) for command in COMMANDS if command.keys]
    assert sorted((tuple(_CODE.findall(keys)), title) for keys, title in rows) == sorted(
        (tuple(keys), title) for keys, title in wanted
    )


@pytest.mark.parametrize("name", LINE_COMMANDS)
def test_the_page_of_commands_has_every_command_and_option(name: str) -> None:
    section = page("commands").split(f"\n## {name}\n")[1].split("\n## ")[0]
    assert f"`reader {name}" in section
    options = [option for action in command_parser(LINE_COMMANDS[name])._actions for option in action.option_strings]
    assert [option for option in options if f"`{option}" not in section] == ["-h", "--help"]


def test_the_page_on_finding_has_every_value() -> None:
    said = set(re.findall(r"`is:(\w+)`", page("finding")))
    assert said == {one.value for one in Is}
    assert all(kind.value in page("finding") for kind in Kind)
    assert all(colour in page("finding") for colour in COLOURS)


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic not in ("commands", "developing")])
def test_every_key_that_a_page_names_is_one(topic: str) -> None:
    known = {key for command in COMMANDS for key in Keymap(COMMANDS).keys_of(command.id)}
    of_cards = {"Shift+Enter", "-", "3", "Ctrl", "Alt"}  # keys of cards, a count, and what is held with arrows
    looks_like_key = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)*(?:\S|[A-Z]\w{1,8}|g \S)")
    named = {code for code in _CODE.findall(page(topic)) if looks_like_key.fullmatch(code)}
    assert named - known - of_cards == set()


def test_the_page_for_developers_names_modules_that_exist() -> None:
    names = {name for page in PAGES for name in re.findall(r"`(reader(?:\.[a-z_]+)+)`", page.text)}
    assert len(names) > 30
    assert sorted(name for name in names if not _exists(name)) == []


def _exists(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def test_changelog_tells_of_this_version(root: Path) -> None:
    assert __version__ in (root / "CHANGELOG.md").read_text("utf-8")
