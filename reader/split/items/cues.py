"""Tables of the words, marks and addresses that speak for each kind of item, and how strongly.

Weights are units of evidence. An item without any evidence is an article.
"""

import re
from typing import NamedTuple

from reader.core.values.issues import Kind


class Cue(NamedTuple):
    """A pattern, where it is looked for ("title", "lead": how the body begins, "text": both), and its weights."""

    where: str
    pattern: re.Pattern[str]
    weights: dict[Kind, float]


def _cue(where: str, pattern: str, **weights: float) -> Cue:
    return Cue(where, re.compile(pattern, re.IGNORECASE), {Kind(name): weight for name, weight in weights.items()})


_TEACHING = (
    _cue(
        "lead", r"\b(?:tutorial|walk-?through|step[- ]by[- ]step|hands-on|how-to|cheat ?sheet|primer)\b", tutorial=3.0
    ),
    _cue("lead", r"^(?:an?|the|this)\b[^.]{0,60}?\b(?:guide|introduction|explainer|lesson|recipe)\b", tutorial=2.6),
    _cue(
        "lead",
        r"\b(?:explains?|shows?|demonstrat\w+|teaches|describes?|details?|learn|covers?|walks? (?:you )?through)"
        r" how (?:to|you)\b|\blearn (?:to|about|the basics)\b|\bteach(?:es)? you\b",
        tutorial=2.4,
    ),
    _cue(
        "lead",
        r"\b(?:tips|tricks|best practices|what you need to know|from scratch|deep[- ]dive|dives? deep"
        r"|for beginners|in (?:plain english|simple terms)|gentle introduction)\b",
        tutorial=1.7,
    ),
    _cue(
        "title",
        r"^(?:how to|a (?:\w+ )?(?:guide|introduction|tutorial|primer)|(?:an )?intro(?:duction)? to|getting started"
        r"|understanding|build(?:ing)? an? |create an? |creating an? |implement(?:ing)? |demystifying|hands-on"
        r"|using |learn(?:ing)? (?:to|how|the)|train(?:ing)? your|writing an? |write an? |deploy(?:ing)? an? "
        r"|set(?:ting)? up )",
        tutorial=1.0,
    ),
    _cue("title", r"^how to\b", tutorial=0.6),
    _cue(
        "title",
        r"\b(?:tutorial|guide|walk-?through|explained|cheat ?sheet|from scratch|step by step|code walkthrough|101"
        r"|for (?:beginners|dummies|everyone)|crash course|in \d+ (?:minutes|lines|steps)|the basics"
        r"|tips (?:for|on|and))\b",
        tutorial=1.6,
    ),
    _cue(
        "lead",
        r"^(?:an?|this|the|our|free)\b[^.]{0,40}?\b(?:course|mooc|bootcamp|lecture series|lectures"
        r"|curriculum|nanodegree|specialization)\b",
        course=3.5,
    ),
    _cue(
        "title",
        r"\b(?:course|courses|bootcamp|lectures?|mooc|curriculum|specialization)\b(?<!crash course)(?! of\b)",
        course=2.0,
    ),
    _cue("text", r"\b(?:coursera|udacity|edx|course (?:by|from|on|teaches|presents|covers))\b", course=1.2),
)
_HABITS = (
    _cue("title", r"^(?:how-?to|anleitung|tutoriel|guía)\b", tutorial=2.4),
    _cue("lead", r"^how to (?:use|choose|read|make|build|write|set|avoid|fix|spot|tell|get)\b", tutorial=2.4),
    _cue(
        "title",
        r"^(?:making|debugging|measuring|setting up|writing|installing|configuring|designing)\b"
        r"|\bfor (?:the (?:impatient|rest of us)|people (?:who|with)|dummies)\b|\bfrom first principles\b"
        r"|\btips (?:from|by)\b|\bnon-technical introduction\b|^your first\b",
        tutorial=1.2,
    ),
    _cue(
        "lead",
        r"\b(?:(?:build|assembly) instructions|instructions (?:for|in)|sample configuration|line by line"
        r"|step[- ]by[- ]step|worked examples?|you (?:will|can) learn|every step|settings for"
        r"|[\w-]+ guide (?:by|for|to))\b",
        tutorial=1.5,
    ),
    _cue("title", r"^[a-z][a-z0-9]*(?:[_.-][a-z0-9]+)*$", code=1.2),
    _cue("title", r"^\S+(?: \S+)? v?\d+\.\d+(?:\.\d+)* ?(?:alpha|beta|rc)\b|\bnew version of\b", code=1.8),
    _cue("lead", r"^(?:python |\w+ )?(?:drivers|bindings|wrappers?|plug-?ins?) for\b", code=1.6),
    _cue(
        "lead",
        r"\b(?:databases?|collections?|catalog(?:ue)?s?|index(?:es)?|archives?|corpus) of (?:more than |over "
        r"|some |about |nearly |almost )?\d[\d,.]*",
        dataset=2.4,
    ),
    _cue(
        "text",
        r"\b(?:digiti[sz]ed|transcribed|compiled|scraped|crowdsourced)\b[^.]{0,80}\b(?:databases?|ledgers?|records"
        r"|registers?|logs|entries|dates|tables|years of)\b"
        r"|\bpublic records requests?\b|\bbulk download\b|\bcodebook\b|\b(?:as|plain) (?:csv|geojson|parquet)\b"
        r"|\bhand-labell?ed\b|\bannotated (?:at|in|with|by)\b",
        dataset=1.6,
    ),
    _cue(
        "title",
        r"\b\d[\d,. ]*\d\d\+? (?:million )?(?:hours|images|photos|photographs|sentences|recordings|documents|records"
        r"|entries|samples|conversations)\b",
        dataset=2.0,
    ),
    _cue(
        "title",
        r"^(?:for sale|wanted|conference|summer school|vacanc(?:y|ies)|correction|errata?|quote of the)\b"
        r"\s*(?::|$|[a-z])",
        other=2.6,
    ),
)
_THINGS = (
    _cue(
        "lead",
        r"^(?:an?|this|the)\b[^.]{0,60}?\b(?:library|framework|tool ?kit|package|repository|repo"
        r"|codebase|plug-?in|sdk|implementation|notebook|tool|(?:platform|engine) (?:for|to|that|which)|cli|extension"
        r"|command[- ]line)\b",
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
        r"\bopen[- ]sourc(?:e|ed|es|ing) (?:[^.]{0,30}? )?(?:library|framework|package|tool|toolkit|platform|code"
        r"|implementation|model|project|alternative|engine)s?\b",
        code=1.0,
    ),
    _cue("title", r"\bopen[- ]sourc(?:es|ed|ing)\b", code=1.0),
    _cue(
        "title",
        r"^[\w.-]+(?: \d[\d.]*)?\s*(?::|[-–—]|,)\s+(?:an? |the )?(?:[\w-]+ ){0,5}(?:library|framework|tool"
        r"|toolkit|generator"
        r"|package|server|client|editor|parser|compiler|scheduler|orchestrator|linter|extension|plug-?in|engine"
        r"|database|cli)\b",
        code=2.0,
    ),
    _cue(
        "lead",
        r"\b(?:first (?:public )?release|bug ?fix release|adds support for|drops support for|rewritten in)\b",
        code=1.4,
    ),
    _cue("title", r"^[\w.-]+/[\w.-]+(?:\s*:|\s*$|\s+[-–—]\s)|^github(?:\.com/|\s*[-–—:]\s)", code=2.4),
    _cue(
        "title",
        r"\b(?:library|toolkit|tool ?kit|framework|package|sdk|cli|plug-?in|repository|repo|crate"
        r"|compiler) (?:for|to|in|that)\b"
        r"|\bcode (?:repository|release|for)\b|^(?:source )?code\b",
        code=1.6,
    ),
    _cue(
        "title",
        r"\bv?\d+\.\d+(?:\.\d+)*(?:[ -]?(?:alpha|beta|rc)\.?\d*)?\b[^.]{0,24}\b(?:is )?(?:released?|out"
        r"|available|here|ships)\b"
        r"|\b(?:release|releas(?:es|ed|ing)|announcing|introducing) [^.]{0,40}\bv?\d+\.\d+(?:\.\d+)*\b"
        r"|\bv\d+\.\d+(?:\.\d+)?\b",
        code=2.4,
    ),
    _cue("title", r"^\S+(?: \S+)? v?\d+\.\d+(?:\.\d+)*(?:$|:\s)", code=1.4),
    _cue(
        "text",
        r"\b(?:library|toolkit|pip install|npm install|cargo (?:install|add)|codebase|repository|source code)\b",
        code=0.5,
    ),
    _cue(
        "lead",
        r"^(?:an?|this|the|\S+(?: \S+){0,2} is an?)\b[^.]{0,40}?\b(?:data ?sets?|corpus|benchmark data"
        r"|collection of (?:images|videos|annotated|labell?ed))\b",
        dataset=3.8,
    ),
    _cue("title", r"\b(?:datasets?|data sets?|corpus|corpora|open data)\b", dataset=2.4),
    _cue("title", r"\b(?:releas|publish|open)\w* [^.]{0,30}\b(?:data ?sets?|corpus)\b", dataset=1.6),
    _cue(
        "text",
        r"\b(?:data ?sets? (?:containing|of|consisting|with|comprising|includes?|contains?|covers?)"
        r"|annotated (?:images"
        r"|videos)|\d[\d,.]*(?:k| thousand| million)? (?:labell?ed|annotated) \w+)\b",
        dataset=1.0,
    ),
)
_WRITINGS = (
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
        r"^(?:in this (?:paper|work)|this (?:paper|study|work|survey)|a paper|an? (?:new |novel "
        r"|recent )*(?:study|survey"
        r"|research paper|paper|preprint)|(?:in [^,.]{3,60}, )?(?:the )?(?:authors?|researchers?(?: (?:at"
        r"|from) [^.,]{2,40})?)"
        r" (?:present|propose|introduce|show|find|demonstrate|describe|study|investigate|develop)"
        r"|we (?:present|propose|introduce|show|study|develop|find|investigate))",
        paper=1.8,
    ),
    _cue(
        "lead",
        r"^proposes?\b|^introduces an? (?:new |novel )?(?:method|approach|model|framework"
        "|technique)",
        paper=1.4,
    ),
    _cue(
        "text",
        r"\b(?:et al\b|arxiv|preprint|this paper|(?:neurips|icml|iclr|cvpr|emnlp|acl|aaai) ?(?:20)?\d\d)",
        paper=1.0,
    ),
    _cue(
        "text",
        r"\b(?:the authors (?:propose|present|introduce|show|find)|state[- ]of[- ]the[- ]art (?:results"
        r"|performance))",
        paper=0.8,
    ),
    _cue(
        "title",
        r":\s(?:an? (?:\w+ ){0,3}(?:survey|review|approach|benchmark|framework for|study))\b"
        r"|^towards? \w+ing?\b|\bis all you need\b",
        paper=1.2,
    ),
)
_CALLS = (
    _cue(
        "text",
        r"\b(?:is hiring|(?:we're|we are|are) hiring|job opening|open position|apply (?:now|here|by|before)|webinar"
        r"|register (?:now|here|for|by)|registration (?:is|opens|closes)|call for (?:papers|proposals"
        r"|participation)|join us"
        r"|(?:full|part)[- ]time|submission deadline|abstracts? due)\b",
        other=2.6,
    ),
    _cue(
        "lead",
        r"^(?:an?|this|the|in this|our)\b[^.]{0,40}?\b(?:podcast|episode|video|talk|webinar|conference|event"
        r"|workshop|meetup|poll|quiz|competition|challenge)\b",
        other=2.0,
    ),
    _cue(
        "title",
        r"\b(?:podcast|webinar|meet-?ups?|call for (?:papers|proposals|participation)|cfp|hiring|jobs?|episode|summit"
        r"|hackathon|giveaway|poll|book release|job (?:opening|board))\b|\bep(?:isode)?\.? ?#?\d+\b|^(?:video"
        r"|watch|listen|talk|podcast)\s*:",
        other=2.0,
    ),
    _cue(
        "title",
        r"^(?:(?:senior|staff|principal|lead|junior|head of)\b[^.]{0,60}|[\w/&+ -]{0,40})\b(?:engineer"
        r"|scientist|developer|researcher"
        r"|analyst|manager|architect|designer|fellow|intern|postdoc|professor|lecturer|editor)\b"
        r"(?:\s*(?:,|@|\(|[-–—|])\s*\S.*|\s+at\s+\S.*)?$",
        other=2.4,
    ),
)
CUES: tuple[Cue, ...] = (*_TEACHING, *_HABITS, *_THINGS, *_WRITINGS, *_CALLS)

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
    "tutorials": {Kind.TUTORIAL: 1.8, Kind.ARTICLE: 0.9},
    "courses": {Kind.COURSE: 2.6},
    "books": {Kind.OTHER: 2.0},
    "talks": {Kind.OTHER: 2.6},
    "code": {Kind.CODE: 2.4},
    # In the trade press it is a subject, elsewhere a list of programs: the text decides.
    "software": {Kind.ARTICLE: 1.4, Kind.CODE: 1.0},
    "datasets": {Kind.DATASET: 2.4},
    "papers": {Kind.PAPER: 5.0},
    "jobs": {Kind.OTHER: 5.0},
    "events": {Kind.OTHER: 4.0},
    "sponsor": {Kind.SPONSORED: 6.0},
    "link-blog": {Kind.ARTICLE: 1.2},
}
# Where a heading names several kinds, none of them says more than this.
SHARED_PRIOR = 1.4
# What a mark in brackets, or a label with a colon, before a title or behind it says.
MARKS: dict[str, Kind] = {
    "paper": Kind.PAPER, "papers": Kind.PAPER, "arxiv": Kind.PAPER, "preprint": Kind.PAPER, "research": Kind.PAPER,
    "pdf": Kind.PAPER, "code": Kind.CODE, "repo": Kind.CODE, "github": Kind.CODE, "github repo": Kind.CODE,
    "website": Kind.OTHER, "tool": Kind.CODE,
    "library": Kind.CODE, "release": Kind.CODE, "package": Kind.CODE, "tutorial": Kind.TUTORIAL,
    "guide": Kind.TUTORIAL, "how-to": Kind.TUTORIAL, "course": Kind.COURSE, "dataset": Kind.DATASET,
    "data": Kind.DATASET, "sponsor": Kind.SPONSORED, "sponsored": Kind.SPONSORED, "ad": Kind.SPONSORED,
    "advertisement": Kind.SPONSORED, "promoted": Kind.SPONSORED, "job": Kind.OTHER, "jobs": Kind.OTHER,
    "event": Kind.OTHER, "podcast": Kind.OTHER, "video": Kind.OTHER, "audio": Kind.OTHER, "talk": Kind.OTHER,
    "slides": Kind.OTHER, "webinar": Kind.OTHER, "book": Kind.OTHER, "article": Kind.ARTICLE, "blog": Kind.ARTICLE,
    "news": Kind.ARTICLE, "post": Kind.ARTICLE, "blog post": Kind.ARTICLE,
}  # fmt: skip
_ANY_MARK = "|".join(sorted(MARKS, key=len, reverse=True))
MARK_BEFORE = re.compile(rf"\W*[\[(]({_ANY_MARK})[\])]", re.IGNORECASE)
MARK_BEHIND = re.compile(rf"[\[(]({_ANY_MARK})[\])]\W*$", re.IGNORECASE)
# What the place an item points at says of it.
HOSTS: tuple[tuple[re.Pattern[str], dict[Kind, float]], ...] = (
    (re.compile(r"arxiv\.org|openreview\.net|aclanthology\.org|aclweb\.org|//(?:dx\.)?doi\.|biorxiv\.org"
                r"|medrxiv\.org"
                r"|paperswithcode\.com/paper|huggingface\.co/papers|papers\.nips\.cc|papers\.neurips\.cc"
                r"|proceedings\."
                r"|dl\.acm\.org|/doi/|thecvf\.com|semanticscholar\.org|ssrn\.com|jmlr\.org|pnas\.org"
                r"|sciencedirect\.com"
                r"|link\.springer\.com|nature\.com/articles/s\d|ieeexplore|distill\.pub"
                r"|eprint\.iacr\.org"), {Kind.PAPER: 3.0}),
    (re.compile(r"\.pdf(?:$|[?#])"), {Kind.PAPER: 1.2}),
    (re.compile(r"//(?:www\.)?(?:github|gitlab|codeberg|bitbucket)\.\w+/[\w.-]+/[\w.-]+(?!.*/(?:issues|pull"
                r"|discussions|wiki)/)"
                r"|pypi\.org|npmjs\.com|crates\.io|//docs\.rs/|//lib\.rs/|rubygems\.org|hub\.docker\.com"
                r"|sr\.ht/~"), {Kind.CODE: 2.2}),
    (re.compile(r"huggingface\.co/datasets|kaggle\.com/(?:datasets|c)/|zenodo\.org|//(?:\w+\.)?data\.gov|//data\."
                r"|figshare\.com|dataverse|archive\.ics\.uci\.edu|opendata"), {Kind.DATASET: 3.0}),
    (re.compile(r"huggingface\.co/(?!datasets|papers|blog|spaces|learn)[\w.-]+/[\w.-]+"), {Kind.CODE: 1.6}),
    (re.compile(r"coursera\.org|udemy\.com|edx\.org|udacity\.com|ocw\.mit|fast\.ai/"
                r"|huggingface\.co/learn"), {Kind.COURSE: 2.0}),
    (re.compile(r"youtube\.com|youtu\.be|vimeo\.com|meetup\.com|eventbrite\.|podcasts?\.|lu\.ma/"
                r"|greenhouse\.io|lever\.co"
                r"|/(?:jobs?|careers?|podcasts?|events?)/|spotify\.com|soundcloud\.com"), {Kind.OTHER: 2.2}),
)  # fmt: skip
# How an item of a publication about data speaks.
DATA_VOICE = re.compile(
    r"\b(?:data|datasets?|data sets?|databases?|spreadsheets?|records|api|csv|downloads?|statistics|census|archives?"
    r"|surveys?|counts?|figures|files|rows|collections?|catalog(?:ue)?s?|registers?|director(?:y|ies)|inventory|maps?"
    r"|(?:describes?|covers?|lists?|contains?|holds?|includes?) (?:more than |some |about |around )?\d[\d,.]*)\b",
    re.IGNORECASE,
)
