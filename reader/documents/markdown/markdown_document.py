"""Markdown, with or without front matter, to a Document; lines are those of the raw file."""

import re
from collections.abc import Sequence

from reader.core.text.clean import clean_author, clean_line, clean_text, clean_title
from reader.core.values.document import Block, Document
from reader.documents.html.html_pages import looks_like_html
from reader.documents.html.sanitise import clean_link
from reader.documents.markdown.front_matter import FrontMatter, read_front_matter
from reader.documents.markdown.markdown_blocks import markdown_blocks

EXTENSIONS = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdtext")

# Keys of front matter by what they say, the likeliest first.
_KEYS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "author": ("author", "authors", "by"),
    "publication": ("publication", "newsletter", "publication_name", "site", "blog", "series"),
    "date": ("published_at", "date", "published", "publish_date", "pubdate", "sent", "created"),
    "number": ("number", "issue", "issue_number", "edition", "no"),
    "url": ("source_url", "canonical_url", "url", "link", "permalink", "source"),
    "subtitle": ("subtitle", "description", "summary", "excerpt"),
}
_NUMBER = re.compile(r"\D{0,12}(\d{1,6})\Z")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")

_HEADING = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_UNDERLINE = re.compile(r"^[ ]{0,3}[^\s=-][^\n]{0,200}\n(?:={4,}|-{4,})[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"\]\((?:https?://|mailto:)[^\s()]+")
_BOLD = re.compile(r"(?:\*\*|__)\S[^\n*]{0,200}?(?:\*\*|__)")
_BOLD_LEAD = re.compile(r"^[ ]{0,3}(?:[-*] )?(\*\*|__)(?=\S)[^\n*]{1,200}?(?<=\S)\1", re.MULTILINE)
# So many paragraphs that begin in bold are no accident of plain text.
_ENOUGH_LEADS = 4
_SAMPLE = 30_000


def read_markdown(text: str, name: str, *, original: bytes = b"") -> Document:
    """The document of a Markdown text."""
    text = clean_text(text.removeprefix("\ufeff"))
    front = read_front_matter(text, takes_bare=True)
    stated = {what: _stated(front, keys) for what, keys in _KEYS.items()}
    body = text.split("\n", front.lines)[-1] if front.lines else text
    blocks = markdown_blocks(body, first_line=front.lines + 1)
    subtitle = clean_line(stated["subtitle"])
    if subtitle and not any(subtitle in block.text for block in blocks):
        first = subtitle.split()[0]
        line = next((at for at, raw in enumerate(text.split("\n")[: front.lines], 1) if first in raw), 1)
        blocks.insert(0, Block(subtitle, line, line))
    number = _NUMBER.match(stated["number"])
    date = _DATE.match(stated["date"])
    return Document(
        format="markdown",
        name=name,
        blocks=tuple(blocks),
        title=clean_title(stated["title"]) or None,
        author=clean_author(stated["author"]) or None,
        publication=clean_title(stated["publication"]) or None,
        date=date[0] if date else clean_line(stated["date"]) or None,
        number=int(number[1]) if number else None,
        url=clean_link(stated["url"]),
        original=original or text.encode("utf-8", "replace"),
    )


def looks_like_markdown(text: str, name: str = "") -> bool:
    """Whether a text is Markdown: by its name, front matter, or several signs of it that plain text does not have."""
    sample = text[:_SAMPLE].removeprefix("\ufeff")
    if looks_like_html(sample):
        return False
    if name.lower().endswith(EXTENSIONS) or read_front_matter(sample).lines:
        return True
    links = len(_LINK.findall(sample))
    heads = len(_HEADING.findall(sample)) + len(_UNDERLINE.findall(sample))
    bolds = len(_BOLD.findall(sample))
    if links >= 3 or (links > 0 and heads + bolds > 0) or (heads > 1 and bolds > 1):
        return True
    return len(_BOLD_LEAD.findall(sample)) >= _ENOUGH_LEADS


def _stated(front: FrontMatter, keys: Sequence[str]) -> str:
    return next((front.values[key] for key in keys if front.values.get(key)), "")
