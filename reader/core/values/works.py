"""The identity of works: by paper, repository or video, by address, or by the words of an abstract.

An address is no identity when it is a home page, a redirector that was not resolved, or shared by differently titled
items of one issue. Equal titles never are.
"""

import base64
import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from reader.core.text.clean import ADDRESS_CAP
from reader.core.values.issues import Item, Kind

# The words of an abstract that are compared, and the fewest that tell one from another.
FINGERPRINT_WORDS = 60
FINGERPRINT_LEAST = 25
# Characters in which those words are looked for.
_FINGERPRINT_REACH = 4_000
_LABEL_CAP = 100

# Parameters that name no page anywhere.
TRACKING = re.compile(
    r"utm_\w+|mc_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|_hs\w+|hsctatracking|mkt_tok|vero_\w+|s_cid|cmpid|trkcampaign"
    r"|isfreemail|triedredirect",
    re.IGNORECASE,
)
# Parameters that only tell a sender who came from where, by whatever page; the others may matter to some page.
_COUNTS_READERS = re.compile(
    r"(?:^|(?<=&))(?:utm_\w+|mc_[ce]id|fbclid|gclid|dclid|msclkid|yclid|igshid|_hs(?:enc|mi)|mkt_tok|vero_\w+|ref_src)(?==|&|$)",
    re.IGNORECASE,
)
# Parameters that track on these hosts (and those below them) only: elsewhere ``?source=3`` may be what names the page.
_TRACKING_OF = {
    host: frozenset(names.split())
    for hosts, names in (
        ("twitter.com x.com", "s t ref_src ref_url cxt"),
        ("facebook.com", "ref fref rdid mibextid share share_url __tn__"),
        ("instagram.com", "igsh share"),
        ("medium.com towardsdatascience.com", "source sk gi"),
        ("substack.com", "r s publication_id showwelcomeonshare"),
        ("github.com", "ref"),
        ("linkedin.com", "trk refid share lipi"),
        ("youtube.com youtu.be", "si feature pp ab_channel"),
        ("reddit.com", "ref ref_source share_id"),
        ("spotify.com", "si"),
        ("producthunt.com", "ref"),
        ("nytimes.com", "smid"),
    )
    for host in hosts.split()
}
# Hosts whose addresses only point on; a page of theirs is never what an item is about.
REDIRECTORS = frozenset(
    "bit.ly t.co tinyurl.com goo.gl ow.ly buff.ly lnkd.in dlvr.it trib.al is.gd cutt.ly rebrand.ly tiny.cc hubs.ly "
    "hubs.la shorturl.at rb.gy s.id amzn.to fb.me feedproxy.google.com feeds.feedburner.com mailchi.mp eepurl.com "
    "l.facebook.com out.reddit.com urldefense.com urldefense.proofpoint.com nl.nytimes.com link.medium.com".split()
)
_REDIRECT_HOST = re.compile(
    r"^(?:click|clicks|links?|track|tracking|trk|email|e|go|r|url\d*|lnks?|ct|newsletter-links)\.[\w-]+\."
)
_REDIRECT_PATH = re.compile(r"^/(?:track/click|redirect(?:/|$)|url$|ls/click|e/c/|f/a/|wf/click|CL0/)", re.IGNORECASE)
_PACKED = re.compile(r"^/redirect/2/([\w-]{8,4000})(?:\.[\w-]*)?$")
_TARGET_NAMES = ("url", "u", "q", "target", "to", "dest", "destination", "redirect", "redirect_url")

_ARXIV_ID = re.compile(r"(?P<id>\d{4}\.\d{4,5}|[a-z][a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?(?=$|[/?#])")
_ARXIV_HOSTS = (
    "arxiv.org",
    "export.arxiv.org",
    "ar5iv.org",
    "ar5iv.labs.arxiv.org",
    "alphaxiv.org",
    "arxiv-vanity.com",
)
_DOI = re.compile(r"10\.\d{4,9}/[^\s?#]*[^\s?#/.,;]")
_DOI_TAIL = re.compile(r"(?:/(?:full|abstract|pdf|epdf|meta|html))+$|\.pdf$", re.IGNORECASE)
_ACL_ID = re.compile(r"(?:[A-Z]\d{2}-\d{4}|\d{4}\.[a-z0-9]+-[a-z0-9]+\.\d+)(?=$|[./v])")
_CODE_HOSTS = {"github.com": "GitHub", "gitlab.com": "GitLab", "codeberg.org": "Codeberg", "bitbucket.org": "Bitbucket"}
_NO_OWNERS = frozenset(
    "about features topics orgs sponsors marketplace collections trending explore login settings site apps".split()
)
_REPOSITORY = re.compile(
    r"^/([\w.-]+)/([\w.-]+?)(?:\.git)?/?(?:(?:-/)?tree/[^/]+/?|(?:-/)?blob/[^/]+/readme\.\w+)?$", re.IGNORECASE
)
_HUB = re.compile(r"^/(?:(datasets|spaces)/)?([\w.-]+)/([\w.-]+)(?:/(?:tree|blob)/.*)?$")
_HUB_NAME = "Hugging Face"
_NO_HUB_OWNERS = frozenset(
    "papers blog docs learn tasks models datasets spaces posts collections join login settings".split()
)
_VIDEO_ID = re.compile(r"^[\w-]{11}$")


@dataclass(frozen=True, slots=True)
class WorkIdentity:
    """``key`` is equal for the same work; ``label`` is what people call it, None for a fingerprint."""

    key: str
    label: str | None


def identify(item: Item) -> WorkIdentity | None:
    """The identity of what an item points at; None when only the item itself can stand for it."""
    found = identify_url(item.url) if item.url else None
    if found is None and (item.is_abstract or item.kind is Kind.PAPER):
        # A paper's only paper link names it, even if that link is not the item's own.
        papers = {paper for url in item.links if (paper := _paper(url))}
        found = papers.pop() if len(papers) == 1 else None
    if found is None and item.is_abstract:
        found = fingerprint(item.body)
    return found


def identify_all(items: Sequence[Item]) -> tuple[WorkIdentity | None, ...]:
    """The identities of an issue's items; an address that differently titled items share names none of them."""
    titles: dict[str, set[str | None]] = defaultdict(set)
    for item in items:
        if item.url and (found := identify_url(item.url)):
            titles[found.key].add(item.title)
    shared = {key for key, named in titles.items() if len(named) > 1}
    return tuple(identify(_without(item, shared)) for item in items)


def identify_url(url: str) -> WorkIdentity | None:
    """The identity that an address alone gives; None for home pages, redirectors and anything but web addresses."""
    parts = _split(_resolve(url))
    if parts is None:
        return None
    for rule in _RULES:
        if found := rule(parts):
            return found
    return _by_address(parts)


def fingerprint(abstract: str) -> WorkIdentity | None:
    """The identity of an abstract by its first words; None if there are too few."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", abstract).casefold())[:FINGERPRINT_WORDS]
    if len(words) < FINGERPRINT_LEAST:
        return None
    return WorkIdentity("abstract:" + hashlib.sha256(" ".join(words).encode("utf-8", "replace")).hexdigest()[:32], None)


def address_name(label: str | None) -> str | None:
    """The name that an address gives to its target, by the label of its identity: ``owner/name`` of a repository."""
    host = next((host for host in (*_CODE_HOSTS.values(), _HUB_NAME) if (label or "").startswith(f"{host} ")), None)
    return label.removeprefix(f"{host} ") if host and label else None


def text_number(body: str) -> int | None:
    """A number (63 bits) that texts with the same first words share, as a `fingerprint`; None if they are too few."""
    found = fingerprint(body[:_FINGERPRINT_REACH])
    return None if found is None else int(found.key.rpartition(":")[2][:16], 16) >> 1


def clean_url(url: str) -> str | None:
    """The address as host, path and query: no scheme, ``www.``, tracking or fragment. None if it is no web address."""
    parts = _split(_resolve(url))
    if parts is None:
        return None
    host = _host(parts)
    here = _tracking_of(host)
    named = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode(sorted((k, v) for k, v in named if not TRACKING.fullmatch(k) and k.lower() not in here))
    return host + parts.path.rstrip("/") + (f"?{query}" if query else "")


def _tracking_of(host: str) -> frozenset[str]:
    steps = host.split(".")
    return frozenset().union(*(_TRACKING_OF.get(".".join(steps[place:]), ()) for place in range(len(steps))))


def unwrap(url: str) -> str:
    """The address as it is opened, without redirectors that carry their target and without what only counts readers."""
    if "?" not in url and "/redirect/2/" not in url:
        return url
    target = _resolve(url)
    parts = _split(target)
    if parts is None or not _COUNTS_READERS.search(parts.query):
        return target if parts is not None else url
    kept = "&".join(pair for pair in parts.query.split("&") if not _COUNTS_READERS.match(pair))
    return urlunsplit(parts._replace(query=kept))


def _without(item: Item, shared: set[str]) -> Item:
    if not shared:
        return item
    links = tuple(url for url in item.links if not _is_in(url, shared))
    return replace(item, links=links, url=None if item.url and _is_in(item.url, shared) else item.url)


def _is_in(url: str, keys: set[str]) -> bool:
    found = identify_url(url)
    return found is not None and found.key in keys


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip()[:ADDRESS_CAP])
        usable = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        return None
    return parts if usable else None


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    return host if parts.port in (None, 80, 443) else f"{host}:{parts.port}"


def _resolve(url: str) -> str:
    """The target that a redirector carries in its query, as far as it does."""
    for _ in range(3):
        parts = _split(url)
        if parts is None or not _is_redirector(parts):
            break
        query = dict(parse_qsl(parts.query))
        target = _hidden_target(parts) or next(
            (query[name] for name in _TARGET_NAMES if query.get(name, "").startswith(("http://", "https://"))), None
        )
        if target is None:
            break
        url = target
    return url


def _hidden_target(parts: SplitResult) -> str | None:
    """The target in a path of the form ``/redirect/2/`` and base64 of JSON, as Substack writes it."""
    found = _PACKED.match(parts.path)
    if found is None:
        return None
    try:
        packed = json.loads(base64.urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4)))
    except ValueError:
        return None
    target = packed.get("e") if isinstance(packed, dict) else None
    return target if isinstance(target, str) and target.startswith(("http://", "https://")) else None


def _is_redirector(parts: SplitResult) -> bool:
    host = _host(parts)
    if host.endswith(".safelinks.protection.outlook.com") or _PACKED.match(parts.path):
        return True
    return host in REDIRECTORS or bool(_REDIRECT_HOST.match(host)) or bool(_REDIRECT_PATH.match(parts.path))


def _paper(url: str) -> WorkIdentity | None:
    parts = _split(_resolve(url))
    return next(filter(None, (rule(parts) for rule in _PAPER_RULES)), None) if parts else None


def _arxiv(parts: SplitResult) -> WorkIdentity | None:
    host, path = _host(parts), unquote(parts.path)
    is_hub = host == "huggingface.co" and path.startswith("/papers/")
    if host not in _ARXIV_HOSTS and not is_hub:
        return None
    found = _ARXIV_ID.search(path)
    return _arxiv_named(found["id"]) if found else None


def _arxiv_named(number: str) -> WorkIdentity:
    return WorkIdentity(f"arxiv:{number.lower()}", f"arXiv {number}")


def _doi(parts: SplitResult) -> WorkIdentity | None:
    host, path = _host(parts), unquote(parts.path)
    if host == "nature.com" and (found := re.match(r"/articles/(s?[\d-]+[\w-]*)", path)):
        path = f"/10.1038/{found[1]}"
    elif host not in ("doi.org", "dx.doi.org") and "/doi/" not in path and "/article/10." not in path:
        return None
    found = _DOI.search(path)
    if found is None:
        return None
    named = _DOI_TAIL.sub("", found.group())
    if arxiv := re.fullmatch(r"10\.48550/arxiv\.(.+?)(?:v\d+)?", named, re.IGNORECASE):
        return _arxiv_named(arxiv[1])
    doi = named.lower()
    return WorkIdentity(f"doi:{doi}", f"DOI {doi}")


def _openreview(parts: SplitResult) -> WorkIdentity | None:
    number = dict(parse_qsl(parts.query)).get("id")
    if _host(parts) != "openreview.net" or parts.path not in ("/forum", "/pdf", "/attachment") or not number:
        return None
    return WorkIdentity(f"openreview:{number}", f"OpenReview {number}")


def _acl(parts: SplitResult) -> WorkIdentity | None:
    if _host(parts) not in ("aclanthology.org", "aclweb.org", "aclanthology.info"):
        return None
    found = _ACL_ID.search(parts.path)
    return WorkIdentity(f"acl:{found.group()}", f"ACL {found.group()}") if found else None


def _repository(parts: SplitResult) -> WorkIdentity | None:
    name = _CODE_HOSTS.get(_host(parts))
    found = _REPOSITORY.match(parts.path) if name else None
    if found is None or found[1].lower() in _NO_OWNERS:
        return None
    path = f"{found[1]}/{found[2]}"
    return WorkIdentity(f"{str(name).lower()}:{path.lower()}", f"{name} {path}")


def _hub(parts: SplitResult) -> WorkIdentity | None:
    found = _HUB.match(parts.path) if _host(parts) in ("huggingface.co", "hf.co") else None
    if found is None or found[2] in _NO_HUB_OWNERS:
        return None
    path = f"{found[2]}/{found[3]}"
    return WorkIdentity(f"huggingface:{found[1] or 'models'}/{path}", f"{_HUB_NAME} {path}")


def _video(parts: SplitResult) -> WorkIdentity | None:
    host, steps = _host(parts).removeprefix("m."), parts.path.strip("/").split("/")
    if host == "vimeo.com" and steps[-1].isdigit():
        return WorkIdentity(f"vimeo:{steps[-1]}", f"Vimeo {steps[-1]}")
    number = ""
    if host == "youtu.be":
        number = steps[0]
    elif host in ("youtube.com", "youtube-nocookie.com"):
        is_path = steps[0] in ("shorts", "embed", "live", "v")
        number = steps[1] if is_path and len(steps) > 1 else dict(parse_qsl(parts.query)).get("v", "")
    return WorkIdentity(f"youtube:{number}", f"YouTube {number}") if _VIDEO_ID.match(number) else None


def _by_address(parts: SplitResult) -> WorkIdentity | None:
    if _is_redirector(parts):
        return None
    address = clean_url(parts.geturl())
    if address is None or ("/" not in address and "?" not in address):
        return None
    return WorkIdentity(f"url:{address}", address if len(address) <= _LABEL_CAP else address[: _LABEL_CAP - 1] + "…")


_Rule = Callable[[SplitResult], WorkIdentity | None]
_PAPER_RULES: tuple[_Rule, ...] = (_arxiv, _doi, _openreview, _acl)
_RULES: tuple[_Rule, ...] = (*_PAPER_RULES, _repository, _hub, _video)
