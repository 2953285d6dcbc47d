"""The basis of a shown split: the profile it was made with, and whether results worked out from it still hold.

What a publication's issues teach grows with every issue and correction. An issue that was split before goes by it only
when it is split again; so a correction is carried out with the profile that the shown split was made with.
"""

from collections.abc import Callable, Iterator
from typing import TypeVar

from reader.core.revision.profiles import Profile
from reader.core.state.changes import Changes, Field
from reader.core.values.errors import SplitOvertaken
from reader.core.values.ids import IssueId
from reader.services.splits.desk import Desk

T = TypeVar("T")
_TRIES = 5


def shown_profile(desk: Desk, issue: IssueId) -> Profile:
    """Find the profile that the shown split was made with; where none of those tried gives it, the present one.

    DocumentError: the issue cannot be read any more.
    """
    basis = desk.reader.split_basis(issue)
    known = desk.shown_by.get(issue)
    if known is not None and known[0] == basis:
        return known[1]
    tried = (profile for profile in _tried(desk, issue) if desk.foresee(issue, profile).difference.is_none)
    found = next(tried, None) or desk.profile(desk.reader.issue(issue).publication_id)
    desk.shown_by[issue] = basis, found
    return found


def keep_shown_profile(desk: Desk, issue: IssueId, profile: Profile, changes: Changes) -> None:
    """Remember the profile that these changes' split was made with, unless another split is shown by now."""
    basis = desk.reader.split_basis(issue)
    if any(one.field is Field.ISSUE_SPLIT and one.new == str(basis.version) for one in changes.changes):
        desk.shown_by[issue] = basis, profile


def insist(write: Callable[[], T]) -> T:
    """Work out a split and write it, again where its basis changed meanwhile. SplitOvertaken: it did every time."""
    for _ in range(_TRIES - 1):
        try:
            return write()
        except SplitOvertaken:
            continue
    return write()


def _tried(desk: Desk, issue: IssueId) -> Iterator[Profile]:
    """Give the present profile; that without what this issue taught; without what any issue taught; an empty one."""
    publication = desk.reader.issue(issue).publication_id
    known = desk.profile(publication)
    yield known
    if desk.lessons(issue):
        yield desk.profile_with(publication, issue, ())
    if any(fact.is_taught for fact in known.facts):
        yield Profile(tuple(fact for fact in known.facts if not fact.is_taught))
    if known.facts:
        yield Profile()
