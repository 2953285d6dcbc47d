"""The help pages that the window shows and ``reader help`` prints: Markdown files in ``resources/help``.

A page begins with its title and one sentence that says what is in it. It links to another one by its file name,
``[Finding](finding.md)``, so that the links work where the files are read by themselves too.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reader.core import paths
from reader.core.values.errors import NotFound

TOPICS = (
    "start",
    "reading",
    "keys",
    "importing",
    "correcting",
    "annotating",
    "finding",
    "exporting",
    "commands",
    "safety",
    "developing",
)
"""The names of the pages, in the order in which a newcomer would read them."""

_LINK = re.compile(r"\[(?P<words>[^\[\]]+)\]\((?P<topic>[a-z]+)\.md\)")


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page: its topic, its title, the sentence that says what is in it, and all of its Markdown."""

    topic: str
    title: str
    summary: str
    text: str

    @property
    def file_name(self) -> str:
        """The name of its file, which other pages link to."""
        return f"{self.topic}.md"

    def with_links(self, write: Callable[[str, str], str]) -> str:
        """The Markdown with each link to another page written anew, from that page's topic and the link's words."""
        return _LINK.sub(lambda link: write(link["topic"], " ".join(link["words"].split())), self.text)


def help_folder() -> Path:
    """The folder of the pages."""
    return paths.resources() / "help"


def help_page(topic: str) -> HelpPage:
    """Reads one page. NotFound: there is none on this topic."""
    if topic not in TOPICS:
        raise NotFound(f"No help on “{topic}”. Topics: {', '.join(TOPICS)}.")
    text = (help_folder() / f"{topic}.md").read_text("utf-8")
    title, summary, _ = text.split("\n\n", 2)
    return HelpPage(topic, title.removeprefix("# "), " ".join(summary.split()), text)


def help_pages() -> list[HelpPage]:
    """Reads all pages, in order."""
    return [help_page(topic) for topic in TOPICS]
