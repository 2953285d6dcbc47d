"""Archives: their newsletters are read by name, and what lies about its size is not opened."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from reading_documents import read_bytes_all

from reader.core.values.errors import DocumentError
from reader.services.worker.parsing import parse_all_bytes


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def test_its_newsletters_are_documents_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = archive(
        **{
            "../../evil.txt": b"Some words.",
            "a/b.md": b"# Head\n\nText.",
            "picture.png": b"\x89PNG",
            "__MACOSX/._b.md": b"x",
            "data.json": b'{"a": 1}',
        }
    )
    names = [document.name for document in read_bytes_all(data, "x.zip")]
    assert names == ["x.zip, ../../evil.txt", "x.zip, a/b.md"]
    assert list(tmp_path.iterdir()) == []


def test_an_export_of_posts_has_its_titles_from_the_table_beside_them() -> None:
    rows = b"post_id,post_date,is_published,title,type\n1.one,2024-01-02,true,Kept title,newsletter\n"
    (document,) = read_bytes_all(archive(**{"posts.csv": rows, "posts/1.one.html": b"<p>ok</p>"}), "x.zip")
    assert [block.text for block in document.blocks] == ["Kept title", "ok"]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: archive(**{f"{number}.txt": b"" for number in range(10_001)}), "more than 10,000 files"),
        (lambda: archive(**{"a.txt": b" " * 30_000_000}), "packed more than 100 times"),
        (lambda: archive(**{"a.txt": b"words"})[:-30], "damaged"),
        (lambda: archive(**{"a.png": b"x"}), "holds no newsletters"),
        (lambda: archive(**{"in.zip": archive(**{"a.txt": b"x"})}), "archive inside an archive"),
    ],
)
def test_what_breaks_the_limits_is_refused(make: Callable[[], bytes], words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        list(read_bytes_all(make(), "x.zip"))


def stored_archive(**members: bytes) -> bytearray:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    return bytearray(out.getvalue())


THREE = {"a.txt": b"Words of a.", "b.txt": b"Words of b.", "c.txt": b"Words of c."}


def damaged() -> bytes:
    return bytes(stored_archive(**THREE).replace(b"of b.", b"of X."))


def protected() -> bytes:
    data = stored_archive(**THREE)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature, data.index(signature) + 1) + flags] |= 1
    return bytes(data)


def overlong() -> bytes:
    return bytes(stored_archive(**{**THREE, "b.txt": b"Words of b. " * 4_500_000}))


@pytest.mark.parametrize(
    ("make", "words"),
    [(damaged, "damaged or protected"), (protected, "damaged or protected"), (overlong, "larger than 50 MB")],
)
def test_a_member_that_cannot_be_read_costs_no_other(make: Callable[[], bytes], words: str) -> None:
    first, second, third = parse_all_bytes(make(), "x.zip")
    assert [one.document is not None for one in (first, second, third)] == [True, False, True]
    assert "b.txt" in (second.reason or "")
    assert words in (second.reason or "")


def test_a_damaged_table_of_titles_costs_only_the_titles() -> None:
    data = stored_archive(**{"posts.csv": b"post_id,title\n1.one,Kept title\n", "posts/1.one.html": b"<p>ok</p>"})
    (document,) = read_bytes_all(bytes(data.replace(b"Kept", b"Lost")), "x.zip")
    assert [block.text for block in document.blocks] == ["ok"]
