"""Makes issues in layouts B to K with made-up words, as web page, mail or Markdown, each publication with its habits.

``PUBLICATIONS`` maps a name ("E nested") to a function of a ``random.Random`` that gives a ``Made``: the source, its
format, and what a perfect split finds. ``HELD_OUT`` names those that no weight was tuned with.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

NAMES = "Norvane|Heliostat|BrightLoom|Kestrel|Tarn|Quillon|Ferrowave|Orbweaver|Maplewood|Velora|Marlin|Tessera".split(
    "|"
)
THINGS = (
    "speech separation|protein folding|robot grasping|image compression|code search|weather forecasts|sparse attention|"
    "fraud detection|crop monitoring|traffic models|point clouds|sign language|solar roofs|harbour cranes|tin mines|"
    "night trains|postal codes|river levels|bird counts|tax records"
).split("|")
VERBS = "opens|tests|drops|buys|shows|rebuilds|measures|explains|ships|maps".split("|")
PEOPLE = "Ada Nwosu|Jon Brandt|Mira Castellan|Piet de Groot|Sun Yi-ling|Olga Tarkova|Ravi Menon".split("|")
SITES = "tarnpost.example|nightmail.example|codeharbour.example|stillwater.example|byteweekly.example".split("|")
SECTIONS = (
    "Industry|Research|Tools|Around the web|Tutorials|Opinion|Jobs|Cities & Machines|Long reads|Odds and ends".split(
        "|"
    )
)
LABELS = ("What’s new:", "How it works:", "Why it matters:", "Yes, but:", "We’re thinking:")


@dataclass
class Item:
    title: str | None
    body: list[str]
    url: str | None
    byline: str = ""
    is_sponsored: bool = False


@dataclass
class Made:
    format: str
    source: str
    sections: list[tuple[str | None, list[Item]]]
    title: str | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def items(self) -> list[Item]:
        """All items in order."""
        return [item for _, items in self.sections for item in items]


def title(rng: random.Random) -> str:
    thing, other = rng.sample(THINGS, 2)
    name, second = rng.sample(NAMES, 2)
    return rng.choice(
        (
            f"{name} {rng.choice(VERBS)} {thing} in {second}ville",
            f"How {name} {rng.choice(VERBS)} {thing} without {other}",
            f"Why {thing} is harder than {other}",
            f"{thing.title()} Meets {other.title()}: A Survey",
            f"{name}/{second.lower()}-{thing.split()[0]}",
            f"What happened when {name} met {second}?",
            f"{name} and {second} agree on {thing}, at last",
        )
    )


def sentence(rng: random.Random) -> str:
    thing, other = rng.sample(THINGS, 2)
    name, second = rng.sample(NAMES, 2)
    number = rng.randint(2, 90)
    return rng.choice(
        (
            f"The team at {name} has spent {number} months on {thing}, and most of what they found concerns {other}.",
            f"A look at how {second} uses {thing} every day, with figures from {number} towns.",
            f"In short, {thing} costs {number} percent less than {other} did when {name} began.",
            f"Nobody at {second} expected that {other} would depend on {thing} so soon.",
            f"{name} says that it will publish all of its data about {thing} by the end of the year.",
            f"There is also a chapter on {other} which readers of {second} may know already.",
        )
    )


def text(rng: random.Random, least: int = 1, most: int = 3) -> str:
    return " ".join(sentence(rng) for _ in range(rng.randint(least, most)))


def url(rng: random.Random) -> str:
    return f"https://{rng.choice(SITES)}/{rng.randint(100, 999999)}"


def item(rng: random.Random, paragraphs: int = 1, **given: object) -> Item:
    made = Item(title(rng), [text(rng) for _ in range(paragraphs)], url(rng), rng.choice(PEOPLE))
    for name, value in given.items():
        setattr(made, name, value)
    return made


def sections(rng: random.Random, most: int = 6, **given: object) -> list[tuple[str | None, list[Item]]]:
    names = rng.sample(SECTIONS, rng.randint(2, 5))
    made = [(name, [item(rng, **given) for _ in range(rng.randint(1, most))]) for name in names]  # type: ignore[arg-type]
    seen: set[str | None] = set()
    for _, items in made:
        for one in items:
            while one.title in seen:
                one.title = title(rng)
            seen.add(one.title)
    return made


def anchor(one: Item, shown: str | None = None) -> str:
    return f'<a href="{one.url}">{shown or one.title}</a>'


FOOT = (
    "<hr><p>You are receiving this because you signed up at our site.</p>"
    "<p><a href='https://x.example/u'>Unsubscribe</a> | "
    "<a href='https://x.example/p'>Update your preferences</a></p><p>Tarn Post, 12 Harbour Street, Ostrava 70200</p>"
)
SOCIAL = "<p>" + " ".join(f"<a href='https://{n}.example'>{n}</a>" for n in ("Twitter", "LinkedIn", "RSS")) + "</p>"
NAVIGATION = (
    "<nav><ul>"
    + "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in ("Home", "Archive", "About", "Subscribe"))
    + "</ul></nav>"
)


def page(body: str, name: str = "", *, navigation: bool = True, foot: bool = True) -> str:
    head = f"<h1>{name}</h1>" if name else ""
    nav = NAVIGATION if navigation else ""
    top = f"<!DOCTYPE html><html><head><title>{name}</title></head>"
    return f"{top}<body>{nav}{head}{body}{FOOT if foot else ''}</body></html>"


def mail(rows: list[str], head: str = "") -> str:
    cells = "".join(f"<tr><td style='padding:8px'>{row}</td></tr>" for row in rows)
    inner = f"<table width='600'>{cells}</table>"
    top = "<tr><td><a href='https://x.example/v'>View this email in your browser</a></td></tr>"
    whole = f"{top}<tr><td>{head}{inner}</td></tr><tr><td>{SOCIAL}{FOOT}</td></tr>"
    hidden = "<div style='display:none'>Preheader words</div>"
    return f"<html><body>{hidden}<table width='100%'>{whole}</table></body></html>"


def _html(source: str, made: list[tuple[str | None, list[Item]]], name: str | None = None) -> Made:
    return Made("html", source, made, name)


def _join(made: list[tuple[str | None, list[Item]]], heading: str, one: Callable[[Item], str]) -> str:
    return "".join((heading.format(name) if name else "") + "".join(map(one, items)) for name, items in made)


def b_headings(rng: random.Random) -> Made:
    made = sections(rng)
    body = _join(made, "<h2>{}</h2>", lambda i: f"<h4>{anchor(i)}</h4><h5>{i.byline}</h5><p>{i.body[0]}</p>")
    return _html(page(body, "Tarn Digest #12"), made, "Tarn Digest #12")


def b_emphasis(rng: random.Random) -> Made:
    made = sections(rng, paragraphs=rng.randint(1, 2))

    def one(i: Item) -> str:
        return (
            f"<h3>{i.title}</h3><p><em>by {i.byline}</em></p>"
            + "".join(f"<p>{p}</p>" for p in i.body)
            + f"<p>{anchor(i, 'Read more')}</p>"
        )

    return _html(
        page(f"<p>{text(rng)}</p>" + _join(made, "<h2>{}</h2>", one), "Quillon Review"), made, "Quillon Review"
    )


def b_mail(rng: random.Random) -> Made:
    made = sections(rng)
    rows = []
    for name, items in made:
        rows.append(f"<p style='font-size:22px;font-weight:bold'>{name}</p>")
        rows += [f"<p><b>{anchor(i)}</b></p><p>{i.byline} · {rng.choice(SITES)}</p><p>{i.body[0]}</p>" for i in items]
    return _html(mail(rows), made)


def b_text(rng: random.Random) -> Made:
    made = sections(rng)
    lines = ["Quillon Review: Issue #9", ""]
    for name, items in made:
        lines += [str(name), ""]
        for i in items:
            lines += [str(i.title), i.byline, i.body[0], ""]
            i.url = None
    return Made("text", "\n".join(lines), made, "Quillon Review: Issue #9")


def b_comment(rng: random.Random) -> Made:
    made = sections(rng, paragraphs=2)

    def one(i: Item) -> str:
        head = f"<h3><b>{anchor(i)}</b></h3><p>{i.byline}, University of Ostrava</p>"
        return f"<div>{head}<blockquote><p>{i.body[0]}</p></blockquote><p>{i.body[1]}</p></div><hr>"

    return _html(page(_join(made, "<h2>{}</h2>", one), foot=False), made)


def c_markdown(rng: random.Random) -> Made:
    made = sections(rng)
    lines = ["# Machines this week", "", "----", ""]
    for name, items in made:
        lines += [f"**{name}**", ""]
        for i in items:
            i.title, i.body = None, [i.title + " after all"]  # type: ignore[operator]
            lines += [f"{i.body[0]} - [Link]({i.url})", ""]
    return Made("markdown", "\n".join(lines), made, "Machines this week")


def c_list(rng: random.Random) -> Made:
    made = sections(rng)
    for _, items in made:
        for i in items:
            i.title, i.body = None, [sentence(rng).rstrip(".")]

    body = "".join(
        f"<h3>{n}</h3><ul>" + "".join(f"<li>{i.body[0]} ({anchor(i, 'source')})</li>" for i in items) + "</ul>"
        for n, items in made
    )
    return _html(page(body, "One line each", navigation=False), made, "One line each")


def d_paragraphs(rng: random.Random) -> Made:
    items = [item(rng) for _ in range(rng.randint(4, 9))]
    parts = []
    for i in items:
        i.title, i.body = str(i.title).rstrip("?") + ".", [text(rng, 2, 4)]
        words = i.body[0].split()
        words[6] = f"<a href='{i.url}'>{words[6]}</a>"
        words[9] = f"<b>{words[9]}</b>"
        parts.append(f"<p><strong>{i.title}</strong> {' '.join(words)}</p>")
    return _html(
        page("<p><em>Rivers, roofs and rails.</em></p>" + "".join(parts), "Sets & Figures"),
        [(None, items)],
        "Sets & Figures",
    )


def d_colon(rng: random.Random) -> Made:
    made = sections(rng)
    body = _join(made, "<h2>{}</h2>", lambda i: f"<p><b>{i.title}</b>: {i.body[0]} {anchor(i, 'Read more')}</p>")
    return _html(page(body, "Model notes 7", navigation=False), made, "Model notes 7")


def d_markdown(rng: random.Random) -> Made:
    made = sections(rng)
    lines = ["# Model notes 8", ""]
    for name, items in made:
        lines += [f"## {name}", ""]
        for i in items:
            lines += [f"**{i.title}** — {i.body[0]} [More]({i.url})", ""]
    return Made("markdown", "\n".join(lines), made, "Model notes 8")


def e_comments(rng: random.Random) -> Made:
    made = sections(rng)
    lines = [
        "# This Week in Tin",
        "",
        "Hello and welcome to another issue of *This Week in Tin*! " + text(rng),
        "",
        "## Updates",
        "",
    ]
    for name, items in made:
        lines += [f"### {name}", ""] + [f"* [{i.title}]({i.url}). {i.body[0]}" for i in items] + [""]
    return Made("markdown", "\n".join(lines), made, "This Week in Tin")


def e_bare(rng: random.Random) -> Made:
    made = sections(rng)
    for _, items in made:
        for i in items:
            i.body = []
    lines = ["# This Week in Zinc 88", "", text(rng), ""]
    for name, items in made:
        lines += [f"## {name}", ""] + [f"- [{i.title}]({i.url})" for i in items] + [""]
    lines += ["----", "", "*If you find a fault, please open an issue.*"]
    return Made("markdown", "\n".join(lines), made, "This Week in Zinc 88")


def e_nested(rng: random.Random) -> Made:
    made = sections(rng)

    def one(i: Item) -> str:
        return f"<li>{anchor(i)}<ul><li>{i.body[0]}</li></ul></li>"

    body = "".join(f"<h2>{n}</h2><ul>{''.join(map(one, items))}</ul>" for n, items in made)
    return _html(page(body, "Links of the week"), made, "Links of the week")


def e_numbered(rng: random.Random) -> Made:
    made = sections(rng)
    body = "".join(
        f"<h3>{n}</h3><ol>" + "".join(f"<li>{anchor(i)} – {i.body[0]}</li>" for i in items) + "</ol>"
        for n, items in made
    )
    return _html(page(f"<p>Hi all,</p><p>{text(rng)}</p>{body}", "Ten links"), made, "Ten links")


def f_mail(rng: random.Random) -> Made:
    made = sections(rng)
    rows = []
    for name, items in made:
        rows.append(f"<strong style='font-size:20px'>{name}</strong>")
        for i in items:
            end = " <span>sponsor</span>" if i.is_sponsored else ""
            rows.append(f"<b>{anchor(i)}</b> — {i.body[0]}{end}<br><small>{i.byline}</small>")
    return _html(mail(rows, "<p>Issue 512 — June 3, 2021</p>"), made)


def f_paragraphs(rng: random.Random) -> Made:
    made = sections(rng)
    rows = []
    for name, items in made:
        rows.append(f"<p style='font-weight:bold;text-transform:uppercase'>{name}</p>")
        rows += [
            f"<p><a href='{i.url}' style='font-weight:bold'>{i.title}</a> — {i.body[0]}</p>"
            f"<p style='color:#888'>{i.byline}</p>"
            for i in items
        ]
    return _html(mail(rows), made)


def f_minutes(rng: random.Random) -> Made:
    made = sections(rng)
    rows = []
    for name, items in made:
        rows.append(f"<h1><strong>{name}</strong></h1>")
        for i in items:
            i.title = f"{i.title} ({rng.randint(2, 9)} minute read)"
            rows.append(
                f"<div><a href='{i.url}'><span><strong>{i.title}</strong></span></a>"
                f"<br><br><span>{i.body[0]}</span></div>"
            )
    return _html(mail(rows), made)


def g_bullets(rng: random.Random) -> Made:
    made = sections(rng, most=8)
    rows = []
    for name, items in made:
        rows.append(f"<b>{name}</b>")
        cells = ""
        for i in items:
            i.body = []
            cells += f"<tr><td width='10'>•</td><td>{anchor(i)}</td></tr>"
        rows.append(f"<table>{cells}</table>")
    return _html(mail(rows), made)


def g_lines(rng: random.Random) -> Made:
    made = sections(rng, most=8)
    for _, items in made:
        for i in items:
            i.body = []
    body = _join(made, "<h3>{}</h3>", lambda i: f"<p>{anchor(i)}</p>")
    return _html(page(f"<p>Top stories of the day</p>{body}", "Harbour Daily"), made, "Harbour Daily")


def _story(rng: random.Random, labels: bool) -> tuple[list[str], str]:
    paragraphs, parts = [text(rng, 2, 3)], []
    parts.append(f"<p>{paragraphs[0]}</p>")
    for label in rng.sample(LABELS, 3) if labels else ():
        words = text(rng, 2, 3)
        paragraphs.append(f"{label} {words}")
        parts.append(f"<p><strong>{label}</strong> {words}</p>")
    entries = [sentence(rng) for _ in range(3)]
    paragraphs += entries
    parts.append("<ul>" + "".join(f"<li>{entry}</li>" for entry in entries) + "</ul>")
    return paragraphs, "".join(parts)


def h_stories(rng: random.Random) -> Made:
    items, body = [], ""
    for _ in range(rng.randint(3, 6)):
        i = item(rng, url=None)
        i.body, parts = _story(rng, labels=True)
        body += f"<h2>{i.title}</h2>{parts}"
        items.append(i)
    return _html(page(f"<p>Dear friends,</p><p>{text(rng, 3, 4)}</p>{body}", "The Load"), [(None, items)], "The Load")


def h_bold(rng: random.Random) -> Made:
    made = sections(rng, most=3)
    body = ""
    for name, items in made:
        body += f"<h1>{name}</h1>"
        for i in items:
            i.url = None
            i.body, parts = _story(rng, labels=True)
            body += f"<p><strong>{i.title}</strong></p>{parts}"
    return _html(page(body, navigation=False), made)


def h_levels(rng: random.Random) -> Made:
    made = sections(rng, most=3)
    body = ""
    for name, items in made:
        body += f"<h2>{name}</h2>"
        for i in items:
            i.url = None
            i.body, parts = _story(rng, labels=False)
            body += f"<h3>{i.title}</h3>{parts}"
    return _html(page(body, "Long Friday"), made, "Long Friday")


def _wrapped(words: str, width: int, indent: str) -> list[str]:
    lines, line = [], ""
    for word in words.split():
        if line and len(indent) + len(line) + 1 + len(word) > width:
            lines.append(indent + line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, indent + line]


def i_contents(rng: random.Random) -> Made:
    items = [item(rng) for _ in range(rng.randint(4, 8))]
    lines = ["TIN NEWS DAILY", "=" * 60, "", "In this issue:", ""]
    for i in items:
        i.title = str(i.title).upper()
        lines += _wrapped(i.title, 66, "  * ")[:1]
    lines += ["", "-" * 60, ""]
    for i in items:
        lines += [*_wrapped(str(i.title), 40, ""), "", *_wrapped(i.body[0], 70, ""), "", str(i.url), "", "-" * 60, ""]
    lines += ["To unsubscribe, send a mail to leave@tin.example", "Copyright 2003 Tin News"]
    return Made("text", "\n".join(lines), [(None, items)], "TIN NEWS DAILY")


def i_indented(rng: random.Random) -> Made:
    made = sections(rng)
    lines = ["Harbour Headlines", "-" * 17, ""]
    for name, items in made:
        lines += [str(name), ""]
        for i in items:
            i.body = [sentence(rng)]
            lines += [f"    {i.title}", *_wrapped(i.body[0], 76, "    "), f"        {i.url}", ""]
    lines += ["-" * 60, "To unsubscribe visit http://harbour.example/u"]
    return Made("text", "\n".join(lines), made, "Harbour Headlines")


def i_margin(rng: random.Random) -> Made:
    made = sections(rng)
    lines = ["RIVER LINKS 44", ""]
    for name, items in made:
        lines += ["=" * 50, str(name).upper(), "=" * 50, ""]
        for i in items:
            lines += [str(i.title), *_wrapped(i.body[0], 72, "   "), f"   {i.url}", ""]
    return Made("text", "\n".join(lines), [(str(n).upper(), items) for n, items in made], "RIVER LINKS 44")


def k_html(rng: random.Random) -> Made:
    items = [item(rng, body=[]) for _ in range(rng.randint(5, 12))]
    rows = "".join(
        f"<tr><td>{n}</td><td>{i.title}</td><td>{i.byline}</td><td>{anchor(i, 'paper')}</td></tr>"
        for n, i in enumerate(items, 1)
    )
    return _html(
        page(
            f"<table><tr><th>#</th><th>Title</th><th>Authors</th><th>Links</th></tr>{rows}</table>",
            "Papers of the week",
        ),
        [(None, items)],
        "Papers of the week",
    )


def k_markdown(rng: random.Random) -> Made:
    made = sections(rng)
    lines = ["# Papers of the week", ""]
    for name, items in made:
        lines += [f"## {name}", "", "| **Paper** | **Links** |", "|---|---|"]
        lines += [
            f"| {n}) **{i.title}** - {i.body[0]} | [Paper]({i.url}), [Tweet](https://t.example/{n}) |"
            for n, i in enumerate(items, 1)
        ]
        lines += [""]
    return Made("markdown", "\n".join(lines), made, "Papers of the week")


def x_break(rng: random.Random) -> Made:
    made = sections(rng)
    rows = []
    for name, items in made:
        rows.append(f"<h2>{name}</h2>")
        rows += [f"<p>{anchor(i)}<br>{i.body[0]}</p>" for i in items]
    return _html(mail(rows), made)


def x_two_rows(rng: random.Random) -> Made:
    made = sections(rng, paragraphs=2)
    rows = []
    for name, items in made:
        rows.append(f"<span style='font-size:24px;font-weight:700'>{name}</span>")
        for i in items:
            rows += [
                f"<span style='font-size:18px;font-weight:600'>{i.title}</span>",
                *i.body,
                anchor(i, "Read the full story →"),
            ]
    return _html(mail(rows, f"<p>Good morning,</p><p>{text(rng)}</p>"), made)


def x_domains(rng: random.Random) -> Made:
    made = sections(rng, most=9)
    for _, items in made:
        for i in items:
            i.body = []
    body = _join(made, "<h2>{}</h2>", lambda i: f"<p>{anchor(i)} <span>({rng.choice(SITES)})</span></p>")
    return _html(page(body, "Bookmarks #41"), made, "Bookmarks #41")


def x_images(rng: random.Random) -> Made:
    made = sections(rng, paragraphs=2)

    def one(i: Item) -> str:
        return (
            f"<h3>{anchor(i)}</h3><p><img src='https://i.example/1.png'></p>"
            + "".join(f"<p>{p}</p>" for p in i.body)
            + "<hr>"
        )

    return _html(
        page(f"<p>By the editors</p><p>{text(rng)}</p>{_join(made, '<h2>{}</h2>', one)}", "Night Mail"),
        made,
        "Night Mail",
    )


def x_markdown(rng: random.Random) -> Made:
    made = sections(rng, paragraphs=2)
    lines = ["# Stillwater 17", "", f"*{sentence(rng)}*", ""]
    for name, items in made:
        lines += [f"## {name}", ""]
        for i in items:
            lines += [f"### [{i.title}]({i.url})", "", f"*{i.byline}*", "", i.body[0], "", i.body[1], ""]
    lines += ["---", "", "Thanks for reading! If you liked it, tell a friend."]
    return Made("markdown", "\n".join(lines), made, "Stillwater 17")


def x_text_urls(rng: random.Random) -> Made:
    items = [item(rng) for _ in range(rng.randint(4, 9))]
    lines = ["Kestrel Wire, No. 31", "", "Hello,", ""]
    for number, i in enumerate(items, 1):
        lines += [f"{number}. {i.title}", "", *_wrapped(i.body[0], 72, ""), "", f"<{i.url}>", "", ""]
    lines += ["-- ", "Kestrel Wire", "To unsubscribe, reply with the word leave."]
    return Made("text", "\n".join(lines), [(None, items)], "Kestrel Wire, No. 31")


def x_sponsored(rng: random.Random) -> Made:
    made = sections(rng)
    rows = []
    for name, items in made:
        items[-1].is_sponsored = True
        rows.append(f"<h3>{name}</h3>")
        for i in items:
            end = " <i>sponsor</i>" if i.is_sponsored else ""
            rows.append(
                f"<a href='{i.url}'><b>{i.title}</b></a> &mdash; {i.body[0]} {end}<div>{'' if end else i.byline}</div>"
            )
    return _html(mail(rows), made)


PUBLICATIONS: dict[str, Callable[[random.Random], Made]] = {
    name.replace("_", " ", 1): maker
    for name, maker in list(globals().items())
    if len(name) > 2 and name[1] == "_" and name[0] in "bcdefghikx" and callable(maker)
}
# No weight was tuned with these.
HELD_OUT = tuple(name for name in PUBLICATIONS if name.startswith("x "))
