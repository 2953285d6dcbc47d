"""The welcome issue is split as it is written, and teaches keys that there are."""

import re

from reading_documents import parse_file

from reader.commands.keymaps.keymap import Keymap
from reader.commands.table import COMMANDS
from reader.core import paths
from reader.core.revision.corrections import Act, Correction
from reader.services.worker.parsing import split
from reader.split import learn, observe

WELCOME = paths.resources() / "welcome.md"
TEXT = WELCOME.read_text("utf-8")
_HEADING = re.compile(r"^(##|###) (?:\[(?P<linked>[^\]]+)\]\(.*\)|(?P<plain>.+))$", re.MULTILINE)
_SHORT = 420


def written() -> list[tuple[str, list[str]]]:
    """The sections with the titles of their items, by the signs of Markdown alone."""
    sections: list[tuple[str, list[str]]] = []
    for found in _HEADING.finditer(TEXT):
        name = found["linked"] or found["plain"]
        if found[1] == "##":
            sections.append((name, []))
        else:
            sections[-1][1].append(name)
    return sections


def test_it_is_split_as_it_is_written_and_nothing_of_it_is_set_aside() -> None:
    _, issue = parse_file(WELCOME)
    assert [(section.title, [item.title for item in section.items]) for section in issue.sections] == written()
    assert issue.publication == "Research Reader Welcome"
    assert (issue.is_guess, issue.boilerplate, issue.outro) == (False, (), None)
    assert all(item.body for item in issue.items)
    assert issue.intro
    assert {item.title: len(item.body) for item in issue.items if len(item.body) > _SHORT} == {}


def test_one_correction_mends_the_item_that_is_split_wrongly_and_no_other() -> None:
    document, issue = parse_file(WELCOME)
    correction = Correction(Act.TITLE, "This line is the title of an item of its own")
    for profile in (None, learn([observe(document, [correction])])):
        _, mended = split(document, profile=profile, corrections=[correction])
        assert [item.title for item in mended.items] == [*(item.title for item in issue.items), correction.text]
        assert mended.items[:-2] == issue.items[:-1]
        assert mended.items[-1].body.startswith("These words belong to it.")


def test_every_key_in_it_is_one_of_the_program() -> None:
    keymap = Keymap(COMMANDS)
    known = {key for command in COMMANDS for key in keymap.keys_of(command.id)}
    named = re.findall(r"`([^`]+)`", TEXT)
    assert len(named) > 20
    assert set(named) - known == set()
