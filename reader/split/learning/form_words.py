"""The forms of blocks (`likeness`) in plain words: "p headline all bold, short" is "Bold lines of up to 9 words"."""

from reader.split.signs.likeness import FORM_SIGNS, MIDDLING, OVER_LINES, SHORT

_NOUNS = {
    "p": "paragraphs",
    "li": "list entries",
    "blockquote": "quotations",
    "pre": "blocks of code",
    "tr": "table rows",
    "figcaption": "captions",
}
_LOOKS = {"all bold": "bold", "all em": "italic", "capitals": "capital-letter", "all link": "linked"}
_WITH = {
    "lead bold": "that begin in bold",
    "lead link": "that begin with a link",
    "tail link": "that end with a link",
    "own url": "that are a bare address",
    "deep": "inside other lists",
    "in": "set in from the margin",
}
_MARKS = {"1.": "a number or letter", "[]": "a label in brackets", "emoji": "an emoji"}
_SIZES = {
    "short": f"of up to {SHORT} words",
    "middling": f"of {SHORT + 1} to {MIDDLING} words",
    "long": f"of more than {MIDDLING} words",
}
_BELOW = {
    "its like": "right above another such line",
    "text": "above a longer text",
    "a line": "above a short line",
    "another": "at the end of the issue",
}


def form_in_words(form: str) -> str:
    """Blocks of a form as people would call them, in the plural, without a capital."""
    if form.endswith(OVER_LINES):
        noun, rest = _broad(form.removesuffix(OVER_LINES))
        return f"short {noun.replace('paragraphs', 'lines')} above another short line{_then(rest)}"
    broad, *narrower = form.split(", ")
    noun, rest = _broad(broad)
    return noun + _then([*rest, *filter(None, map(_narrower, narrower))])


def _then(words: list[str]) -> str:
    return f" {', '.join(words)}" if words else ""


def _broad(form: str) -> tuple[str, list[str]]:
    """The noun for blocks of a broad form, and the words that say more of them."""
    tag, _, left = form.partition(" ")
    signs, left = _signs(left)
    looks = [word for sign, word in _LOOKS.items() if sign in signs]
    is_heading = tag[0] == "h" and tag[1:].isdigit()
    noun = "lines" if looks or "headline" in signs else _NOUNS.get(tag, "blocks")
    if tag == "p" and not looks and "headline" not in signs:
        noun = "paragraphs" if signs or left else "plain paragraphs"
    if tag != "p" and not is_heading:
        noun = _NOUNS.get(tag, "blocks")
    if is_heading:
        noun = f"lines set as headings of level {tag[1:]}"
    rest = [word for sign, word in _WITH.items() if sign in signs]
    if left:
        rest.append(f"that begin with {_MARKS.get(left, f'“{left}”')}")
    return " ".join([*looks, noun]), rest


def _signs(left: str) -> tuple[set[str], str]:
    """The signs that a broad form names, and the mark behind them."""
    found: set[str] = set()
    while sign := next((one for one in (*FORM_SIGNS, "deep", "in") if f"{left} ".startswith(f"{one} ")), None):
        found.add(sign)
        left = left[len(sign) + 1 :]
    return found, left


def _narrower(told: str) -> str:
    if told.startswith("right over "):
        return f"right above {form_in_words(told.removeprefix('right over '))}"
    if told.startswith("over "):
        return _BELOW.get(told.removeprefix("over "), "")
    if told.startswith("parted by "):
        return f"with “{told.removeprefix('parted by ')}” near their beginning"
    if told.startswith("ending in "):
        return f"that end with “{told.removeprefix('ending in ')}”"
    return _SIZES.get(told, "")
