"""What an item is: weighted cues in its text, then the section it stands in."""

import re
from typing import NamedTuple

from reader.core.issues import Kind
from reader.split.drafts import ItemDraft, links_in
from reader.split.features import abstract_signs

# An abstract without a marker: at least so many words, and so much speaking as abstracts do.
ABSTRACT_WORDS = 40
LONG_ABSTRACT_WORDS = 90
_OWN_VOICE = re.compile(r"\b(?:you|your|I|I'm|my|told|says|he said|she said|last week|yesterday)\b")
_DOCUMENT = re.compile(
    r"^(?:this|in this) (?:paper|work|document|study|thesis|survey|manuscript|report)\b", re.IGNORECASE
)


class Cue(NamedTuple):
    """A pattern, where it is looked for ("title", "lead": how the body begins, "text": both), and what it says."""

    where: str
    pattern: re.Pattern[str]
    weights: dict[Kind, float]


def _cue(where: str, pattern: str, **weights: float) -> Cue:
    return Cue(where, re.compile(pattern, re.IGNORECASE), {Kind(name): weight for name, weight in weights.items()})


CUES: tuple[Cue, ...] = (
    _cue(
        "lead",
        r"\b(?:tutorial|walk-?through|step[- ]by[- ]step|hands-on|how-to|cheat ?sheet"
        r"|primer)\b",
        tutorial=3.0,
    ),
    _cue("lead", r"^(?:an?|the|this)\b[^.]{0,60}?\b(?:guide|introduction|explainer|lesson|recipe)\b", tutorial=2.6),
    _cue(
        "lead",
        r"\b(?:explains?|shows?|demonstrat\w+|teaches|describes?|details?|learn|covers?) how (?:to"
        r"|you)\b",
        tutorial=2.4,
    ),
    _cue(
        "lead",
        r"\b(?:tips|tricks|best practices|what you need to know|from scratch|deep[- ]dive|dives? deep"
        r"|for beginners)\b",
        tutorial=1.7,
    ),
    _cue(
        "title",
        r"^(?:how to|a (?:gentle |short |quick )?(?:guide|introduction|tutorial)"
        r"|(?:an )?introduction to|getting started|understanding|build(?:ing)? an? |"
        r"create an? |implementing|demystifying|hands-on|using )",
        tutorial=1.0,
    ),
    _cue(
        "title",
        r"\b(?:tutorial|guide|walk-?through|explained|cheat ?sheet|from scratch|step by step"
        r"|code walkthrough|101)\b",
        tutorial=1.6,
    ),
    _cue(
        "lead",
        r"^(?:an?|this|the|in this)\b[^.]{0,40}?\b(?:article|post|blog|interview|essay|report|story"
        r"|piece|opinion|overview)\b",
        article=1.0,
    ),
    _cue(
        "lead",
        r"\b(?:announce[sd]?|launch(?:es|ed)|unveil(?:s|ed)|raise[sd]|acquire[sd]|introduce[sd]"
        r"|release[sd]|partner(?:s|ed|ship)|reports?|funding)\b",
        article=0.8,
    ),
    _cue(
        "lead",
        r"^(?:an?|this|the|our|free)\b[^.]{0,40}?\b(?:course|mooc|bootcamp|lecture series|lectures"
        r"|curriculum|nanodegree|specialization)\b",
        course=3.5,
    ),
    _cue("title", r"\b(?:course|bootcamp|lectures?|mooc|curriculum)\b", course=1.5),
    _cue("text", r"\b(?:coursera|udacity|edx|course (?:by|from|on|teaches|presents))\b", course=1.2),
    _cue(
        "lead",
        r"^(?:an?|this|the)\b[^.]{0,60}?\b(?:library|framework|tool ?kit|package|repository|repo"
        r"|codebase|plug-?in|sdk|implementation|notebook|tool|platform|engine)\b",
        code=1.4,
    ),
    _cue(
        "lead",
        r"^\S+(?: \S+){0,2} is (?:an?|the|\S+['’]s)\b[^.]{0,60}?\b(?:library|framework"
        r"|tool ?kit|package|python (?:package|tool)|codebase|repository|platform)\b",
        code=2.2,
    ),
    _cue(
        "text",
        r"\bopen[- ]source(?:d)? [^.]{0,30}?\b(?:library|framework|package|tool|toolkit"
        r"|platform)\b",
        code=1.0,
    ),
    _cue("title", r"^[\w.-]+/[\w.-]+(?:\s*:|\s*$)|\bgithub\b", code=2.0),
    _cue("text", r"\b(?:library|toolkit|pip install|codebase|repository|source code)\b", code=0.5),
    _cue(
        "lead",
        r"^(?:an?|this|the|\S+(?: \S+){0,2} is an?)\b[^.]{0,40}?\b(?:data ?sets?|corpus|benchmark data"
        r"|collection of (?:images|videos|annotated|labell?ed))\b",
        dataset=3.8,
    ),
    _cue("title", r"\b(?:dataset|data set|corpus)\b", dataset=2.0),
    _cue(
        "text",
        r"\b(?:dataset (?:containing|of|consisting|with|comprising)|annotated (?:images"
        r"|videos))\b",
        dataset=1.0,
    ),
    _cue(
        "lead",
        r"^(?:in this (?:paper|work)|this paper|a paper|a (?:new |novel )?(?:study|research paper)"
        r"|we (?:present|propose|introduce))\b",
        paper=1.4,
    ),
    _cue(
        "text",
        r"\b(?:is hiring|we're hiring|job opening|open position|apply (?:now|here)|webinar"
        r"|register (?:now|here|for)|call for papers|join us)\b",
        other=2.6,
    ),
    _cue(
        "lead",
        r"^(?:an?|this|the)\b[^.]{0,40}?\b(?:podcast|episode|video|talk|webinar|conference|event"
        r"|workshop|meetup|poll|quiz|competition|challenge)\b",
        other=2.0,
    ),
    _cue("title", r"\b(?:podcast|webinar|meetup|call for papers|hiring|job)\b", other=1.8),
)

# What the section says before the text is read.
SECTION_PRIORS: dict[str, dict[Kind, float]] = {
    "": {Kind.ARTICLE: 1.0},
    "industry": {Kind.ARTICLE: 2.2},
    "news": {Kind.ARTICLE: 2.2},
    "articles": {Kind.ARTICLE: 1.8},
    "ethics": {Kind.ARTICLE: 2.0},
    "mobile-edge": {Kind.ARTICLE: 1.4},
    "hardware": {Kind.ARTICLE: 1.4},
    "mlops": {Kind.ARTICLE: 1.2, Kind.TUTORIAL: 0.2},
    "learning": {Kind.ARTICLE: 0.9, Kind.TUTORIAL: 0.6},
    "courses": {Kind.COURSE: 2.0},
    "books": {Kind.OTHER: 1.5},
    "talks": {Kind.OTHER: 2.0},
    "code": {Kind.CODE: 2.4},
    "datasets": {Kind.DATASET: 3.0},
    "papers": {Kind.PAPER: 5.0},
    "jobs": {Kind.OTHER: 5.0},
    "events": {Kind.OTHER: 4.0},
    "sponsor": {Kind.SPONSORED: 6.0},
    "link-blog": {Kind.ARTICLE: 1.2},
}
# What a mark in brackets before or behind a title says.
_MARKS: dict[str, Kind] = {
    "paper": Kind.PAPER, "papers": Kind.PAPER, "arxiv": Kind.PAPER, "preprint": Kind.PAPER, "research": Kind.PAPER,
    "code": Kind.CODE, "repo": Kind.CODE, "github": Kind.CODE, "tool": Kind.CODE, "library": Kind.CODE,
    "release": Kind.CODE, "tutorial": Kind.TUTORIAL, "guide": Kind.TUTORIAL, "how-to": Kind.TUTORIAL,
    "course": Kind.COURSE, "dataset": Kind.DATASET, "data": Kind.DATASET, "sponsor": Kind.SPONSORED,
    "sponsored": Kind.SPONSORED, "ad": Kind.SPONSORED, "job": Kind.OTHER, "jobs": Kind.OTHER, "event": Kind.OTHER,
    "podcast": Kind.OTHER, "video": Kind.OTHER, "audio": Kind.OTHER, "talk": Kind.OTHER, "webinar": Kind.OTHER,
    "article": Kind.ARTICLE, "blog": Kind.ARTICLE, "news": Kind.ARTICLE, "post": Kind.ARTICLE,
}  # fmt: skip
_MARKED_KIND = re.compile(rf"\W*[\[(]({'|'.join(_MARKS)})[\])]", re.IGNORECASE)
# What the place an item points at says of it.
_HOSTS: tuple[tuple[re.Pattern[str], dict[Kind, float]], ...] = (
    (re.compile(r"arxiv\.org|openreview\.net|aclanthology\.org|//(?:dx\.)?doi\.org|biorxiv\.org|paperswithcode\.com/paper"
                r"|huggingface\.co/papers|papers\.nips\.cc|proceedings\.mlr|dl\.acm\.org|/doi/"), {Kind.PAPER: 3.0}),
    (re.compile(r"//(?:www\.)?(?:github|gitlab|codeberg|bitbucket)\.\w+/[\w.-]+/[\w.-]+|pypi\.org|npmjs\.com|crates\.io"
                r"|//docs\.rs/"), {Kind.CODE: 2.2}),
    (re.compile(r"huggingface\.co/datasets|kaggle\.com/(?:datasets|c)/|zenodo\.org|data\.gov"), {Kind.DATASET: 3.0}),
    (re.compile(r"coursera\.org|udemy\.com|edx\.org|udacity\.com|ocw\.mit"), {Kind.COURSE: 2.0}),
    (re.compile(r"youtube\.com|youtu\.be|vimeo\.com|meetup\.com|eventbrite\.|podcasts?\."), {Kind.OTHER: 1.6}),
)  # fmt: skip


def _host_weights(item: ItemDraft) -> dict[Kind, float]:
    links = [*item.title_links, *(link for paragraph in item.paragraphs[:1] for link in paragraph.links)]
    links += [link for piece in item.extras for link in links_in(piece)]
    url = links[0].url if links else ""
    return next((weights for pattern, weights in _HOSTS if pattern.search(url)), {})


def is_abstract(item: ItemDraft, *, section: str) -> bool:
    """Whether a body is a paper's abstract: by its marker, by its section, by its place, or by how it speaks."""
    body = item.body
    if item.has_abstract_marker:
        return True
    words = len(body.split())
    if words < ABSTRACT_WORDS or section == "papers":
        return words >= ABSTRACT_WORDS
    opening = body[:2_000]
    is_document = bool(_DOCUMENT.match(opening))
    voice = abstract_signs(opening) + 2 * is_document - len(_OWN_VOICE.findall(opening))
    if item.reads_as_abstract:
        return voice >= 1
    return voice >= 2 and (words >= LONG_ABSTRACT_WORDS or is_document)


def kind_of(item: ItemDraft, *, section: str, abstract: bool) -> Kind:
    """The kind of an item; ``section`` is the kind of its section ("" where there is none)."""
    title, body = item.title or "", item.body
    if item.is_sponsored:
        return Kind.SPONSORED
    if found := _MARKED_KIND.match(title or body):
        return _MARKS[found[1].casefold()]
    if abstract:
        return Kind.PAPER
    scores = dict.fromkeys(Kind, 0.0)
    for weights in (SECTION_PRIORS.get(section, SECTION_PRIORS[""]), _host_weights(item)):
        for kind, weight in weights.items():
            scores[kind] += weight
    # What has no title of its own says in its first words what a title would.
    seen = {"title": title or body[:160], "lead": body[:160] or title, "text": f"{title} {body[:600]}"}
    for cue in CUES:
        if cue.pattern.search(seen[cue.where]):
            for kind, weight in cue.weights.items():
                scores[kind] += weight
    return max(Kind, key=lambda kind: scores[kind])
