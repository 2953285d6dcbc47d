"""Splits a document by what is known of its publication: the profile that was learned, and the layout of its issues."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reader.core.revision.corrections import Correction
from reader.core.revision.profiles import Profile
from reader.core.text.clean import clean_title
from reader.core.values.document import Document
from reader.core.values.issues import Issue
from reader.core.values.publications import PublicationKey, publication_key
from reader.split.letters import split_issue
from reader.split.opened import Opened
from reader.split.splitting import SPLITTER_VERSION


@dataclass(frozen=True, slots=True)
class Known:
    """The knowledge of a publication before another issue of it is split.

    ``layout`` is the one that its issues were in so far, ``profile`` what was learned where something was corrected.
    """

    layout: str | None = None
    profile: Profile | None = None


NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True)
class Question:
    """Asks for what is known of a publication; ``is_guess``: the layout of its new issue is a guess so far."""

    publication: PublicationKey
    is_guess: bool


Before = Callable[[Question], Known]
"""Answers with what is known of a publication: its profile, and its layout where the profile or a guess may need it."""


def nothing_before(question: Question) -> Known:
    """Answer without a library: nothing is known of any publication, and nothing is noted of it."""
    return NOTHING_KNOWN


def split_known(
    document: Document | Opened,
    before: Before = nothing_before,
    *,
    profile: Profile | None = None,
    corrections: Sequence[Correction] = (),
) -> Issue:
    """The issue of a document, split by what ``before`` answers of the publication that the document names.

    Its profile is used, and, where the layout is a guess, the layout that its issues were in. A ``profile`` that is
    given is used instead; ``corrections`` are obeyed. Bodies are not sanitised.
    """
    opened = Opened.of(document)

    def attempt(prior: str | None, profile: Profile | None) -> Issue:
        issue = split_issue(opened, prior=prior, profile=profile, corrections=corrections)
        return _named(issue, opened.document)

    issue = attempt(None, profile)
    publication = publication_key(opened.document, issue)
    name = issue.publication
    known = before(Question(publication, issue.is_guess)) if publication.is_known else NOTHING_KNOWN
    if profile is None and known.profile is not None:
        profile = known.profile
        issue = attempt(None, profile)
    if issue.is_guess and known.layout is not None:
        issue = attempt(known.layout, profile)
    # What was asked for by that name is stored under it, whatever the profile makes of the title.
    return replace(issue, publication=name, split_by=SPLITTER_VERSION)


def _named(issue: Issue, document: Document) -> Issue:
    """A mail from no named sender is of its address; an issue that is one item without a title bears the document's."""
    issue = replace(issue, publication=issue.publication or (document.author if document.format == "eml" else None))
    if not document.title or len(issue.items) != 1 or issue.items[0].title is not None:
        return issue
    title = clean_title(document.title) or None
    sections = tuple(
        replace(section, items=tuple(replace(item, title=title) for item in section.items))
        for section in issue.sections
    )
    return replace(issue, sections=sections)
