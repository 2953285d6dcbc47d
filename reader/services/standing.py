"""By what the split of an issue that is shown was made: what is said of the issue now changes that, and nothing else.

What a publication's issues teach grows with every issue and correction. An issue that was split before goes by it only
when it is split again; so a correction is carried out with what was known when the shown split was made.
"""

from collections.abc import Iterator

from reader.core.revision.profiles import Profile
from reader.core.state.changes import Changes, Field
from reader.core.values.ids import IssueId
from reader.services.teaching import Desk


def standing_profile(desk: Desk, issue: IssueId) -> Profile:
    """The profile by which an issue is split as it is shown; what is known now where none of those tried gives that.

    DocumentError: the issue cannot be read any more.
    """
    basis = desk.reader.split_basis(issue)
    known = desk.standing.get(issue)
    if known is not None and known[0] == basis:
        return known[1]
    found = next((profile for profile in _tried(desk, issue) if _is_shown(desk, issue, profile)), None)
    if found is None:
        found = desk.profile(desk.reader.issue(issue).publication_id)
    desk.standing[issue] = basis, found
    return found


def keep_standing(desk: Desk, issue: IssueId, profile: Profile, changes: Changes) -> None:
    """Remember that the split that these changes show was made by a profile, unless another is shown by now."""
    basis = desk.reader.split_basis(issue)
    if any(one.field is Field.ISSUE_SPLIT and one.new == str(basis.version) for one in changes.changes):
        desk.standing[issue] = basis, profile


def _tried(desk: Desk, issue: IssueId) -> Iterator[Profile]:
    """What is known now; that without what this issue taught; without what any issue taught; nothing at all."""
    publication = desk.reader.issue(issue).publication_id
    known = desk.profile(publication)
    yield known
    if desk.lessons(issue):
        yield desk.profile_with(publication, issue, ())
    if any(fact.is_taught for fact in known.facts):
        yield Profile(tuple(fact for fact in known.facts if not fact.is_taught))
    if known.facts:
        yield Profile()


def _is_shown(desk: Desk, issue: IssueId, profile: Profile) -> bool:
    split = desk.split(issue, profile, desk.corrections(issue))
    return desk.library.foresee_split(issue, desk.document(issue), split).difference.is_none
