"""Made-up newsletters: for imports, each with five sections of eight items, no two alike; and some of any length."""

import quopri
import random
from pathlib import Path

SECTIONS = ("Industry", "Mobile & Edge", "Learning", "Libraries & Code", "Papers & Publications")
EACH = 8
_TOPICS = "speech separation|protein folding|robot grasping|code search|weather forecasting|crop monitoring".split("|")
_MAKERS = "Norvane Labs|Heliostat|BrightLoom|Kestrel AI|Maplewood Robotics|Tarn Research|Quillon".split("|")
_USES = "hospitals|small farms|warehouses|game studios|climate science|the classroom|newsrooms".split("|")
_TITLES = (
    "{maker} brings {topic} to {use}",
    "Why {topic} matters for {use}",
    "A gentle introduction to {topic}",
    "Lessons from {n} failed {topic} projects",
)
_BLURBS = (
    "{maker} announced a model that makes {topic} {n} times faster, and plans to offer it to {use} next year.",
    "This post explains how teams in {use} can try {topic} without labels, step by step, with code for each stage.",
    "A report on {topic} in {use}: what works, what does not, and what {maker} has learned from {n} pilots.",
)


def write_documents(folder: Path, count: int, *, seed: int = 1, each: int = EACH) -> Path:
    """Write so many newsletters into a folder, with so many items in ``each`` section."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    for number in range(1, count + 1):
        (folder / f"issue-{number:05}.txt").write_text(_newsletter(number, chance, each), "utf-8")
    return folder


def _newsletter(number: int, chance: random.Random, each: int) -> str:
    lines = [f"Made-up Weekly: Issue #{number}", "Hey folks,", _fill(_BLURBS, chance), "Until next week!"]
    for section in SECTIONS:
        lines.append(section)
        for _ in range(each):
            lines += [_fill(_TITLES, chance), _fill(_BLURBS, chance)]
    return "\n".join(lines) + "\n"


def _fill(choices: tuple[str, ...], chance: random.Random) -> str:
    return chance.choice(choices).format(
        maker=chance.choice(_MAKERS), topic=chance.choice(_TOPICS), use=chance.choice(_USES), n=chance.randint(2, 999)
    )


def text(size: int, *, seed: int = 1) -> str:
    """A newsletter as text, of at least so many characters."""
    return _grown(size, seed, "Made-up Weekly: Issue #1\n", "{}\n", "{}\n{}\n")


def mail_html(size: int, *, seed: int = 1) -> str:
    """A newsletter as HTML mail of tables inside tables, of at least so many characters."""
    start = "<html><body><table width='100%'><tr><td><table width='600'><tr><td><h1>Made-up Weekly #1</h1></td></tr>"
    cell = "<tr><td style='font-family:Arial,sans-serif;font-size:{}px;padding:8px 0'>"
    section = f"{cell.format(24)}<strong>{{}}</strong></td></tr>"
    item = (
        f"{cell.format(18)}<a href='https://made-up.example/to?utm_source=mail' style='color:#0a58ca'><b>{{}}</b></a>"
        f"</td></tr>{cell.format(14)}<p style='margin:0 0 8px'>{{}} "
        "<a href='https://made-up.example/to'>Read more</a></p></td></tr>"
    )
    return _grown(size, seed, start, section, item) + "</table></td></tr></table></body></html>"


def mail(size: int, *, seed: int = 1) -> bytes:
    """A newsletter as a mail, of at least so many characters of HTML."""
    head = f"From: Weekly <post@made-up.example>\nSubject: Made-up Weekly #{seed}\nMessage-ID: <{seed}@x.example>\n"
    kind = "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    return (head + kind).encode() + quopri.encodestring(mail_html(size, seed=seed).encode())


def mailbox(count: int) -> bytes:
    """A mailbox of so many newsletters of some 20 kB."""
    return b"".join(b"From x@y Mon May  6 07:08:09 2024\n%s\n\n" % mail(20_000, seed=seed) for seed in range(count))


def _grown(size: int, seed: int, start: str, section: str, item: str) -> str:
    chance = random.Random(seed)
    parts, length = [start], len(start)
    while length < size:
        parts.append(section.format(chance.choice(SECTIONS)))
        parts += [item.format(_fill(_TITLES, chance), _fill(_BLURBS, chance)) for _ in range(EACH)]
        length += sum(map(len, parts[-EACH - 1 :]))
    return "".join(parts)
