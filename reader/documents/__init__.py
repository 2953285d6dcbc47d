"""Reads any format into one stream of blocks; one module per format, recognised by content.

Nothing is dropped here and nothing is decided: what a block is in its issue is for ``split`` to say.
feedparser, selectolax and nh3 are used in this package only.
"""

from reader.documents.reading import (
    byte_pieces,
    read_copy,
    read_piece,
    read_subscriptions,
)
from reader.documents.sources import Piece, find_files, is_plain, pieces

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
