"""Errors that a person can be told about, in words they know.

ReaderError                 what went wrong and what to do, as one or two plain sentences
├── DocumentError           a document cannot be read (empty, binary, too large, no rights)
├── QueryError              a search or list query cannot be understood
├── CommandError            a command cannot be carried out here and now
│   ├── SplitOvertaken      what an issue was split by changed before that was written; nothing was
│   └── ActUndone           an act of several steps was undone before its next step; that is not done
├── NotFound                an id names nothing in the library
├── CorrectionError         a correction cannot be understood
├── SettingError            a setting's name or value is none, or the settings cannot be written
├── ExportError             an export cannot be written; nothing of it is left half
└── LibraryError            the library cannot be used
    ├── NotALibrary         the file is something else; it was left as it was
    ├── NewerLibrary        made by a newer version of the reader; left as it was
    ├── LibraryLocked       another program holds it and did not let go in time
    ├── LibraryReadOnly     it, its folder or its disk cannot be written
    ├── LibraryFull         the disk is full; what was acknowledged before is safe
    ├── LibraryDamaged      the file is damaged; backups are offered
    └── Interrupted         a read was stopped since nobody waits for it any more (never shown)

The message of an error is what the user reads. Anything that is not a ReaderError is a bug.
"""


class ReaderError(Exception):
    """The root of everything the user can mend; ``str(error)`` is what they read."""


class DocumentError(ReaderError):
    """A document cannot be read."""


class QueryError(ReaderError):
    """A query cannot be understood."""


class CommandError(ReaderError):
    """A command cannot be carried out here and now."""


class SplitOvertaken(CommandError):
    """The basis of a split changed before the split was written; the issue is to be split anew."""


class ActUndone(CommandError):
    """An act of several steps was undone before it was done; the further steps would never be taken back."""


class NotFound(ReaderError):
    """An id names nothing in the library."""


class CorrectionError(ReaderError):
    """A correction cannot be understood."""


class SettingError(ReaderError):
    """A setting cannot be found, understood or written."""


class ExportError(ReaderError):
    """An export cannot be written."""


class LibraryError(ReaderError):
    """The library cannot be used."""


class NotALibrary(LibraryError):
    """The file is not a library of the reader."""


class NewerLibrary(LibraryError):
    """The library was made by a newer version of the reader."""


class LibraryLocked(LibraryError):
    """Another program holds the library."""


class LibraryReadOnly(LibraryError):
    """The library cannot be written."""


class LibraryFull(LibraryError):
    """The disk is full."""


class LibraryDamaged(LibraryError):
    """The library's file is damaged."""


class Interrupted(LibraryError):
    """A read was stopped by `Reader.interrupt`, since nobody waits for it any more."""
