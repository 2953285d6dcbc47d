"""Nothing is lost in any format: the words in are the words in fields and boilerplate."""

import random
from collections import Counter

import pytest
from documents.rendering import FORMATS, LAYOUTS, Letter, Rendered, Story, words
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from shares import examples
from split import making

from reader.core.values.issues import Issue, Role
from reader.services.worker.parsing import Parsed, parse_all_bytes

# What formats and layouts could take for markup, and what boilerplate and headings are told by.
SIGNS = (
    "C++|AT&T|2 < 3|a_b_c|*starred*|#tag|e-mail|50 %|“quoted”|<b>|&amp;|x.y|[1]|(see|below)|1984.|—|> said"
    "|- dash|1. first|`code`|~~gone~~|---|--boundary|=3D|]]>"
).split("|")
PHRASES = (
    "plain|naïve|日本語|don’t|Straße|Ωμέγα|Abstract:|Sponsored|Read more|Unsubscribe|Learning|Deep|papers|is it?"
    "|networks.|We present a method.|It works well, and more|From here"
).split("|")
texts = st.lists(st.sampled_from([*SIGNS, *PHRASES, "|a|b|"]), max_size=14).map(
    lambda found: " ".join(("Word", *found))
)
stories = st.builds(
    Story,
    title=texts,
    paragraphs=st.lists(texts, min_size=1, max_size=3).map(tuple),
    byline=st.sampled_from(("", "by Ada Nwosu", "Jon Brandt and Mira Castellan")),
)
sections = st.tuples(
    st.sampled_from(("", "Papers", "Industry", "Odds & ends")), st.lists(stories, min_size=1, max_size=5).map(tuple)
)
letters = st.builds(Letter, texts, texts, st.lists(sections, min_size=1, max_size=3).map(tuple), texts)


def kept(parsed: Parsed) -> Counter[str]:
    """The words of the fields and markers (a number before a title is one), and of what was set aside."""
    issue = parsed.issue
    assert issue is not None, parsed.reason
    found = [issue.title, issue.subtitle, issue.intro, issue.outro]
    found += [section.intro for section in issue.sections]
    found += [section.title for section in issue.sections if section.span is None]
    spans = [section.span for section in issue.sections if section.span is not None]
    spans += [part.span for item in issue.items for part in item.parts] + list(issue.boilerplate)
    return words(" ".join([*filter(None, found), *(issue.text[start:end] for start, end in spans)]))


def assert_items_show_their_words(issue: Issue) -> None:
    for item in issue.items:
        said = {
            role: words(" ".join(issue.text[p.span.start : p.span.end] for p in item.parts if p.role is role))
            for role in Role
        }
        if said[Role.TITLE]:
            assert words(item.title or "") == said[Role.TITLE]
        assert words(item.body) == said[Role.BODY]
        assert words(LexborHTMLParser(item.body_html or "<p></p>").text(separator=" ")) == said[Role.BODY]


def assert_nothing_lost(rendered: Rendered) -> None:
    found: Counter[str] = Counter()
    for parsed in parse_all_bytes(rendered.data, rendered.name):
        found += kept(parsed)
        assert parsed.issue is not None
        assert_items_show_their_words(parsed.issue)
    assert not rendered.seen - found, "lost"
    assert not found - rendered.seen - rendered.metadata, "invented, or seen by nobody"


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=examples(25), deadline=None)
@given(letter=letters, layout=st.sampled_from(LAYOUTS))
def test_every_word_that_is_seen_is_in_a_field_or_set_aside(form: str, letter: Letter, layout: str) -> None:
    assert_nothing_lost(FORMATS[form](letter, layout))


def made_letter(seed: int) -> Letter:
    rng = random.Random(seed)
    made = making.sections(rng, paragraphs=rng.randint(1, 2))
    told = tuple(
        (name, tuple(Story(item.title, tuple(item.body), item.url, item.byline) for item in items))
        for name, items in made
    )
    return Letter(f"Tarn Digest #{rng.randint(2, 400)}", making.text(rng), told, "Thanks for reading!")


def titles(rendered: Rendered) -> Counter[str | None]:
    return Counter(
        item.title
        for parsed in parse_all_bytes(rendered.data, rendered.name)
        if parsed.issue
        for item in parsed.issue.items
    )


@pytest.mark.parametrize("layout", ["headings", "bold", "list"])
def test_one_issue_has_the_same_titles_as_text_markdown_page_and_mail(layout: str) -> None:
    same = total = 0
    for seed in range(8):
        letter = made_letter(seed)
        wanted = Counter(story.title for story in letter.stories)
        found = [titles(FORMATS[form](letter, layout)) for form in ("text", "Markdown", "HTML page", "multipart mail")]
        for one in [*found, wanted]:
            same += sum((one & found[0]).values())
            total += max(one.total(), found[0].total())
    assert same >= 0.97 * total
