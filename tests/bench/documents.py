"""Made-up newsletters for imports: each with five sections of eight items, no two alike."""

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


def write_documents(folder: Path, count: int, *, seed: int = 1) -> Path:
    """Write so many newsletters into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    for number in range(1, count + 1):
        (folder / f"issue-{number:05}.txt").write_text(_newsletter(number, chance), "utf-8")
    return folder


def _newsletter(number: int, chance: random.Random) -> str:
    lines = [f"Made-up Weekly: Issue #{number}", "Hey folks,", _fill(_BLURBS, chance), "Until next week!"]
    for section in SECTIONS:
        lines.append(section)
        for _ in range(EACH):
            lines += [_fill(_TITLES, chance), _fill(_BLURBS, chance)]
    return "\n".join(lines) + "\n"


def _fill(choices: tuple[str, ...], chance: random.Random) -> str:
    return chance.choice(choices).format(
        maker=chance.choice(_MAKERS), topic=chance.choice(_TOPICS), use=chance.choice(_USES), n=chance.randint(2, 999)
    )
