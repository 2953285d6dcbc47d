"""Commands about highlights. Those of the scope HIGHLIGHT count while one is at hand: just marked, or gone to."""

from reader.commands.command_rows.command import Command, Menu, Scope, When
from reader.core.state.highlights import COLOURS

HIGHLIGHTING: tuple[Command, ...] = (
    Command(
        "highlight.mark",
        "Highlight",
        "Mark the selected words in the last colour; without a selection, take the highlight under the caret in hand.",
        ("h",),
        when=When.ITEM,
        menu=Menu.TEXT,
    ),
    Command(
        "highlight.next",
        "Next highlight",
        "Go to the next highlight of the text and take it in hand.",
        ("H",),
        when=When.ITEM,
        menu=Menu.TEXT,
    ),
    *(
        Command(
            f"highlight.{colour}",
            f"Make the highlight {colour}",
            f"Give the highlight at hand the colour {colour}.",
            (str(number),),
            scope=Scope.HIGHLIGHT,
            menu=Menu.TEXT,
            hint=colour,
        )
        for number, colour in enumerate(COLOURS, start=1)
    ),
    Command(
        "highlight.note",
        "Note on the highlight",
        "Write a note on the highlight at hand, in Markdown.",
        ("a",),
        scope=Scope.HIGHLIGHT,
        menu=Menu.TEXT,
        hint="note",
    ),
    Command(
        "highlight.remove",
        "Remove the highlight",
        "Take the highlight at hand away, with its note; undo brings both back.",
        ("Del",),
        scope=Scope.HIGHLIGHT,
        menu=Menu.TEXT,
        hint="remove",
    ),
    Command(
        "highlight.leave",
        "Let go of the highlight",
        "Have no highlight at hand any more; digits are counts again.",
        ("Esc",),
        scope=Scope.HIGHLIGHT,
        menu=Menu.TEXT,
    ),
    Command(
        "highlight.attach",
        "Attach a highlight again…",
        "Let a highlight whose words are gone stand for the selected words.",
        ("g h",),
        when=When.ITEM,
        menu=Menu.TEXT,
    ),
)
