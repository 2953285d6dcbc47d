"""Odd and hostile files of other projects, read where they are: what they hold is shown, or refused in one sentence."""

import html
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.core.paths import samples
from reader.core.values.errors import DocumentError
from reader.services.worker.parse_worker import ParseWorker
from reader.services.worker.parsing import Parsed, parse_all

VECTORS = (samples() or Path.cwd() / "seeds").parent.parent / "shared" / "vectors"
# So many of each kind, spread over all of them, keep this quick.
SOME = 40
# The address it wants to be kept stands in a header of the reply that the file came in, not in the file.
NOT_IN_THE_FILE = frozenset({"kurtmckee+feedparser/wellformed/base/http_item_link_base_content_location.xml"})

pytestmark = pytest.mark.skipif(not VECTORS.is_dir(), reason="the shared vectors are not beside the checkout")


def rows(kind: str) -> Iterator[Any]:
    if not (VECTORS / kind / "vectors.jsonl").exists():
        return
    lines = (VECTORS / kind / "vectors.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines[:: max(1, len(lines) // SOME)]:
        row = json.loads(line)
        if row["id"] not in NOT_IN_THE_FILE:
            yield pytest.param(row, id=row["id"])


def shown(results: list[Parsed]) -> str:
    parts: list[str | None] = []
    for one in results:
        parts += [text for feed in one.subscriptions for text in (feed.title, feed.address)]
        if one.issue:
            parts += [one.issue.title, one.issue.publication]
            parts += [text for item in one.issue.items for text in (item.title, item.url, item.author, item.body_html)]
    return " ".join(filter(None, parts))


def plain(text: str) -> str:
    return "".join(html.unescape(re.sub(r"<[^>]*>", " ", html.unescape(text))).split()).casefold()


def holds(text: str, kept: str) -> bool:
    """Whether a text is shown, tags and spacing aside (what looks like a tag may be text, and the other way round)."""
    once = "".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split()).casefold()
    return plain(kept) in plain(text) or plain(kept) in once or "".join(kept.split()).casefold() in once


@pytest.mark.parametrize("row", [row for kind in ("mail", "feeds", "opml", "html_files") for row in rows(kind)])
def test_nothing_is_lost_and_nothing_active_is_kept(row: Any) -> None:
    sys.path.insert(0, str(VECTORS))
    try:
        from audit import audit  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(VECTORS))
    try:
        results = list(parse_all(VECTORS / row["file"]))
    except DocumentError as error:
        results = [Parsed(0, "", reason=str(error))]
    text = shown(results)
    for kept in row["keep"]:
        assert holds(text, kept["value"]), [one.reason for one in results]
    for one in results:
        assert one.reason is None or ("\n" not in one.reason and "unexpected" not in one.reason)
        for item in one.issue.items if one.issue else ():
            assert audit(item.body_html)[0] == []


def test_bombs_are_read_or_refused_within_the_limits(tmp_path: Path) -> None:
    subprocess.run([sys.executable, VECTORS / "make_bombs.py", tmp_path], check=True, timeout=60, capture_output=True)
    bombs = sorted(tmp_path.iterdir())
    assert bombs
    with ParseWorker() as worker:
        for bomb in bombs:
            try:
                reasons = [one.reason or "" for one in worker.parse(bomb)]
            except DocumentError as error:
                reasons = [str(error)]
            for sign in ("took more than", "read safely", "too much memory", "too deeply", "unexpected", "\n"):
                assert sign not in " ".join(reasons), bomb.name
