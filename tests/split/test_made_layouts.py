"""Issues in layouts B to K, made with other words each time, come back as they were made, whatever the format."""

import importlib.util
import random
import re
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from reading_documents import read_bytes

from reader.core.values.document import Document
from reader.core.values.issues import Issue
from reader.split import split_document

ENDINGS = {"html": ".html", "markdown": ".md", "text": ".txt"}


def _making() -> ModuleType:
    spec = importlib.util.spec_from_file_location("making_layouts", Path(__file__).with_name("making.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


making = _making()


def split(made: object) -> tuple[Document, Issue]:
    document = read_bytes(made.source.encode(), "issue" + ENDINGS[made.format])  # type: ignore[attr-defined]
    return document, split_document(document)


def share(wanted: list[str | None], got: list[str | None]) -> float:
    common = sum((Counter(wanted) & Counter(got)).values())
    return 2 * common / max(1, len(wanted) + len(got))


def letters(texts: list[str | None]) -> Counter[str]:
    return Counter(letter for text in texts if text for letter in re.findall(r"\w", text))


def assert_nothing_lost(document: Document, issue: Issue) -> None:
    texts = [issue.title, issue.subtitle, issue.intro, issue.outro]
    texts += [issue.text[start:end] for start, end in issue.boilerplate]
    for section in issue.sections:
        texts += [section.title, section.intro]
        texts += [issue.text[part.span.start : part.span.end] for item in section.items for part in item.parts]
    assert not letters([document.text]) - letters(texts)


@pytest.mark.parametrize("name", making.PUBLICATIONS)
def test_items_sections_and_addresses_of_every_layout_are_found(name: str) -> None:
    titles, bodies, sections, urls = [], [], [], []
    for seed in range(4):
        made = making.PUBLICATIONS[name](random.Random(seed))
        document, issue = split(made)
        assert_nothing_lost(document, issue)
        titles.append(share([item.title for item in made.items], [item.title for item in issue.items]))
        wanted = [" ".join("".join(item.body).split()) for item in made.items]
        bodies.append(share(wanted, [" ".join(item.body.replace("\n\n", "").split()) for item in issue.items]))
        sections.append(share([heading for heading, _ in made.sections], [section.title for section in issue.sections]))
        wanted_urls = [item.url for item in made.items if item.url]
        urls.append(share(wanted_urls, [item.url for item in issue.items if item.url]) if wanted_urls else 1.0)
    assert min(titles) >= 0.85
    assert sum(titles) / 4 >= 0.95
    assert sum(bodies) / 4 >= 0.85
    assert sum(sections) / 4 >= 0.85
    assert sum(urls) / 4 >= 0.9


@pytest.mark.parametrize("name", ["b headings", "e numbered", "h levels"])
def test_an_issue_has_the_same_titles_as_page_and_as_markdown(name: str) -> None:
    made = making.PUBLICATIONS[name](random.Random(7))
    lines = [f"# {made.title}", ""]
    for heading, items in made.sections:
        lines += [f"## {heading}", ""]
        for item in items:
            lines += [f"### [{item.title}]({item.url})" if item.url else f"### {item.title}", ""]
            lines += [line for paragraph in item.body for line in (paragraph, "")]
    other = making.Made("markdown", "\n".join(lines), made.sections)
    titles = [[item.title for item in split(form)[1].items] for form in (made, other)]
    assert share(*titles) >= 0.97


def test_a_sponsored_item_is_marked_and_the_mark_is_not_text() -> None:
    made = making.PUBLICATIONS["x sponsored"](random.Random(3))
    _, issue = split(made)
    wanted = {item.title: item.is_sponsored for item in made.items}
    found = {item.title: item.kind == "sponsored" for item in issue.items}
    assert found == wanted
    assert not any(item.body.endswith("sponsor") for item in issue.items)


def test_notices_of_a_mail_are_set_aside_and_counted() -> None:
    _, issue = split(making.PUBLICATIONS["f mail"](random.Random(1)))
    aside = " ".join(issue.text[start:end] for start, end in issue.boilerplate)
    for words in ("View this email in your browser", "Unsubscribe", "12 Harbour Street", "LinkedIn"):
        assert words in aside


def test_labels_inside_stories_do_not_open_items() -> None:
    _, issue = split(making.PUBLICATIONS["h stories"](random.Random(5)))
    assert not any((item.title or "").rstrip(":") in ("Why it matters", "Yes, but") for item in issue.items)
    assert "<ul>" in issue.items[0].body_html
    assert "<strong>" in issue.items[0].body_html


def test_what_the_publication_looked_like_before_decides_a_toss_up() -> None:
    from reader.split.choice import choose

    document, issue = split(making.PUBLICATIONS["f mail"](random.Random(2)))
    sure = choose(document, prior=issue.layout)[0].score
    assert sure > choose(document, prior="link blog")[0].score
