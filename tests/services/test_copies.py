"""A whole export comes back: into an empty library as it was, into another one united with what is there."""

import json
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from copied import exported, ids_of, listed, new_library, take_in
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from shares import examples
from store.conftest import build_issue

from reader.core.paths import samples
from reader.core.state.changes import Edit, Field, Origin
from reader.core.state.highlights import COLOURS as MARKERS
from reader.core.state.highlights import MarkPassage
from reader.core.state.joins import JoinWorks, PartItem
from reader.core.state.queries import Query
from reader.core.state.rows import Outcome
from reader.core.state.tags import COLOURS, ColourTag, RenameTag, TagWorks
from reader.core.text.anchors import anchor_of
from reader.core.values.errors import CommandError, NotFound
from reader.core.values.ids import ItemId
from reader.services.imports.import_results import ImportResult
from reader.services.imports.intake import import_bytes, import_paths
from reader.services.worker.parse_worker import ParseWorker
from reader.store import Library, open_library

SEEDS = samples() or Path("seeds")
ARXIV = "https://arxiv.org/abs/1706.03762"
DIGEST = f"""Deep Digest #{{number}}

News

{{first}}

A text about the first thing, long enough to be one that anybody would mark in.

Attention is all there is

By Ann Lee. A paper that more than one issue has, as a twin: see {ARXIV}
"""


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the samples, twins across issues, and an issue that lost items to a second original."""
    path = tmp_path_factory.mktemp("stocked") / "library.db"
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "Links <&>", "feed_url": "https://example.org/feed",
        "items": [
            {"id": f"{n}", "url": url, "title": title, "content_html": f"<p>Text <b>{n}</b></p><ul><li>x</li></ul>"}
            for n, (url, title) in enumerate([(ARXIV, "Attention"), ("https://example.org/a b", "Ünï “c”"), ("", "")])
        ],
    }  # fmt: skip
    mails = [
        f"From: Ann <ann@example.org>\nSubject: Letter {n}\nMessage-ID: <{n}@example.org>\n"
        f"Date: Tue, 2 Jan 2024 03:04:05 +0000\nList-Id: <letters.example.org>\n\n"
        + DIGEST.format(number=n, first=f"A paper again {n}")
        for n in (1, 2)
    ]
    library = open_library(path)
    import_paths(library, [SEEDS])
    with ParseWorker() as worker:
        import_bytes(library, json.dumps(feed).encode(), "feed.json", worker=worker)
        for number, mail in enumerate(mails):
            import_bytes(library, mail.encode(), f"{number}.eml", worker=worker)
    library.close()
    return path


def told(results: list[ImportResult]) -> str:
    """What became of an import, in lines."""
    return "\n".join(result.told for result in results)


class Acts:
    """What a person does to a library, chosen by numbers."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.reader = library.reader()
        self.ids = list(ids_of(library))

    def do(self, act: str, number: int, other: int, text: str) -> None:
        """Do one act; what cannot be done is left."""
        item = self.ids[number % len(self.ids)]
        row = self.reader.rows([item])[0]
        twin = self.reader.rows([self.ids[other % len(self.ids)]])[0]
        wish: Any = {
            "star": Edit(Field.STARRED, (row.work_id,), bool(other % 3)),
            "read": Edit(Field.READ, (item,), bool(other % 3)),
            "later": Edit(Field.LATER, (item,), bool(other % 3)),
            "done": Edit(Field.DONE, (item,), bool(other % 3)),
            "title": Edit(Field.TITLE, (item,), text or None),
            "note": Edit(Field.NOTE, (row.work_id,), text),
            "year": Edit(Field.WORK_YEAR, (row.work_id,), text or None),
            "authors": Edit(Field.WORK_AUTHORS, (row.work_id,), text or None),
            "work title": Edit(Field.WORK_TITLE, (row.work_id,), text or None),
            "tag": TagWorks((row.work_id, twin.work_id), (text, f"{text}/in")),
            "untag": TagWorks((row.work_id,), (text,), is_set=False),
            "rename": RenameTag(text, f"{text}2"),
            "colour": ColourTag(text, COLOURS[other % len(COLOURS)]),
            "join": JoinWorks((row.work_id, twin.work_id)),
            "part": PartItem(item),
            "remove": Edit(Field.ISSUE_REMOVED, (row.issue_id,), bool(other % 2)),
            "mark": self._mark(item, other),
        }[act]
        if wish is None:
            return
        with suppress(CommandError, NotFound):
            self.library.change([wish], origin=Origin.WINDOW, label=act).result(30)

    def _mark(self, item: ItemId, other: int) -> MarkPassage | None:
        body = self.reader.detail(item).body
        if len(body) < 2:
            return None
        start = other % (len(body) - 1)
        return MarkPassage(item, anchor_of(body, start, min(len(body), start + 9)), MARKERS[other % len(MARKERS)])

    def close(self) -> None:
        self.reader.close()


KINDS = (
    "star", "read", "later", "done", "title", "note", "note", "year", "authors", "work title", "tag", "tag", "untag",
    "rename", "colour", "join", "part", "remove", "mark", "mark",
)  # fmt: skip
ACTS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, 120),
        st.integers(0, 400),
        st.one_of(st.sampled_from(["vision", "ML", "ml/x", "zwei  wörter"]), st.text(max_size=20)),
    ),
    max_size=25,
)


@pytest.mark.slow
@settings(max_examples=examples(12, fewest=3), suppress_health_check=[HealthCheck.too_slow])
@given(acts=ACTS, chosen=st.one_of(st.none(), st.sets(st.integers(0, 120))))
@example(acts=[("note", 3, 0, "\ufeff\u202e[x](y)\r\n\x00 𝒳\ud800\n\n---\n\n")], chosen=None)
@example(acts=[("tag", 0, 1, "ML/vision"), ("colour", 0, 4, "ML"), ("rename", 0, 0, "ML/vision")], chosen={0, 1, 2})
@example(acts=[("join", 1, 2, ""), ("mark", 1, 5, "")], chosen={2, 3})
@example(acts=[("join", 1, 90, ""), ("star", 1, 1, ""), ("mark", 1, 5, ""), ("part", 90, 0, "")], chosen=None)
def test_it_comes_back_with_the_same_bytes(stocked: Path, acts: list[Any], chosen: set[int] | None) -> None:
    with tempfile.TemporaryDirectory() as folder, new_library() as empty:
        path = Path(shutil.copy(stocked, Path(folder, "library.db")))
        with new_library(path) as library:
            person = Acts(library)
            for act in acts:
                person.do(*act)
            person.close()
            every = ids_of(library)
            ids = every if chosen is None else [id for place, id in enumerate(every) if place in chosen]
            first = exported(library, ids)
            shown = listed(library)
        if not ids:
            assert first == b"[]\n"
            return
        results = take_in(empty, first)
        assert {result.stored and result.stored.outcome for result in results} == {Outcome.STORED}, told(results)
        assert exported(empty) == first
        assert empty.check() == []
        if chosen is None:
            assert listed(empty) == shown
        again = take_in(empty, first)
        assert {result.stored and result.stored.outcome for result in again} == {Outcome.ALREADY_THERE}, told(again)
        assert exported(empty) == first


def test_two_partial_exports_make_the_whole(stocked: Path) -> None:
    with new_library(stocked) as library, new_library() as empty:
        ids = ids_of(library)
        whole = exported(library)
        take_in(empty, exported(library, ids[::2]))
        take_in(empty, exported(library, ids[1::2]))
        assert [item["key"] for item in json.loads(exported(empty))] == [item["key"] for item in json.loads(whole)]
        assert listed(empty) == listed(library)
        assert empty.check() == []


def test_what_is_no_longer_split_out_comes_along_while_it_is_kept() -> None:
    gone = ("Gone soon", "Words that the second edition of this issue does not have any more at all.")
    stays = ("Stays", "These are the words of the item that stays in both of the editions.")
    more = ("More", "A far longer text that makes the second edition the richer one of both, with many words more.")
    with new_library() as library, new_library() as empty:
        library.store(*build_issue(7, sections=[("News", [gone, stays])])).result(30)
        work = Acts(library)
        work.do("star", 0, 1, "")
        work.do("mark", 0, 4, "")
        work.close()
        library.store(*build_issue(7, sections=[("Other", [stays, more])], name="again.txt")).result(30)
        assert [item["title"] for item in listed(library)] == ["Stays", "More", "Gone soon"]
        data = exported(library)
        take_in(empty, data)
        assert exported(empty) == data
        assert listed(empty) == listed(library)
        assert empty.check() == []
        reader = empty.reader()
        assert len(reader.listing(Query()).ids) == 2
        reader.close()
