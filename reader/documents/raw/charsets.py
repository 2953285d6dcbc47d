"""Decodes bytes: by byte order marks, as UTF-8, and by a guess only as the last resort; refuses binary files."""

import codecs
import re

from charset_normalizer import from_bytes

from reader.core.values.errors import DocumentError

# What a file begins with, and what people call it.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "an archive or an office document"),
    (b"PK\x05\x06", "an archive"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image, a sound or a film"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"(?:[\t\n\r -~]\0\0\0){2}"), "utf-32-le"),
    (re.compile(rb"(?:\0\0\0[\t\n\r -~]){2}"), "utf-32-be"),
    (re.compile(rb"(?:[\t\n\r -~]\0){2}"), "utf-16-le"),
    (re.compile(rb"(?:\0[\t\n\r -~]){2}"), "utf-16-be"),
)
SAMPLE = 65_536
# Names of charsets that senders use and Python does not know, or that mean more than they say.
CHARSETS = {
    "us-ascii": None,
    "ascii": None,
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "windows-874": "cp874",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
}
# Codecs of Python that are no charsets of documents (and some of which take quadratic time).
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
# Control bytes that text files do hold: tab, line ends, form feed, escape, DOS end of file.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1c-\x1f]")
_CONTROL_SHARE = 0.01
_HIGH = re.compile(rb"[\x80-\xff]")
# Fewer high bytes than this say too little for a guess: Western European is by far the likeliest.
_ENOUGH_TO_GUESS = 24
LIKELIEST = "cp1252"
_MUCH_CHAOS = 0.05


def refuse_binary(data: bytes, name: str) -> None:
    """Raise DocumentError if the bytes are no text."""
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(f"{name} is {what}, not text.")
    if marked(data) is None:
        sample = data[:SAMPLE]
        if len(_CONTROL.findall(sample)) > _CONTROL_SHARE * len(sample):
            raise DocumentError(f"{name} is a binary file, not text.")


def decode(data: bytes, name: str) -> str:
    """The text of the bytes. Raises DocumentError when no encoding gives readable text."""
    mark = marked(data)
    if mark is not None:
        return data[len(mark[0]) :].decode(mark[1], errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    if sum(char > "\x7f" for char in text) - bad > 4 * bad:
        return text  # UTF-8 that was cut or damaged in places
    return _guess(data, name)


def decode_as(data: bytes, charset: str | None) -> str:
    """The text of bytes whose sender named a charset, or none; a wrong or unknown one never costs the text."""
    codec = _codec(charset)
    if codec is not None:
        try:
            return data.decode(codec)
        except (UnicodeError, ValueError):
            pass
    try:
        return decode(data, "")
    except DocumentError:
        return data.decode(codec or LIKELIEST, errors="replace")


def _codec(charset: str | None) -> str | None:
    name = (charset or "").strip().strip("\"'").lower()
    if not name or len(name) > 80 or not name.isascii():
        return None
    if name in CHARSETS:
        return CHARSETS[name]
    try:
        b"a".decode(name, "replace")  # refuses codecs that are none of text, such as base64 (nothing is not looked at)
        found = codecs.lookup(name).name
    except (LookupError, UnicodeError, ValueError):
        return None
    return None if found.replace("-", "_") in _NO_CHARSETS else found


def marked(data: bytes) -> tuple[bytes, str] | None:
    """The byte order mark that bytes begin with, and its encoding.

    UTF-16 and UTF-32 are known without a mark too (it is empty then) where two letters of ASCII come first, as in
    XML 1.0, appendix F.
    """
    found = next((mark for mark in MARKS if data.startswith(mark[0])), None)
    return found or next(((b"", encoding) for shape, encoding in _WIDE if shape.match(data)), None)


def narrowed(data: bytes) -> bytes:
    """UTF-16 and UTF-32 as UTF-8, for readers that know ASCII only; all else as it is."""
    mark = marked(data)
    if mark is None or mark[1] == "utf-8":
        return data
    return data[len(mark[0]) :].decode(mark[1], errors="replace").encode()


def _guess(data: bytes, name: str) -> str:
    lines = [line for line in data.splitlines() if _HIGH.search(line)]
    sample = b"\n".join(lines)[:SAMPLE]
    if len(_HIGH.findall(sample)) < _ENOUGH_TO_GUESS:
        return data.decode(LIKELIEST, errors="replace")
    matches = from_bytes(sample)
    best = matches.best()
    if best is None:
        raise DocumentError(f"{name} is not readable text: its characters are in no known encoding.")
    western = any(
        LIKELIEST in match.could_be_from_charset and match.chaos <= best.chaos + _MUCH_CHAOS for match in matches
    )
    return data.decode(LIKELIEST if western else best.encoding, errors="replace")
