"""Archives: their newsletters are read by name, and what lies about its size is not opened."""

import io
import zipfile
from pathlib import Path

import pytest

from reader.core.errors import DocumentError
from reader.documents import read_bytes_all


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
    ("data", "words"),
    [
        (archive(**{f"{number}.txt": b"" for number in range(10_001)}), "more than 10,000 files"),
        (archive(**{"a.txt": b" " * 30_000_000}), "packed more than 100 times"),
        (archive(**{"a.txt": b"words"})[:-30], "damaged"),
        (archive(**{"a.png": b"x"}), "holds no newsletters"),
        (archive(**{"in.zip": archive(**{"a.txt": b"x"})}), "archive in an archive"),
    ],
)
def test_what_breaks_the_limits_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        list(read_bytes_all(data, "x.zip"))
