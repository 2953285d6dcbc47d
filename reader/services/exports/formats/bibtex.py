"""BibTeX, one entry a work, as arXiv and Zotero write it; text in UTF-8, every special sign escaped.

``archivePrefix`` is what BibTeX styles read, ``eprinttype`` what Zotero and biblatex read. Without a venue, which
``@article`` and ``@inproceedings`` must have, a paper is ``@misc``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from reader.core.text.clean import clean_line
from reader.core.values.issues import Kind
from reader.services.exports.facts.authors import Author, Authors
from reader.services.exports.facts.records import WorkRecord
from reader.services.exports.facts.venues import Outlet

_ESCAPES = {
    "\\": "{\\textbackslash}",
    "~": "{\\textasciitilde}",
    "^": "{\\textasciicircum}",
} | {sign: f"\\{sign}" for sign in "{}&%$#_"}
# An escaped brace still counts for BibTeX, and one too many ends the field: so it gets its other half, unseen.
_LONE_BRACES = {"{": "\\{\\vphantom{\\}}", "}": "\\vphantom{\\{}\\}"}
_BRACE = re.compile(r"[{}]")
_SPECIAL = re.compile(r"[\\~^{}&%$#_]")
# Between these TeX would make one sign of two.
_LIGATURE = re.compile(r"([-'<>,])(?=\1)|[`?!](?=`)")
# Maths as pandoc reads it: no space inside the dollars, no digit behind them.
_MATHS = re.compile(r"\$(?=[^\s$])([^$]*[^\s$\\])\$(?!\d)")
_CONTROL_WORD = re.compile(r"\\([A-Za-z]+|.)")
_MATHS_WORDS = frozenset(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon "
    "phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega ell hbar infty partial nabla sum "
    "prod int sqrt frac dfrac tfrac binom log ln exp sin cos tan max min arg sup inf lim mathbb mathcal mathrm "
    "mathbf mathit mathsf mathfrak boldsymbol operatorname text textit textbf le leq ge geq ne neq lt gt ll gg "
    "approx sim simeq equiv propto pm mp times div cdot cdots ldots dots to rightarrow leftarrow Rightarrow "
    "leftrightarrow mapsto in notin subset subseteq cup cap setminus emptyset forall exists neg land lor oplus "
    "otimes circ star ast dagger prime hat bar tilde vec dot ddot overline underline widehat widetilde left right "
    "langle rangle lfloor rfloor lceil rceil lvert rvert lVert rVert mid parallel perp quad qquad , ; : ! { } |".split()
)
# Two carets are another way of writing any sign, a backslash among them.
_NO_MATHS = re.compile(r"[%#&~]|\\\\|\^\^")


def write_bibtex(works: Iterable[WorkRecord]) -> Iterator[str]:
    """Entries, each followed by an empty line."""
    for work in works:
        fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(work) if value)
        yield f"@{_type(work)}{{{work.key},\n{fields}}}\n\n"


_TYPES = {Outlet.JOURNAL: "article", Outlet.PROCEEDINGS: "inproceedings"}
_VENUES = {Outlet.JOURNAL: "journal", Outlet.PROCEEDINGS: "booktitle", Outlet.ELSEWHERE: "howpublished"}


def _type(work: WorkRecord) -> str:
    if work.facts.venue and work.outlet in _TYPES:
        return _TYPES[work.outlet]
    if work.paper or work.kind in (Kind.PAPER, Kind.DATASET, Kind.CODE):
        return "misc"
    return "online" if work.url else "misc"


def _fields(work: WorkRecord) -> Iterator[tuple[str, str]]:
    facts = work.facts
    yield "title", escape_title(facts.title)
    yield "author", _names(facts.authors)
    yield "year", escape(facts.year)
    yield "month", str(facts.date[1]) if facts.date[1:] else ""
    yield _VENUES[work.outlet], escape(facts.venue or "")
    if work.paper and work.paper.scheme == "arxiv":
        yield "eprint", _plain(work.paper.number)
        yield "archivePrefix", "arXiv"
        yield "eprinttype", "arxiv"
    yield "doi", _plain(work.paper.doi or "") if work.paper else ""
    yield "url", _plain(work.url or "")
    yield "urldate", work.seen or ""
    yield "abstract", escape(work.abstract)
    yield "keywords", escape(", ".join(word.replace(",", " ") for word in work.keywords))
    yield "annote", escape("\n".join(work.remarks))


def escape(text: str) -> str:
    """Text for a field, on one line: specials escaped, maths between dollars kept if it is nothing but maths."""
    pieces = list(_pieces(clean_line(text)))
    table = _table(pieces)
    return "".join(part if is_maths else _escaped(part, table) for part, is_maths in pieces)


def escape_title(text: str) -> str:
    """As ``escape``, with every word that has a capital in braces, so that no style makes it small."""
    pieces = list(_pieces(clean_line(text)))
    table = _table(pieces)
    words = (part if is_maths else _kept_case(part, table) for part, is_maths in pieces)
    return "".join(words)


def _kept_case(text: str, table: Mapping[str, str]) -> str:
    words = ((word, _escaped(word, table)) for word in text.split(" "))
    return " ".join(f"{{{safe}}}" if any(sign.isupper() for sign in word) else safe for word, safe in words)


def _table(pieces: Iterable[tuple[str, bool]]) -> Mapping[str, str]:
    """The table of escapes for a text: braces that pair need no other halves."""
    return (
        _ESCAPES if _is_paired("".join(part for part, is_maths in pieces if not is_maths)) else _ESCAPES | _LONE_BRACES
    )


def _is_paired(text: str) -> bool:
    depth = 0
    for sign in _BRACE.findall(text):
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def _escaped(text: str, table: Mapping[str, str]) -> str:
    return _LIGATURE.sub(r"\g<0>{}", _SPECIAL.sub(lambda found: table[found.group()], text))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and whether each is maths."""
    end = 0
    for found in _MATHS.finditer(text):
        if is_plain_maths(found[1]):
            yield text[end : found.start()], False
            yield found.group(), True
            end = found.end()
    yield text[end:], False


def is_plain_maths(formula: str) -> bool:
    """Whether a formula may go to TeX as it is: balanced, and with no command but those of maths."""
    if _NO_MATHS.search(formula) or any(word not in _MATHS_WORDS for word in _CONTROL_WORD.findall(formula)):
        return False
    return _is_paired(re.sub(r"\\[{}]", "", formula)) and formula.count("\\{") == formula.count("\\}")


def _names(authors: Authors) -> str:
    names = [_name(author) for author in authors.names]
    return " and ".join([*names, *(["others"] if authors.has_others else [])])


def _name(author: Author) -> str:
    family = escape(author.family)
    return f"{{{family}}}" if author.given is None else f"{family}, {escape(author.given)}"


def _plain(address: str) -> str:
    """An address or a number: programs take it as it is, so only what would end the field is changed."""
    for sign, code in (("\\", "%5C"), ("{", "%7B"), ("}", "%7D"), (" ", "%20")):
        address = address.replace(sign, code)
    return address
