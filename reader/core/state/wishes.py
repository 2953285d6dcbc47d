"""All that can be asked of the library in one act; an act is undone as a whole."""

from reader.core.state.changes import Edit
from reader.core.state.highlights import HighlightWish
from reader.core.state.joins import WorkWish
from reader.core.state.tags import TagWish
from reader.core.values.publications import PublicationWish

Wish = Edit | TagWish | HighlightWish | WorkWish | PublicationWish
