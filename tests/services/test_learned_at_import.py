"""What was corrected in one issue of a publication counts for those that come later, and in no other publication."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from reading_documents import read_bytes
from shares import some_of
from taught_mails import CALL, HARBOUR, QUAY, SET_ASIDE, mail, titles

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.profiles import Fact, Profile, Sort
from reader.core.state.changes import Origin
from reader.core.state.queries import Query, Within
from reader.core.values.ids import IssueId
from reader.core.values.own_facts import own_fact
from reader.core.values.publications import PublicationKey
from reader.services.imports.intake import import_bytes, import_paths
from reader.services.items.item_json import item_json
from reader.services.machine.user_library import open_library
from reader.services.splits import knowledge
from reader.services.splits.batch import resplit_issues
from reader.services.splits.corrected_splits import correct
from reader.services.splits.desk import Desk
from reader.services.splits.knowledge import open_knowledge
from reader.services.splits.preview import preview_elsewhere
from reader.services.splits.profile_acts import forget_profile, write_profile
from reader.services.worker.bounds import Parse, parse_within_bounds
from reader.services.worker.parse_worker import FACTS, ParseWorker
from reader.services.worker.parsing import parse_all
from reader.split import Known, Question, learn, observe

BOTH = (PublicationKey(list_id=HARBOUR), PublicationKey(list_id=QUAY))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Any]:
    library = open_library(tmp_path / "library.db")
    yield library
    library.close()


@pytest.fixture(scope="module")
def worker() -> Iterator[ParseWorker]:
    with ParseWorker() as worker:
        yield worker


def bring(library: Any, number: int, worker: ParseWorker, list_id: str = HARBOUR) -> IssueId:
    (result,) = import_bytes(library, mail(number, list_id), f"{number}.eml", worker=worker)
    assert result.stored, result.told
    return result.stored.issue_id


def mend(library: Any, issue: IssueId, worker: ParseWorker) -> None:
    with closing(library.reader()) as reader:
        correct(Desk(library, reader, worker), issue, [SET_ASIDE], origin=Origin.WINDOW)


def stored(library: Any, issue: IssueId) -> list[str | None]:
    with closing(library.reader()) as reader:
        return [row.title for row in reader.rows(reader.listing(Query((Within(issue=issue),))).ids)]


def with_call(number: int) -> list[str]:
    return [*titles(number)[:2], CALL, *titles(number)[2:]]


@pytest.mark.parametrize("parser", ["here", "worker", "bounded"])
def test_what_comes_later_is_split_as_was_corrected_until_that_is_undone(
    library: Any, tmp_path: Path, worker: ParseWorker, parser: str
) -> None:
    parsers: dict[str, Parse] = {"here": parse_all, "worker": worker.parse, "bounded": parse_within_bounds(worker)}

    def come(number: int, list_id: str = HARBOUR) -> list[str | None]:
        file = tmp_path / f"{number} {list_id}.eml"
        file.write_bytes(mail(number, list_id))
        (result,) = import_paths(library, [file], parse=parsers[parser])
        assert result.stored, result.told
        return stored(library, result.stored.issue_id)

    first = bring(library, 1, worker)
    assert come(2) == with_call(2)
    mend(library, first, worker)
    assert stored(library, first) == titles(1)
    assert come(3) == titles(3)
    assert come(4, QUAY) == with_call(4), "another publication"
    library.undo(origins={Origin.WINDOW}).result()
    assert come(5) == with_call(5)


def test_what_was_forgotten_is_not_foreseen_with_a_later_correction(library: Any, worker: ParseWorker) -> None:
    first, second = bring(library, 1, worker), bring(library, 2, worker)
    mend(library, first, worker)
    later = Correction(Act.ITEM_TITLE, titles(1)[0], 0, "Another title")
    with closing(library.reader()) as reader:
        desk = Desk(library, reader, worker)
        assert preview_elsewhere(desk, first, [later], [second])
        publication = reader.issue(first).publication_id
        library.change(forget_profile(publication).wishes, origin=Origin.WINDOW, label="Forget").result()
        assert preview_elsewhere(desk, first, [later], [second]) == []
        assert desk.corrections(first) == (SET_ASIDE,)
    library.undo(origins={Origin.WINDOW}).result()
    assert stored(library, bring(library, 3, worker)) == titles(3)


def test_what_is_written_counts_at_the_next_import_where_nothing_was_corrected(
    library: Any, worker: ParseWorker
) -> None:
    with closing(library.reader()) as reader:
        publication = reader.issue(bring(library, 1, worker)).publication_id
    act = write_profile(publication, (), (), add=[own_fact("boilerplate", CALL)])
    library.change(act.wishes, origin=Origin.WINDOW, label=act.label).result()
    assert stored(library, bring(library, 2, worker)) == titles(2)
    assert stored(library, bring(library, 3, worker, QUAY)) == with_call(3)
    library.undo(origins={Origin.WINDOW}).result()
    assert stored(library, bring(library, 4, worker)) == with_call(4)


def test_within_one_import_what_is_learned_is_learned_once_and_again_after_an_undo(
    library: Any, worker: ParseWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        mend(library, bring(library, number, worker), worker)
    learned: list[object] = []
    profile = Desk.profile

    def counted(desk: Desk, publication: Any) -> Profile:
        learned.append(publication)
        return profile(desk, publication)

    monkeypatch.setattr(Desk, "profile", counted)
    with open_knowledge(library) as knows:
        ask = knows.of
        question = Question(BOTH[0], is_guess=False)
        known = ask(question)
        assert known.profile is not None
        assert known.profile.corrections == 2
        bring(library, 3, worker)
        learned.clear()
        assert ask(question) == known
        assert learned == [], "another issue came in"
        library.undo(origins={Origin.WINDOW}).result()
        left = ask(question).profile
        assert left is not None
        assert left.corrections == 1
        library.undo(origins={Origin.WINDOW}).result()
        assert ask(question) == Known()
        library.redo(origins={Origin.WINDOW}).result()
        assert ask(question).profile == left


def test_where_nothing_was_corrected_no_desk_is_opened(
    library: Any, worker: ParseWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object) -> Any:
        raise AssertionError(arguments)

    mend(library, bring(library, 1, worker), worker)
    monkeypatch.setattr(knowledge.Knowledge, "_opened_desk", refuse)
    for number in (1, 2):
        assert stored(library, bring(library, number, worker, QUAY)) == with_call(number)


def test_of_a_very_long_profile_what_was_taught_goes_to_the_worker(tmp_path: Path, worker: ParseWorker) -> None:
    taught = learn([observe(read_bytes(mail(1), "1.eml"), [SET_ASIDE])]).facts
    facts = tuple(Fact(f"marker:{number}", Sort.MARKER, f"no {number}") for number in range(FACTS + 1))
    file = tmp_path / "1.eml"
    file.write_bytes(mail(1))
    (parsed,) = worker.parse(file, lambda question: Known(profile=Profile((*facts, *taught), 2, 1)))
    assert parsed.issue is not None
    assert [item.title for item in parsed.issue.items] == titles(1)


def richer(number: int = 1) -> bytes:
    """The issue with one more story."""
    story = f"<h3>Late in the evening a swan came</h3><p>It stayed all {'night and all ' * 9}morning.</p></body>"
    return mail(number).replace(b"</body>", story.encode())


def test_what_was_corrected_counts_in_a_richer_original_too(library: Any, worker: ParseWorker) -> None:
    first = bring(library, 1, worker)
    with closing(library.reader()) as reader:
        typed = Correction(Act.ITEM_TITLE, titles(1)[1], value="The dredger")
        correct(Desk(library, reader, worker), first, [SET_ASIDE, typed], origin=Origin.WINDOW)
    before = stored(library, first)
    assert before == [titles(1)[0], "The dredger", *titles(1)[2:]]
    (result,) = import_bytes(library, richer(), "richer.eml", worker=worker)
    assert result.told == "richer.eml: second original, 5 items"
    assert stored(library, first) == [*before, "Late in the evening a swan came"]
    assert library.check() == []


def test_undoing_a_correction_leaves_a_richer_original_that_came_since_where_it_is(
    library: Any, worker: ParseWorker
) -> None:
    first = bring(library, 1, worker)
    mend(library, first, worker)
    import_bytes(library, richer(), "richer.eml", worker=worker)
    undone = library.undo(origins={Origin.WINDOW}).result()
    assert undone.kept == 1, "it is told that the split was changed since"
    with closing(library.reader()) as reader:
        assert reader.original(first).name == "richer.eml"
        assert reader.corrections(first) == ()
        assert "Late in the evening a swan came" in stored(library, first)
        resplit_issues(Desk(library, reader, worker), [first], origin=Origin.WINDOW)
    assert stored(library, first) == [*with_call(1), "Late in the evening a swan came"]
    assert library.check() == []


NUMBERS = (1, 2, 3, 4)
CORRECTED = 3


def whole(path: Path, order: tuple[int, ...], worker: ParseWorker, resplit: Callable[[Desk], object]) -> str:
    """What a library holds after its issues came in this order, one of them corrected as soon as it was there."""
    library = open_library(path)
    try:
        for number in order:
            issue = bring(library, number, worker)
            if number == CORRECTED:
                mend(library, issue, worker)
        with closing(library.reader()) as reader:
            resplit(Desk(library, reader, worker))
            items = [item_json(reader.detail(item)) for item in reader.listing(Query()).ids]
    finally:
        library.close()
    return json.dumps([{key: one[key] for key in one if key not in ("id", "key", "issue_id")} for one in items])


@pytest.mark.slow
def test_the_order_in_which_issues_came_does_not_matter_after_splitting_all_again(
    tmp_path: Path, worker: ParseWorker
) -> None:
    def resplit(desk: Desk) -> None:
        resplit_issues(desk, desk.reader.issue_ids(), origin=Origin.CLI)

    orders = some_of(permutations(NUMBERS))
    found = {whole(tmp_path / f"{order}.db", order, worker, resplit) for order in orders}
    assert len(found) == 1
    assert CALL not in found.pop()
    left = whole(tmp_path / "left.db", orders[0], worker, lambda desk: None)
    assert CALL in left, "those that came before are as they were until they are split again"
