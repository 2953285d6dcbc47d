"""Commands about highlights. Those of the scope HIGHLIGHT count while one is at hand: just marked, or gone to."""

from reader.commands.command_rows.command import Command, Menu, Scope, When
from reader.core.state.highlights import COLOURS

HIGHLIGHTING: tuple[Command, ...] = (
    Command(
        "highlight.mark",
        "Highlight",
        "Highlight the selected words in the last colour; without a selection, choose the highlight at the caret.",
        ("h",),
        when=When.ITEM,
        menu=Menu.TEXT,
    ),
    Command(
        "highlight.next",
        "Next highlight",
        "Go to the next highlight of the text, to recolour it, note it or remove it.",
        ("H",),
        when=When.ITEM,
        menu=Menu.TEXT,
    ),
    *(
        Command(
            f"highlight.{colour}",
            f"Make the highlight {colour}",
            f"Make the chosen highlight {colour}.",
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
        "Write a note on the chosen highlight, in Markdown.",
        ("a",),
        scope=Scope.HIGHLIGHT,
        menu=Menu.TEXT,
        hint="note",
    ),
    Command(
        "highlight.remove",
        "Remove the highlight",
        "Remove the chosen highlight and its note; u brings both back.",
        ("Del",),
        scope=Scope.HIGHLIGHT,
        menu=Menu.TEXT,
        hint="remove",
    ),
    Command(
        "highlight.leave",
        "Leave the highlight",
        "Leave the chosen highlight; digits are counts again.",
        ("Esc",),
        scope=Scope.HIGHLIGHT,
        menu=Menu.TEXT,
    ),
    Command(
        "highlight.attach",
        "Attach a highlight again…",
        "Attach a detached highlight, whose words are gone, to the selected words.",
        ("g h",),
        when=When.ITEM,
        menu=Menu.TEXT,
    ),
)
