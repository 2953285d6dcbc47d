"""The library: one SQLite file, the only SQLAlchemy (Core), and one front door, `Library`.

Only frozen values of `reader.core` leave this package, and only core errors: no caller holds a connection,
a cursor or a lock. Inside: ``sql`` < ``derived`` < ``issue_rows`` < ``log`` < ``search``, ``writes`` < ``reads``.
"""

from reader.store.library import Library
from reader.store.library_file import open_library
from reader.store.reads.questions import Reader

__all__ = ["Library", "Reader", "open_library"]
