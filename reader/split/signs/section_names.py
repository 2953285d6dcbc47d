"""The names of newsletters' sections, and the kind of section that each name says. Whole lines only.

No entry may be the words of one issue: only what recurs in a publication or in many of them.
"""

import re

from reader.core.values.issues import Kind

_NAMES: dict[str, str] = {
    "industry": "industry|industry news|business|startups|funding|companies|big tech|enterprise|markets|finance"
    "|economy|deals|acquisitions|company news",
    "news": "news|top news|latest news|headlines|top stories|top story|stories|in the news|announcements|updates"
    "|highlights|big story|lead story|the big picture|breaking|launches|product launches|product news|products"
    "|meldungen|nachrichten|aktuelles|actualités|noticias|nieuws|à la une"
    "|newsroom|press",
    "mobile-edge": "mobile|edge|edge ai|embedded|iot|tinyml",
    "hardware": "hardware|chips|semiconductors|personal hardware",
    "mlops": "mlops|llmops|aiops|devops|infrastructure|production|engineering|platforms|operations|deployment",
    "learning": "learning|learn|resources|learning resources|education|techniques|fundamentals|beginners|lernen"
    "|apprendre|aprender",
    "tutorials": "tutorials|tutorial|guides|guide|how-to|how-tos|how to|walkthroughs|tips|tricks|lessons|explainers"
    "|tutoriels|tutoriales|anleitungen",
    "courses": "courses|course|lectures|moocs|bootcamps|training",
    "books": "books|book|bookshelf",
    "talks": "talks|talk|videos|video|podcasts|podcast|audio|episodes|screencasts|recordings|slides"
    "|presentations|media",
    "code": "libraries|library|code|tools|tool|tooling|repositories|repository|repos|repo|open source|open-source"
    "|frameworks|projects|project|demos|releases|release|models|packages|crates|plugins|plug-ins|extensions|apps"
    "|utilities|github|implementations|toolbox|gear|downloads|download|werkzeuge|outils|herramientas|strumenti|logiciels",
    "software": "software",
    "datasets": "datasets|dataset|data|data sets|data set|benchmarks|open data|corpora|datensätze|daten|données"
    "|jeux de données|datos",
    "papers": "paper|papers|publications|research|research papers|new papers|top papers|preprints|academic|science"
    "|arxiv|arxiv papers|journals|literature|academia|proceedings|studies|forschung|recherche|investigación",
    "articles": "articles|article|blogs|blog|blog posts|posts|reads|long reads|reading|opinion|opinions|essays"
    "|essay|interviews|interview|analysis|applications|use cases|case studies|perspectives|commentary|editorial"
    "|features|feature|featured|spotlight|deep dives|deep dive|long form|longform|reading list|must reads|must-reads"
    "|must read|good reads|worth reading|worth a read|further reading|recommended reading|what we're reading"
    "|what i'm reading|around the web|from the web|elsewhere|across the web|everything else|worthy mentions"
    "|lesen|à lire|lecturas"
    "|honorable mentions|honourable mentions|links|web|the rest|noteworthy",
    "ethics": "ethics|policy|policies|society|safety|regulation|governance|law|legal|politics|privacy|culture|people"
    "|fairness|bias|responsible ai|alignment",
    "topic": "machine learning|deep learning|artificial intelligence|ai|ml|nlp|natural language processing"
    "|computer vision|vision|reinforcement learning|robotics|robots|generative ai|llms|llm|agents|theory|security"
    "|cybersecurity|networks|networking|internet|broadband|cloud|databases|database|backend|front-end|frontend|back-end"
    "|web development|design|visualization|visualisation|data visualization|data science|statistics|performance"
    "|testing|languages|compilers|health|healthcare|medicine|biology|climate|energy|space|world|technology|tech"
    "|tech news|gaming|games|entertainment|transport|cities|environment|physics|mathematics|maths|math|history|sports"
    "|speech|audio and speech|graphics|quantum|crypto|linux|windows|servers|storage|telecoms|wireless|e-business"
    "|programming|development|javascript|typescript|css|html|python|rust|golang|java|ios|android|accessibility|ux|ui",
    "jobs": "jobs|job|job board|careers|career|hiring|open positions|open roles|who's hiring|vacancies|job openings"
    "|featured jobs|internships|stellen|stellenangebote|emplois|empleo|jobs and dates",
    "events": "events|event|upcoming events|conferences|conference|meetups|webinars|calls|competitions|challenges"
    "|workshops|calendar|call for papers|calls for papers|deadlines|dates|upcoming|what's on|hackathons|jams|termine"
    "|veranstaltungen|agenda|événements|eventos|calls for participation|call for participation|help wanted"
    "|for sale|wanted|classified ads",
    "community": "community|from the community|discussions|discussion|forum|tweets",
    "sponsor": "sponsor|sponsors|sponsored|our sponsors|our sponsor|from our sponsor|from our sponsors|sponsored links"
    "|partners|our partners|from our partners|partner content|promoted|promotion|promotions|classifieds|advertisement"
    "|a word from our sponsor|a word from our sponsors|a message from our sponsor|together with"
    "|anzeige|anzeigen|werbung|publicité|publicidad",
    "misc": "miscellaneous|misc|other|others|odds|ends|bits|bytes|quick links|quick hits|quick bites|quickies|in brief"
    "|briefs|briefly|shorts|and finally|finally|fun|just for fun|editor's picks|editors' picks|picks|our picks"
    "|favorites|favourites|random|other news|in other news|general|extra|extras|bonus|one more thing|nuggets",
}
# Words that make a section heading when a whole line consists of them (joined by "&", "and", "/", ",").
SECTION_WORDS: dict[str, str] = {name: kind for kind, names in _NAMES.items() for name in names.split("|")}
# Those of them that tell the kind of a section by standing anywhere in its heading.
LOOSE_WORDS = frozenset(
    "papers paper publications preprints arxiv research code tools libraries repositories repos software releases "
    "projects packages crates frameworks datasets dataset data jobs hiring careers vacancies events conferences "
    "meetups webinars workshops tutorials courses books talks videos video podcasts podcast sponsor sponsors sponsored "
    "partners articles blog reading reads opinion opinions news headlines industry business education".split()
)
# Those that tell it even by standing in the name of a publication without any sections.
NAMING_WORDS = frozenset("papers preprints datasets jobs events podcasts tutorials courses".split())
# The kinds of item that each kind of section usually holds.
USUAL_KINDS: dict[str, frozenset[Kind]] = {
    "industry": frozenset({Kind.ARTICLE, Kind.OTHER}),
    "mobile-edge": frozenset({Kind.ARTICLE}),
    "mlops": frozenset({Kind.ARTICLE}),
    "learning": frozenset({Kind.TUTORIAL, Kind.COURSE}),
    "code": frozenset({Kind.CODE, Kind.DATASET}),
    "papers": frozenset({Kind.PAPER}),
}
_JOINERS = re.compile(r"\s*(?:&|\+|/|,|\band\b|\bor\b|\bund\b|\bet\b|\by\b)\s*", re.IGNORECASE)
_TRIM = re.compile(r"^(?:[^\w]|\d+[.)])+|[^\w)]+$")
_BEFORE = re.compile(
    r"(?:(?:on|in|from|for|the|our|my|this (?:week|month)(?:'s| in)|today's|weekly|monthly|top|latest|new|newest|more"
    r"|other|recent|best|notable|interesting|selected|some|great|useful|popular|trending|fresh)\s+)+",
)
_AFTER = re.compile(
    r"\s+(?:of the (?:week|month|day|issue|year)|(?:this|for the) (?:week|month)|for you"
    r"|(?:we|i)(?:'re|'m| are| am)? (?:like|love|liked|enjoyed|read|reading"
    r"|watch|watched|watching|found|saw|use|using|recommend)"
    r"|section|corner|roundup|round-up|\(?\d{1,3}\)?)$",
)
_PAID_FOR = re.compile(r"(?:(?:in partnership|together) with|(?:presented|sponsored|brought to you) by) \S")
_LONGEST = 60
_LONGEST_LOOSE = 6
_LONGEST_HALF = 40
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORDS = re.compile(r"\w+")


def section_kinds(text: str) -> tuple[str, ...]:
    """The kinds of section that a line names: none, unless all of the line is section words."""
    line = _TRIM.sub("", text[:80].replace("’", "'")).strip().casefold()
    if not line or len(text) > _LONGEST:
        return ()
    if line in SECTION_WORDS:
        return (SECTION_WORDS[line],)
    if _PAID_FOR.match(line):
        return ("sponsor",)
    line = _AFTER.sub("", _BEFORE.sub("", line, count=1) if _BEFORE.match(line) else line)
    if line in SECTION_WORDS:
        return (SECTION_WORDS[line],)
    parts = [part for part in _JOINERS.split(line) if part]
    kinds = [SECTION_WORDS.get(part, "") for part in parts]
    return tuple(dict.fromkeys(kinds)) if kinds and all(kinds) else ()


def is_half_section(text: str) -> bool:
    """Whether a line is two names joined by "&" of which one at least is a section's ("Lamps & Tools")."""
    parts = [part.split() for part in text.strip().casefold().split("&")] if len(text) <= _LONGEST_HALF else []
    if len(parts) != 2 or not all(1 <= len(words) <= 2 for words in parts):
        return False
    return any(section_kinds(" ".join(words)) for words in parts)


def section_kind(text: str) -> str | None:
    """The kind of section that a line names, by its first words; None if it names none."""
    return next(iter(section_kinds(text)), None)


def loose_kinds(name: str, telling: frozenset[str] = LOOSE_WORDS) -> tuple[str, ...]:
    """The kinds that words of a heading say ("On Code and Data…", "Papers of the week")."""
    words = [word.casefold() for word in _WORDS.findall(_BRACKETS.sub(" ", name))]
    if words[-3:-1] == ["of", "the"]:
        del words[-3:]
    if not 1 <= len(words) <= _LONGEST_LOOSE:
        return ()
    kinds = (SECTION_WORDS[word] for word in words if word in telling)
    return tuple(dict.fromkeys(kinds))
