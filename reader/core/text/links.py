"""Links: which addresses may be handed to the desktop, and what to show of them.

The source is hostile until proved otherwise: an address must mean the same to a person, to Python, to Qt and
to a browser, so whatever they read differently (control signs, backslashes, user names) is refused.
"""

import ipaddress
import unicodedata
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

MAX_LENGTH = 8000
_WEB = ("http", "https")
_MAIL_FIELDS = frozenset(("subject", "body", "cc", "bcc", "to", "in-reply-to"))
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def is_safe_link(url: str) -> bool:
    """Whether a click may hand the address to the desktop: http, https or mailto, and nothing hidden in it."""
    return why_unsafe(url) is None


def why_unsafe(url: str) -> str | None:
    """Why an address is not opened, as one sentence; None if it is."""
    if len(url) > MAX_LENGTH:
        return "This link is too long to open."
    if any(unicodedata.category(sign) in _HIDDEN for sign in url):
        return "This link is not opened: it contains invisible characters that could hide where it leads."
    if "\\" in url or url != url.strip() or any(sign.isspace() and sign != " " for sign in url):
        return "This link is not a valid address."
    try:
        parts = urlsplit(url)
    except ValueError:
        return "This link has no readable address."
    if parts.scheme == "mailto":
        return _why_unsafe_mail(parts)
    if parts.scheme not in _WEB:
        return "Only web and mail addresses are opened (http, https, mailto)."
    return _why_unsafe_web(parts)


def display_host(url: str) -> str:
    """Where an address really leads, for a person to judge: the host, or the mail address; empty if unreadable.

    A host in other letters than ASCII is followed by the name that is really asked for (``xn--…``), since letters of
    other scripts can look alike.
    """
    try:
        parts = urlsplit(url)
        if parts.scheme == "mailto":
            return visible(unquote(parts.path))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    shown = visible(host)
    if not host.isascii():
        shown = f"{shown} ({visible(_punycode(host))})"
    return shown if port is None else f"{shown}:{port}"


def visible(text: str) -> str:
    """The text with each invisible sign shown as a replacement character."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _why_unsafe_web(parts: SplitResult) -> str | None:
    if "@" in parts.netloc:
        return "This link is not opened: it contains a user name that could hide where it leads."
    try:
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "This link has no readable address."
    return None if _is_host(host, is_bracketed="[" in parts.netloc) else "This link names no website."


def _is_host(host: str, *, is_bracketed: bool) -> bool:
    if is_bracketed:
        try:
            return ipaddress.ip_address(host).version == 6
        except ValueError:
            return False
    labels = host.removesuffix(".").split(".")
    return all(label and all(_is_host_sign(sign) for sign in label) for label in labels)


def _is_host_sign(sign: str) -> bool:
    return sign.isalnum() or sign in "-_" or unicodedata.category(sign) in ("Mn", "Mc")


def _why_unsafe_mail(parts: SplitResult) -> str | None:
    address = unquote(parts.path)
    if parts.netloc or "@" not in address.strip("@") or any(map(_is_control, address)):
        return "This link names no mail address."
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name.lower() not in _MAIL_FIELDS:
            return f"This mail link wants to set “{visible(name)[:40]}”, which is not allowed."
        if any(_is_control(sign) and not (name.lower() == "body" and sign in "\r\n\t") for sign in value):
            return "This mail link is not opened: it contains invisible characters."
    return None


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in _HIDDEN


def _punycode(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return "unreadable"
