"""Only plain web and mail addresses may be opened, and what is shown is where they lead."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.text.links import display_host, is_safe_link, why_unsafe

VECTORS = Path(__file__).parents[3] / "shared" / "vectors" / "urls" / "vectors.jsonl"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org/",
        "HTTPS://EXAMPLE.ORG/Path",
        "https://example.org:8080/a?b=c#d",
        "https://example.org/@user/post",
        "https://example.org/?mail=a@b.org",
        "https://[::1]/",
        "https://bücher.example/straße",
        "https://example.org/a%20b",
        "mailto:a@example.org",
        "mailto:a@example.org?subject=Hello%20there&body=one%0D%0Atwo",
    ],
)
def test_plain_addresses_are_opened(url: str) -> None:
    assert why_unsafe(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "file:///etc/passwd",
        "/etc/passwd",
        "//example.org/x",
        "\\\\server\\share",
        "https:\\\\example.org",
        "https://example.org/a\\b",
        "https://good.example\\@evil.example/",
        "ftp://example.org/",
        "data:text/html,x",
        "tel:123",
        "https://",
        "https:///x",
        "https://:80/",
        "https://.",
        "https://a..b/",
        "https://exa mple.org/",
        "https://ex%61mple.org/",
        "https://example.org:99999/",
        "https://example.org:port/",
        "https://[::1/",
        "https://[evil]/",
        "https://user@example.org/",
        "https://user:secret@example.org/",
        "https://@example.org/",
        " https://example.org/",
        "https://example.org/\u202egpj.exe",
        "https://example.org/\u200b",
        "https://example.org/\u00a0x",
        "https://example.org/\x00",
        "https://example.org/\ud800",
        "https://exam\u2024ple.org\u2044x/",
        "https://example.org/" + "x" * 8000,
        "mailto:",
        "mailto:@",
        "mailto://a@example.org",
        "mailto:a@example.org?attach=/etc/passwd",
        "mailto:a@example.org?ATTACHMENT=/etc/passwd",
        "mailto:a@example.org?%61ttach=/etc/passwd",
        "mailto:a@example.org?subject=x&attach=/etc/passwd",
        "mailto:a@example.org?subject=x%0D%0ABcc:%20b@example.org",
        "mailto:a@example.org%0ABcc:b@example.org",
    ],
)
def test_everything_else_is_refused_in_one_sentence(url: str) -> None:
    reason = why_unsafe(url)
    assert reason is not None
    assert reason.endswith(".")
    assert not is_safe_link(url)


def test_the_public_vectors_are_judged_right() -> None:
    if not VECTORS.exists():
        pytest.skip("the shared vectors are not beside this checkout")
    rows = [json.loads(line) for line in VECTORS.read_text(encoding="utf-8").splitlines()]
    assert {row["url"]: is_safe_link(row["url"]) for row in rows} == {row["url"]: row["open"] for row in rows}


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Example.org/x", "example.org"),
        ("https://example.org:8080/", "example.org:8080"),
        ("https://good.example@evil.example/", "evil.example"),
        ("https://bücher.example/", "bücher.example (xn--bcher-kva.example)"),
        ("mailto:a@example.org?subject=x", "a@example.org"),
        ("https://[::1/", ""),
        ("no address", ""),
    ],
)
def test_the_real_host_is_shown(url: str, host: str) -> None:
    assert display_host(url) == host


@given(
    st.text(max_size=60) | st.text(max_size=60).map("https://".__add__) | st.text(max_size=60).map("mailto:".__add__)
)
def test_any_text_is_judged_without_an_error_and_nothing_invisible_is_shown(url: str) -> None:
    assert is_safe_link(url) in (True, False)
    assert display_host(url).isprintable()
