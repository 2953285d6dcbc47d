"""``help``: prints a page of the manual, or the list of its topics."""

import shutil
from argparse import Namespace

from reader.cli.options import COMMANDS, command_parser
from reader.cli.output import write_json, write_line
from reader.services.machine.help_pages import HelpPage, help_page, help_pages

_WIDEST = 100
"""Columns; longer lines are hard to read."""


def print_help(options: Namespace) -> int:
    """Print the page on a topic, what a command takes, or (without a topic) the list of topics."""
    if options.topic is None:
        _print_topics(help_pages(), as_json=options.json)
    elif options.topic in COMMANDS:
        _print_command(options.topic, as_json=options.json)
    elif options.json:
        write_json(_entry(help_page(options.topic), with_text=True))
    else:
        _print_page(help_page(options.topic))
    return 0


def _print_topics(pages: list[HelpPage], *, as_json: bool) -> None:
    if as_json:
        write_json([_entry(page, with_text=False) for page in pages])
        return
    width = max(len(page.topic) for page in pages)
    for page in pages:
        write_line(f"{page.topic:<{width}}  {page.summary}")
    write_line("\nreader help TOPIC prints a page; reader help COMMAND tells what a command takes.")


def _print_command(name: str, *, as_json: bool) -> None:
    text = command_parser(COMMANDS[name]).format_help()
    if as_json:
        write_json({"command": name, "text": text})
    else:
        write_line(text.rstrip("\n"))


def _entry(page: HelpPage, *, with_text: bool) -> dict[str, str]:
    entry = {"topic": page.topic, "title": page.title, "summary": page.summary}
    return entry | {"text": page.text} if with_text else entry


def _print_page(page: HelpPage) -> None:
    from reader.documents.markdown.own_pages import page_lines

    width = min(_WIDEST, shutil.get_terminal_size().columns)
    for line in page_lines(page.with_links(_reference), width):
        write_line(line)


def _reference(topic: str, words: str) -> str:
    return f"{words} (`reader help {topic}`)"
