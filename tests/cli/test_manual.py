"""``reader help``: pages and topics at the terminal."""

import pytest
from cli.conftest import Reader

from reader.cli.options import COMMANDS
from reader.services.machine.help_pages import TOPICS, help_page, help_pages


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")


def test_without_a_topic_all_of_them_are_listed_each_with_a_line(reader: Reader) -> None:
    lines = reader("help").out.splitlines()
    listed = [line.split(maxsplit=1) for line in lines if line and line.split()[0] in TOPICS]
    assert listed == [[page.topic, page.summary] for page in help_pages()]


@pytest.mark.parametrize("topic", TOPICS)
def test_every_page_is_printed_as_plain_text(reader: Reader, topic: str) -> None:
    outcome = reader("help", topic)
    assert outcome.status == 0
    lines = outcome.out.splitlines()
    title = help_page(topic).title
    assert lines[:2] == [title, "=" * len(title)]
    prose = [line for line in lines if not line.startswith("    ")]
    assert not [line for line in prose if line.startswith(("#", "|")) or "**" in line or ".md)" in line]


def test_paragraphs_and_tables_fit_the_terminal_and_keys_stay_whole(reader: Reader) -> None:
    lines = reader("help", "finding").out.splitlines()
    assert max(map(len, lines)) <= 72
    assert all(line.count("`") % 2 == 0 for line in lines)
    row = next(number for number, line in enumerate(lines) if line.startswith("`colour:green`"))
    assert lines[row + 1].startswith(" " * 20)


def test_a_link_names_the_command_that_prints_its_page(reader: Reader) -> None:
    assert "(`reader help importing`)" in reader("help", "start").out


def test_a_command_is_a_topic_too(reader: Reader) -> None:
    assert reader("help", "export").out == reader("export", "--help").out


def test_a_topic_that_there_is_not_is_told_with_those_that_there_are(reader: Reader) -> None:
    outcome = reader("help", "nonsense")
    assert outcome.status == 2
    assert "nonsense" in outcome.complaint
    assert all(topic in outcome.complaint for topic in TOPICS)


def test_help_as_json(reader: Reader) -> None:
    assert [entry["topic"] for entry in reader("help", "--json").json] == list(TOPICS)
    page = reader("help", "keys", "--json").json
    assert (page["title"], page["text"]) == (help_page("keys").title, help_page("keys").text)
    assert reader("help", "list", "--json").json["command"] == "list"


def test_no_topic_hides_a_command() -> None:
    assert set(TOPICS) & set(COMMANDS) == set()
