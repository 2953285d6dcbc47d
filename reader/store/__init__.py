"""The library: one SQLite file, the only SQLAlchemy (Core), and one front door, `Library`.

Only frozen values of `reader.core` leave this package, and only core errors: so no caller
holds a connection, a cursor or a lock, and the file is written by one thread alone.
"""

from reader.store.library import Library
from reader.store.opening import open_library
from reader.store.reading import Reader
from reader.store.splitting_again import ForeseenSplit

__all__ = ["ForeseenSplit", "Library", "Reader", "open_library"]
