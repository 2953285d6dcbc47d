"""One issue written in every format and several layouts, with the words that a reader of each would see.

What stands where nobody reads it (head, scripts, hidden elements, the part of a mail that is not shown) is there too.
"""

import base64
import json
import quopri
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from xml.sax.saxutils import escape as xml_escape


@dataclass(frozen=True)
class Story:
    """What an item is made from."""

    title: str
    paragraphs: tuple[str, ...]
    url: str = "https://tarnpost.example/1"
    byline: str = ""


@dataclass(frozen=True)
class Letter:
    """What an issue is made from; a section may have no name."""

    title: str
    greeting: str
    sections: tuple[tuple[str, tuple[Story, ...]], ...]
    farewell: str

    @property
    def stories(self) -> list[Story]:
        """All stories in order."""
        return [story for _, stories in self.sections for story in stories]


@dataclass(frozen=True)
class Rendered:
    """A document: what a person sees of it, and what only its metadata says (a reader may show that too)."""

    data: bytes
    name: str
    seen: Counter[str]
    metadata: Counter[str]


LAYOUTS = ("headings", "bold", "list", "anchors", "rows", "one line")
"""How items are set. Each text format has its own way for each of them."""
BLOGS = ("bold", "one line")
"""The layouts that feeds have as entries of their own."""
SUBJECT = "Subjectline"
"""What subjects and page titles say besides the issue's own title."""


def words(text: str) -> Counter[str]:
    """The words of a text, with how often they stand in it."""
    return Counter(re.findall(r"\w+", text.replace("_", " ")))


class _Pen:
    """Writes texts so that a format takes nothing in them for markup, and keeps count of their words."""

    def __init__(self, quote: Callable[[str], str] = str) -> None:
        self.seen: Counter[str] = Counter()
        self._quote = quote

    def __call__(self, text: str) -> str:
        self.seen += words(text)
        return self._quote(text)


def _mark_down(text: str) -> str:
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def _html_story(story: Story, layout: str, t: _Pen) -> str:
    link = f'<a href="{escape(story.url)}">{{}}</a>'.format
    said = [t(paragraph) for paragraph in story.paragraphs]
    byline = f"<p><em>{t(story.byline)}</em></p>" if story.byline and layout != "rows" else ""
    match layout:
        case "headings":
            return f"<h3>{link(t(story.title))}</h3>{byline}" + "".join(f"<p>{text}</p>" for text in said)
        case "bold":
            return f"<p><b>{link(t(story.title))}</b></p>{byline}" + "".join(f"<div>{text}</div>" for text in said)
        case "list":
            return f"<ul><li>{link(t(story.title))}. {'<br>'.join(said)}{byline}</li></ul>"
        case "anchors":
            return f"<p>{link('<b>' + t(story.title) + '</b>')} — {'<br><br>'.join(said)}</p>{byline}"
        case "rows":
            cells = "".join(f"<td>{text}</td>" for text in said)
            return f"<tr><td>{t(story.title)}</td><td>{t(story.byline)}</td>{cells}<td>{link(t('Paper'))}</td></tr>"
        case _:
            return f"<p>{t(story.title)} {' '.join(said)} {link(t('Link'))}</p>{byline}"


def _html_body(letter: Letter, layout: str, t: _Pen) -> str:
    parts = [f"<h1>{t(letter.title)}</h1><p>{t(letter.greeting)}</p>"]
    for name, stories in letter.sections:
        heading = f"<p><strong>{t(name)}</strong></p>" if layout == "bold" else f"<h2>{t(name)}</h2>"
        told = "".join(_html_story(story, layout, t) for story in stories)
        parts.append((heading if name else "") + (f"<table>{told}</table>" if layout == "rows" else told))
    return "".join(parts) + f"<hr><p>{t(letter.farewell)}</p>"


def html_page(letter: Letter, layout: str) -> Rendered:
    """A web page, with navigation around the issue and things that are not shown."""
    t = _Pen(escape)
    source = (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{SUBJECT} {escape(letter.title)}</title>"
        "<style>.gone{display:none} p{color:red}</style><script>unseen()</script></head><body>"
        f"<nav><a href=/>{t('Home')}</a> <a href=/a>{t('Archive')}</a></nav><!-- unseen -->"
        f"<div style='display: none'>unseen</div><div class=gone>unseen <b>unseen</b></div><main>"
        f"{_html_body(letter, layout, t)}</main><template>unseen</template>"
        f"<footer><a href=/u>{t('Unsubscribe')}</a></footer><script>unseen</script></body></html>"
    )
    return Rendered(source.encode(), "issue.html", t.seen, words(f"{SUBJECT} {letter.title}"))


def _mail_html(letter: Letter, layout: str, t: _Pen) -> str:
    """HTML as mail has it: tables all the way down, bullets in cells of their own, a hidden preheader."""
    rows = [f"<p style='font-size:28px'>{t(letter.title)}</p>", f"<p>{t(letter.greeting)}</p>"]
    for name, stories in letter.sections:
        rows += [f"<p style='font-size:22px;font-weight:bold'>{t(name)}</p>"] if name else []
        told = [_html_story(story, layout, t) for story in stories]
        if layout == "rows":
            told = [f"<table>{''.join(told)}</table>"]
        rows += [f"<table><tr><td>•</td><td>{one}</td></tr></table>" if layout == "list" else one for one in told]
    rows.append(f"{t(letter.farewell)}<br>{t('Unsubscribe')}")
    cells = "".join(f"<tr><td style='padding:8px'>{row}</td></tr>" for row in rows)
    return (
        "<html><head><style>@media print{p{display:none}} .gone{display:none}</style></head><body>"
        "<div style='display:none;max-height:0'>unseen preheader</div><span style='mso-hide:all'>unseen</span>"
        "<!--[if mso]><table><tr><td>unseen</td></tr></table><![endif]-->"
        f"<table width='100%'><tr><td><table width='600'>{cells}</table></td></tr></table></body></html>"
    )


def _message(letter: Letter, layout: str, *, encoding: str, is_alone: bool, charset: str) -> tuple[str, Counter[str]]:
    t = _Pen(escape)
    html = _mail_html(letter, layout, t)
    data = html.encode(charset, "xmlcharrefreplace")
    body = base64.encodebytes(data) if encoding == "base64" else quopri.encodestring(data)
    part = (
        f"Content-Type: text/html; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n{body.decode('ascii')}"
    )
    subject = base64.b64encode(f"{SUBJECT} {letter.title}".encode()).decode()
    head = (
        f"From: Tarn Post <post@tarn.example>\nSubject: =?utf-8?B?{subject}?=\nMIME-Version: 1.0\n"
        "Date: Mon, 06 May 2024 07:08:09 +0000\n"
    )
    if is_alone:
        return head + part, t.seen
    plain = "Content-Type: text/plain; charset=utf-8\n\nunseen, since the other part says more\n"
    image = "Content-Type: image/png; name=unseen.png\nContent-Transfer-Encoding: base64\n\naaaa\n"
    inner = f"--in\n{plain}\n--in\n{part}\n--in--\n"
    whole = f'Content-Type: multipart/alternative; boundary="in"\n\n{inner}\n--out\n{image}'
    return f'{head}Content-Type: multipart/mixed; boundary="out"\n\n--out\n{whole}\n--out--\n', t.seen


def mail(letter: Letter, layout: str) -> Rendered:
    """A multipart mail, quoted-printable."""
    source, seen = _message(letter, layout, encoding="quoted-printable", is_alone=False, charset="utf-8")
    return Rendered(source.encode(), "issue.eml", seen, words(f"{SUBJECT} {letter.title}"))


def bare_mail(letter: Letter, layout: str) -> Rendered:
    """A mail of HTML alone, in base64 and an old charset."""
    source, seen = _message(letter, layout, encoding="base64", is_alone=True, charset="windows-1252")
    return Rendered(source.encode(), "issue.eml", seen, words(f"{SUBJECT} {letter.title}"))


def plain_mail(letter: Letter, layout: str) -> Rendered:
    """A mail of plain text, wrapped."""
    text = _text(letter, layout, t := _Pen())
    body = quopri.encodestring(text.encode()).decode("ascii")
    head = f"From: post@tarn.example\nSubject: {SUBJECT}\nContent-Type: text/plain; charset=utf-8\n"
    source = f"{head}Content-Transfer-Encoding: quoted-printable\n\n{body}"
    return Rendered(source.encode(), "issue.eml", t.seen, words(SUBJECT))


def mailbox(letter: Letter, layout: str) -> Rendered:
    """A mailbox that holds the issue twice, in two encodings."""
    made = [
        _message(letter, layout, encoding="quoted-printable", is_alone=True, charset="utf-8"),
        _message(letter, layout, encoding="base64", is_alone=False, charset="utf-8"),
    ]
    quoted = [re.sub(r"(?m)^(>*From )", r">\1", source) for source, _ in made]
    data = "".join(f"From post@tarn.example Mon May  6 07:08:09 2024\n{source}\n\n" for source in quoted)
    metadata = words(f"{SUBJECT} {letter.title}")
    return Rendered(data.encode(), "issues.mbox", made[0][1] + made[1][1], metadata + metadata)


def _text(letter: Letter, layout: str, t: _Pen) -> str:
    gap = [] if layout in ("bold", "one line") else [""]
    indent = "    " if layout == "rows" else ""

    def fill(text: str) -> Sequence[str]:
        if layout not in ("rows", "anchors"):
            return [text]
        return textwrap.wrap(text, 72, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)

    lines = [t(letter.title), "", *fill(t(letter.greeting)), ""]
    for name, stories in letter.sections:
        lines += ["", t(name), *gap] if name else []
        for number, story in enumerate(stories, 1):
            mark = "* " if layout == "list" else f"{t(str(number))}. " if layout == "anchors" else ""
            lines += [mark + t(story.title), *([t(story.byline)] if story.byline else []), *gap]
            for paragraph in story.paragraphs:
                lines += [*fill(t(paragraph)), *gap]
            lines += [indent + t(story.url), ""] if layout in ("rows", "anchors") else []
    return "\n".join([*lines, "", "-" * 60, t(letter.farewell), ""])


def plain_text(letter: Letter, layout: str) -> Rendered:
    """A text file."""
    source = _text(letter, layout, t := _Pen())
    return Rendered(source.encode(), "issue.txt", t.seen, Counter())


def _markdown_story(story: Story, layout: str, t: _Pen) -> list[str]:
    said = [t(paragraph) for paragraph in story.paragraphs]
    byline = ["", f"*{t(story.byline)}*"] if story.byline and layout != "rows" else []
    link = f"[{{}}]({story.url})".format
    paragraphs = [line for text in said for line in ("", text)]
    match layout:
        case "headings":
            return [f"### {link(t(story.title))}", *byline, *paragraphs, ""]
        case "bold":
            return [f"**{t(story.title)}**", *byline, *paragraphs, "", link(t("Read more")), ""]
        case "list":
            return [f"* {link(t(story.title))}. {' '.join(said)}", *(f"  {line}" for line in byline)]
        case "anchors":
            return [f"{link('**' + t(story.title) + '**')} — {said[0]}", *byline, *paragraphs[2:], ""]
        case "rows":
            return [f"| **{t(story.title)}** {t(story.byline)} | {' '.join(said)} | {link(t('Paper'))} |"]
        case _:
            return [f"{t(story.title)} {' '.join(said)} {link(t('Link'))}", *byline, ""]


def markdown(letter: Letter, layout: str) -> Rendered:
    """A Markdown file with front matter."""
    t = _Pen(_mark_down)
    lines = ["---", f"title: {SUBJECT}", "---", f"# {t(letter.title)}", "", t(letter.greeting), ""]
    for name, stories in letter.sections:
        heading = f"**{t(name)}**" if layout == "bold" else f"## {t(name)}"
        lines += [heading, ""] if name else []
        lines += [f"| {t('Work')} | {t('Said')} | {t('Links')} |", "|---|---|---|"] if layout == "rows" else []
        for story in stories:
            lines += _markdown_story(story, layout, t)
        lines += [""]
    source = "\n".join([*lines, "----", "", t(letter.farewell), ""])
    return Rendered(source.encode(), "issue.md", t.seen, words(SUBJECT))


def _entries(letter: Letter, layout: str, t: _Pen) -> list[tuple[str, str]]:
    """Titles and HTML of entries: one for each story where the layout is that of a link blog, else the whole issue."""
    if layout not in BLOGS:
        return [(f"{SUBJECT} {letter.title}", _html_body(letter, layout, t))]
    return [(t(story.title), "".join(f"<p>{t(text)}</p>" for text in story.paragraphs)) for story in letter.stories]


def atom(letter: Letter, layout: str) -> Rendered:
    """An Atom feed."""
    t = _Pen(escape)
    entries = "".join(
        f"<entry><id>urn:x:{number}</id><title type='html'>{xml_escape(title)}</title>"
        f"<link href='https://tarn.example/{number}'/><updated>2024-05-06T07:08:09Z</updated>"
        f"<content type='html'>{xml_escape(text)}</content></entry>"
        for number, (title, text) in enumerate(_entries(letter, layout, t))
    )
    head = "<id>urn:x</id><title>Feedname</title><updated>2024-05-06T07:08:09Z</updated>"
    source = f"<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'>{head}{entries}</feed>"
    return Rendered(source.encode(), "feed.atom", t.seen, words(f"{SUBJECT} {letter.title} Feedname"))


def rss(letter: Letter, layout: str) -> Rendered:
    """An RSS feed whose content stands in CDATA."""
    t = _Pen(escape)
    entries = "".join(
        f"<item><guid isPermaLink='false'>x{number}</guid><title>{xml_escape(title)}</title>"
        f"<content:encoded><![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]></content:encoded></item>"
        for number, (title, text) in enumerate(_entries(letter, layout, t))
    )
    spaces = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    source = (
        f"<?xml version='1.0'?><rss version='2.0' {spaces}><channel><title>Feedname</title>{entries}</channel></rss>"
    )
    return Rendered(source.encode(), "feed.rss", t.seen, words(f"{SUBJECT} {letter.title} Feedname"))


def json_feed(letter: Letter, layout: str) -> Rendered:
    """A JSON Feed, whose titles are plain text."""
    t = _Pen(escape)
    entries = _entries(letter, layout, t)
    if layout in BLOGS:
        entries = [
            (story.title, "".join(f"<p>{escape(text)}</p>" for text in story.paragraphs)) for story in letter.stories
        ]
    items = [{"id": f"x{number}", "title": title, "content_html": text} for number, (title, text) in enumerate(entries)]
    value = {"version": "https://jsonfeed.org/version/1.1", "title": "Feedname", "items": items}
    return Rendered(json.dumps(value).encode(), "feed.json", t.seen, words(f"{SUBJECT} {letter.title} Feedname"))


FORMATS: dict[str, Callable[[Letter, str], Rendered]] = {
    "text": plain_text,
    "Markdown": markdown,
    "HTML page": html_page,
    "multipart mail": mail,
    "HTML mail": bare_mail,
    "plain mail": plain_mail,
    "mailbox": mailbox,
    "Atom": atom,
    "RSS": rss,
    "JSON Feed": json_feed,
}
