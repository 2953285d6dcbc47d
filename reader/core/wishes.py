"""What can be asked of the library in one act; all of it is undone together."""

from reader.core.changes import Edit
from reader.core.highlights import HighlightWish
from reader.core.joins import WorkWish
from reader.core.publications import PublicationWish
from reader.core.tags import TagWish

Wish = Edit | TagWish | HighlightWish | WorkWish | PublicationWish
