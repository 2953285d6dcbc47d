"""The options of the command line: one row for each command, and the options of each."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

from reader import __version__

USAGE_ERROR = 2

Add = Callable[[argparse.ArgumentParser], None]

QUERY_HELP = (
    'A query: words and "phrases" that must all occur; is:unread, is:starred, is:later, is:done, is:annotated, '
    "is:highlighted, is:detached (highlights whose words are gone), is:untitled, is:unsure (check how it was split), "
    "is:gone (no longer split out); kind:paper, issue:197, publication:weekly, tag:vision, colour:green (of a "
    "highlight). A - before any of them excludes it; then write -- before the query."
)


class Parser(argparse.ArgumentParser):
    """argparse with errors of one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong on standard error and end with exit status 2."""
        self.exit(USAGE_ERROR, f"{self.prog}: {message} (see {self.prog} --help)\n")


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand: what it is for, its options, and the function that runs it (``module:function``).

    ``run`` is None for what the window's program does itself.
    """

    name: str
    help: str
    add: Add
    run: str | None
    takes_library: bool = True
    prints: bool = True


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a document, or - for standard input")


def _paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="+", help="a document, a folder of documents, or - for standard input"
    )


def _query(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", nargs="*", help=QUERY_HELP)
    _limit(parser)


def _search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", nargs="+", help=QUERY_HELP)
    _limit(parser)


def _limit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", metavar="N", type=_positive, help="at most N items")


def _item(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", type=_positive, help="an item's number, as reader list prints it")


class FlagOptions(NamedTuple):
    """The two options that set a flag of items and take it back; ``word`` tells what it is."""

    name: str
    on: str
    off: str
    word: str


_SPELLED = {
    "read": FlagOptions("read", "--read", "--unread", "read"),
    "starred": FlagOptions("starred", "--star", "--unstar", "starred"),
    "later": FlagOptions("later", "--later", "--not-later", "put aside for later"),
    "done": FlagOptions("done", "--done", "--not-done", "done (and read)"),
}


def flag_options() -> list[FlagOptions]:
    """The options of every flag that other programs can set; those that are not spelled above have the field's name."""
    from reader.core.fields import TOLD

    names = [name for name, row in TOLD.items() if row.is_flag]
    return [_SPELLED.get(name) or FlagOptions(name, f"--{name}", f"--not-{name}", name) for name in names]


def _mark(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "ids", metavar="ID", nargs="+", type=_positive, help="items' numbers, as reader list prints them"
    )
    for flag in flag_options():
        pair = parser.add_mutually_exclusive_group()
        pair.add_argument(flag.on, dest=flag.name, action="store_true", default=None, help=flag.word)
        pair.add_argument(flag.off, dest=flag.name, action="store_false", default=None, help=f"not {flag.word}")
    for option, word in (("--tag", "add the tag TAG"), ("--untag", "remove the tag TAG")):
        told = f"{word}; repeat it or use commas for several"
        parser.add_argument(option, metavar="TAG", action="append", default=[], help=told)


def _note(parser: argparse.ArgumentParser) -> None:
    _item(parser)
    parser.add_argument("text", metavar="TEXT", help="the note (Markdown), or - for standard input; empty removes it")


def _export(parser: argparse.ArgumentParser) -> None:
    from reader.services.exports.formats.export_formats import FORMATS

    parser.add_argument("query", metavar="QUERY", nargs="*", help=QUERY_HELP)
    parser.add_argument(
        "--format",
        metavar="F",
        required=True,
        choices=tuple(FORMATS),
        help="; ".join(f"{format.name}: {format.help}" for format in FORMATS.values()),
    )
    parser.add_argument(
        "--out",
        metavar="PATH",
        default="-",
        help="a file, a folder (a path without an ending is one), or - (the default)",
    )
    _limit(parser)


def _resplit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "issues", metavar="ISSUE", nargs="*", type=_positive, help="an issue's number (issue_id of reader list --json)"
    )
    parser.add_argument("--all", action="store_true", help="all issues of the library")
    parser.add_argument("--dry-run", action="store_true", help="print what would change, and change nothing")


CORRECT_HELP = (
    "Reads one correction per line from standard input and prints what each changed. Example: "
    '{"seq":1,"act":"split","text":"The text of the block","start":120}. "act" says what the block is: split '
    "(an item begins here), join (it belongs to the item before), title, title below (of the text above it), kicker "
    "(an item begins with this line, its title follows), heading, body, boilerplate (in no item), sponsored. With a "
    '"value", "act" changes the item or section of the block: kind, item title, address, authors, section name. '
    '"text" is the text of the block, or its first 8 characters or more. "start" tells blocks with the same text '
    'apart. {"set":{"title":"…","number":197,"date":"2026-03-31","publication":"…"}} changes the issue itself; null '
    'brings back what its document says (not for "publication"). Without - the blocks are listed. reader undo takes '
    "back one line. --everywhere applies the corrections to the other issues of the newsletter too: each of them that "
    "changed is printed as a line "
    '({"ok":true,"issue_id":12,"issue":"#12","changed":true,"items":9,"items_changed":1,"items_added":0,'
    '"items_vanished":2}). "ok" is false, with an "error", where an issue cannot be read again; it stays as it is. '
    "reader undo then takes back all lines and issues at once."
)


def _correct(parser: argparse.ArgumentParser) -> None:
    parser.description = CORRECT_HELP
    parser.add_argument("issue", metavar="ISSUE", type=_positive, help="an issue's number (issue_id of list --json)")
    parser.add_argument("input", metavar="-", nargs="?", choices=("-",), help="read corrections from standard input")
    parser.add_argument(
        "--everywhere",
        action="store_true",
        help="apply the corrections to the other issues of the newsletter too, as one step of undo",
    )


PROFILE_HELP = (
    "Prints the splitting rules of a newsletter: a summary, then each rule and how it is known. --write adds a rule of "
    "your own, a sort and its words: heading NAME (this line heads a section), boilerplate LINE (this line is in no "
    'item), sponsor WORDS (items with these words are advertisements), kind "SECTION: KIND" (the kind of the items of '
    "a section: article, paper, code, tutorial, course, dataset, other). Your own rules win over learned ones. "
    "--forget-all deletes all rules, learned, written and switched off; later issues and corrections teach new ones, "
    "and corrections stay in their own issues. Run reader resplit to apply changed rules to stored issues. reader undo "
    "takes back one call."
)


def _profile(parser: argparse.ArgumentParser) -> None:
    parser.description = PROFILE_HELP
    parser.add_argument("publication", metavar="PUBLICATION", nargs="+", help="a newsletter's name or number")
    told = "add a rule of your own; repeat it for several"
    parser.add_argument("--write", metavar=("SORT", "WORDS"), nargs=2, action="append", default=[], help=told)
    for option, word in (
        ("--delete", "delete your own rule KEY"),
        ("--forget", "switch the rule KEY off"),
        ("--remember", "switch the rule KEY on again"),
    ):
        told = f"{word} (--json prints the keys); repeat it for several"
        parser.add_argument(option, metavar="KEY", action="append", default=[], help=told)
    parser.add_argument("--forget-all", action="store_true", help="delete all rules and begin anew")


def _publications(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_mutually_exclusive_group()
    one = "a newsletter's name or number"
    acts.add_argument("--rename", metavar=("PUBLICATION", "NAME"), nargs=2, help=f"rename a newsletter ({one})")
    told = "merge two newsletters under the name of the second, new issues included"
    acts.add_argument("--merge", metavar=("PUBLICATION", "INTO"), nargs=2, help=told)


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--repair", action="store_true", help="repair what can be repaired without losing anything")


def _backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", help="the file to write, or - for standard output")


CONFIG_HELP = (
    "Lists all settings with their values and what they mean. NAME prints the value of a setting, NAME VALUE sets it, "
    "NAME --default sets it back. The settings are the same for all libraries. They are kept in settings.toml in your "
    "configuration folder; you may edit the file, and your comments stay."
)


def _config(parser: argparse.ArgumentParser) -> None:
    parser.description = CONFIG_HELP
    parser.add_argument("name", metavar="NAME", nargs="?", help="the setting to print or to set")
    parser.add_argument("value", metavar="VALUE", nargs="?", help="its new value")
    parser.add_argument("--default", action="store_true", help="set it back to its default")


def _nothing(parser: argparse.ArgumentParser) -> None:
    pass


def _help(parser: argparse.ArgumentParser) -> None:
    told = "a page or a command; without it all pages are listed"
    parser.add_argument("topic", metavar="TOPIC", nargs="?", type=_topic, help=told)


def _screenshot(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", help="the PNG to write")
    parser.add_argument("--item", metavar="ID", type=_positive, help="the item to show")
    parser.add_argument("--theme", choices=("light", "dark"), help="colours (default: as set in the window)")
    parser.add_argument("--size", metavar="WxH", type=_size, help="size of the window in pixels, such as 1440x900")
    parser.add_argument("--keys", metavar="KEYS", help='keys to press first, separated by spaces, such as "j s"')


COMMANDS = {
    command.name: command
    for command in (
        Command("parse", "split a document and print the issue", _file, "import_commands:parse", takes_library=False),
        Command("import", "bring documents into the library", _paths, "import_commands:import_documents"),
        Command("list", "list items", _query, "lists:list_items"),
        Command("search", "list the items that a search finds, best first", _search, "lists:list_items"),
        Command("show", "print one item", _item, "lists:show_item"),
        Command("publications", "list, rename or merge newsletters", _publications, "publication_list:publications"),
        Command("mark", "mark items as read, starred, later or done, or tag them", _mark, "marks:mark"),
        Command("note", "write the note of an item", _note, "marks:note"),
        Command("apply", "carry out changes from standard input, one JSON line each", _nothing, "marks:apply"),
        Command("undo", "take back the last change of the window or the command line", _nothing, "marks:undo"),
        Command("resplit", "split stored issues again; stars, notes and tags stay", _resplit, "split_commands:resplit"),
        Command("correct", "correct the split of an issue, one JSON line each", _correct, "split_commands:correct"),
        Command("profile", "show or change the splitting rules of a newsletter", _profile, "split_commands:profile"),
        Command("export", "export items for other programs", _export, "export_command:export", prints=False),
        Command("config", "list, print or change settings", _config, "config:config", takes_library=False),
        Command("check", "check that the library is sound", _check, "upkeep:check"),
        Command("backup", "copy the library to one file and verify the copy", _backup, "upkeep:backup", prints=False),
        Command("help", "print a page of the manual", _help, "manual:print_help", takes_library=False),
        Command("screenshot", "render the window to a PNG, off screen", _screenshot, None, prints=False),
    )
}


def command_parser(command: Command) -> Parser:
    """The parser of one command's arguments."""
    parser = Parser(
        prog=f"reader {command.name}", description=f"{command.help[0].upper()}{command.help[1:]}.", allow_abbrev=False
    )
    command.add(parser)
    if command.takes_library:
        _library(parser)
    if command.prints:
        parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def window_parser() -> Parser:
    """The parser of the program without a command; its help is the overview of all commands."""
    width = max(map(len, COMMANDS))
    rows = "\n".join(f"  {command.name:<{width}}  {command.help}" for command in COMMANDS.values())
    parser = Parser(
        prog="reader",
        usage="reader [--library PATH] [FILE…]\n       reader COMMAND …",
        description="Opens the window and imports the files, or runs one command on the same library.",
        epilog=f"commands:\n{rows}\n\nreader COMMAND --help tells more about a command.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("files", metavar="FILE", nargs="*", help="documents to import")
    _library(parser)
    parser.add_argument("--version", action="version", version=f"reader {__version__}")
    return parser


def _library(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--library", metavar="PATH", help="the library's file (default: READER_LIBRARY, else your own)")


def _topic(text: str) -> str:
    from reader.services.machine.help_pages import TOPICS

    if text not in TOPICS and text not in COMMANDS:
        raise argparse.ArgumentTypeError(f"no page or command “{text}”; try {', '.join(TOPICS)}")
    return text


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text[:20]) < 2**63):
        raise argparse.ArgumentTypeError(f"{text!r} is not a positive number")
    return int(text)


def _size(text: str) -> str:
    width, _, height = text.partition("x")
    if not all(part.isascii() and part.isdigit() and 100 <= int(part[:6]) <= 10_000 for part in (width, height)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 1440x900 (100 to 10000 each way)")
    return text
