from dataclasses import replace

import pytest

from reader.core.values.issues import Item, Kind
from reader.core.values.works import clean_url, fingerprint, identify, identify_all, identify_url, unwrap

ABSTRACT = "We present a method for sorting pebbles by colour. " * 12


@pytest.mark.parametrize(
    ("url", "key", "label"),
    [
        ("https://arxiv.org/abs/2102.07074", "arxiv:2102.07074", "arXiv 2102.07074"),
        ("http://www.arxiv.org/pdf/2102.07074v3.pdf", "arxiv:2102.07074", "arXiv 2102.07074"),
        ("https://ar5iv.labs.arxiv.org/html/2102.07074", "arxiv:2102.07074", "arXiv 2102.07074"),
        ("https://huggingface.co/papers/2102.07074", "arxiv:2102.07074", "arXiv 2102.07074"),
        ("https://doi.org/10.48550/arXiv.2102.07074", "arxiv:2102.07074", "arXiv 2102.07074"),
        ("https://arxiv.org/abs/cs/0112017", "arxiv:cs/0112017", "arXiv cs/0112017"),
        ("https://doi.org/10.1145/3292500.3330701", "doi:10.1145/3292500.3330701", "DOI 10.1145/3292500.3330701"),
        ("https://dl.acm.org/doi/pdf/10.1145/32925.33307", "doi:10.1145/32925.33307", "DOI 10.1145/32925.33307"),
        ("https://www.nature.com/articles/s41586-021-0", "doi:10.1038/s41586-021-0", "DOI 10.1038/s41586-021-0"),
        ("https://openreview.net/pdf?id=AbC_1-x", "openreview:AbC_1-x", "OpenReview AbC_1-x"),
        ("https://aclanthology.org/2020.acl-main.1.pdf", "acl:2020.acl-main.1", "ACL 2020.acl-main.1"),
        ("https://www.aclweb.org/anthology/P19-1001/", "acl:P19-1001", "ACL P19-1001"),
        ("https://github.com/Kestrel/Moss", "github:kestrel/moss", "GitHub Kestrel/Moss"),
        ("https://github.com/kestrel/moss.git", "github:kestrel/moss", "GitHub kestrel/moss"),
        ("https://github.com/kestrel/moss/tree/main", "github:kestrel/moss", "GitHub kestrel/moss"),
        ("https://huggingface.co/datasets/tarn/moss", "huggingface:datasets/tarn/moss", "Hugging Face tarn/moss"),
        ("https://youtu.be/abcdefghi_1?t=3", "youtube:abcdefghi_1", "YouTube abcdefghi_1"),
        ("https://www.youtube.com/watch?feature=x&v=abcdefghi_1", "youtube:abcdefghi_1", "YouTube abcdefghi_1"),
        ("https://vimeo.com/123456", "vimeo:123456", "Vimeo 123456"),
    ],
)  # fmt: skip
def test_addresses_of_the_same_work_give_the_same_identity(url: str, key: str, label: str) -> None:
    found = identify_url(url)
    assert found is not None
    assert (found.key, found.label) == (key, label)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "https://www.example.org/",
        "https://bit.ly/3abcd",
        "https://click.example.com/ls/click?upn=xyz",
        "https://substack.com/redirect/abc?j=1",
        "mailto:a@example.org",
        "javascript:alert(1)",
        "/relative/path",
        "https://[bad",
        "http://example.org:99999999/x",
        "",
    ],
)
def test_home_pages_redirectors_and_what_is_no_web_address_identify_nothing(url: str) -> None:
    assert identify_url(url) is None


def test_an_address_is_compared_without_scheme_www_tracking_and_fragment() -> None:
    same = {
        clean_url(url)
        for url in (
            "https://www.Example.org/A/b/?utm_source=x&id=7#top",
            "http://example.org/A/b?id=7&fbclid=1",
            "https://www.google.com/url?q=https%3A%2F%2Fexample.org%2FA%2Fb%3Fid%3D7",
        )
    }
    assert same == {"example.org/A/b?id=7"}


@pytest.mark.parametrize("name", ["r", "source", "share", "ref", "publication_id", "si", "feature", "s"])
def test_what_tracks_on_one_host_names_the_page_on_another(name: str) -> None:
    pages = {clean_url(f"https://example.org/show?{name}={value}") for value in ("1", "2")}
    assert len(pages) == 2


@pytest.mark.parametrize(
    ("bare", "query"),
    [
        ("twitter.com/moss/status/12", "s=20&t=abc&ref_src=twsrc"),
        ("x.com/moss/status/12", "s=46"),
        ("m.facebook.com/moss/posts/12", "ref=share"),
        ("medium.com/@moss/on-stones-12", "source=email"),
        ("moss.medium.com/on-stones-12", "source=rss----7"),
        ("moss.substack.com/p/stones", "r=abc&publication_id=7&s=r"),
        ("github.com/kestrel/moss/issues/1", "ref=weekly"),
        ("linkedin.com/pulse/stones", "trk=public"),
        ("youtube.com/playlist?list=7", "si=abc&feature=shared"),
        ("example.org/a?id=7", "utm_source=x&fbclid=1&gclid=2&mc_cid=3&mc_eid=4&UTM_Medium=m"),
    ],
)
def test_tracking_is_no_part_of_an_address_where_it_is_known(bare: str, query: str) -> None:
    assert clean_url(f"https://{bare}{'&' if '?' in bare else '?'}{query}") == bare


def test_an_arxiv_number_is_one_whatever_its_case() -> None:
    addresses = (
        "arxiv.org/abs/math.GT/0309136",
        "doi.org/10.48550/arXiv.math.GT/0309136",
        "arxiv.org/abs/math.GT/0309136v2",
    )
    found = [identify_url(f"https://{address}") for address in addresses]
    assert {one and one.key for one in found} == {"arxiv:math.gt/0309136"}
    assert {one and one.label for one in found} == {"arXiv math.GT/0309136"}


def test_different_pages_of_a_repository_are_different_works() -> None:
    keys = {identify_url(f"https://github.com/a/b{rest}").key for rest in ("", "/issues/1", "/blob/main/x.py")}  # type: ignore[union-attr]
    assert len(keys) == 3


def test_an_address_shared_by_differently_titled_items_identifies_none_of_them() -> None:
    url = "https://example.org/all-news"
    items = [
        Item("One", "", url=url, links=(url,)),
        Item("Two", "", url=url, links=(url,)),
        Item("Three", "", url="https://x.org/3"),
    ]
    first, second, third = identify_all(items)
    assert first is None
    assert second is None
    assert third is not None


def test_an_item_named_twice_with_one_title_keeps_its_address() -> None:
    item = Item("One", "", url="https://example.org/one")
    assert None not in identify_all([item, item])


def test_a_paper_is_known_by_its_only_paper_link() -> None:
    item = Item(
        "P",
        "Text",
        kind=Kind.PAPER,
        url="https://bit.ly/x",
        links=("https://bit.ly/x", "https://arxiv.org/abs/2102.07074"),
    )
    assert identify(item) == identify_url("https://arxiv.org/abs/2102.07074")
    two = replace(item, links=(*item.links, "https://arxiv.org/abs/2102.07075"))
    assert identify(two) is None


def test_an_abstract_is_known_by_its_words_whatever_the_white_space_quotes_and_case() -> None:
    item = Item(None, ABSTRACT, is_abstract=True)
    other = Item("Title", ABSTRACT.upper().replace(" ", "\n\n"), is_abstract=True)
    found = identify(item)
    assert found is not None
    assert found.label is None
    assert found == identify(other)
    assert identify(Item(None, "Another " + ABSTRACT, is_abstract=True)) != found


def test_a_blurb_or_a_few_words_identify_nothing() -> None:
    assert identify(Item("Same title", ABSTRACT)) is None
    assert fingerprint("Too short to tell.") is None


@pytest.mark.parametrize(
    ("url", "opened"),
    [
        ("https://x.org/a?utm_source=b&id=3&mc_cid=9#top", "https://x.org/a?id=3#top"),
        ("https://x.org/a?ref=home&source=rss", "https://x.org/a?ref=home&source=rss"),
        ("https://www.google.com/url?q=https%3A%2F%2Fx.org%2Fa&sa=D", "https://x.org/a"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fx.org%2Fa%3Fb%3D1&h=AT", "https://x.org/a?b=1"),
        ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.org%2Fa&data=05", "https://x.org/a"),
        ("https://substack.com/redirect/2/eyJlIjoiaHR0cHM6Ly94Lm9yZy9hIn0.sig", "https://x.org/a"),
        ("https://click.list.example/track?url=https%3A%2F%2Fx.org%2Fa", "https://x.org/a"),
        ("https://x.org/share?url=https%3A%2F%2Fy.org", "https://x.org/share?url=https%3A%2F%2Fy.org"),
        ("mailto:a@x.org?subject=utm_source", "mailto:a@x.org?subject=utm_source"),
        ("https://[bad?utm_source=x", "https://[bad?utm_source=x"),
    ],
)
def test_an_address_is_opened_without_redirectors_and_counters(url: str, opened: str) -> None:
    assert unwrap(url) == opened
