"""Reads any format into one stream of blocks; a package per family of formats, recognised by content.

Nothing is dropped here and nothing is decided: what a block is in its issue is for ``split`` to say.
feedparser, selectolax, nh3 and markdown-it are used in this package only.
"""

from reader.documents.files.pieces import Piece, find_files, is_plain, pieces
from reader.documents.read_document import (
    byte_pieces,
    read_copy,
    read_piece,
    read_subscriptions,
)

__all__ = [
    "Piece",
    "byte_pieces",
    "find_files",
    "is_plain",
    "pieces",
    "read_copy",
    "read_piece",
    "read_subscriptions",
]
