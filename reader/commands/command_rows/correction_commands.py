"""Commands that correct the split of an issue, on its page. Those of the scope CORRECT count while it is corrected."""

from reader.commands.command_rows.command import Command, Menu, Scope, When

_MOVES = (
    ("next", "Next block", "Go to the next block of the page.", ("j", "Down"), "next block"),
    ("previous", "Block before", "Go to the block before.", ("k", "Up"), ""),
    ("next_item", "Block of the next item", "Go to the beginning of the next item.", ("J",), "next item"),
    ("previous_item", "Block of the item before", "Go to the beginning of this item or the one before.", ("K",), ""),
)
_SAYS = (
    ("split", "Split here", "An item begins with this block.", ("Enter",), "split here"),
    ("join", "Join with the one before", "This block goes on with what stands before it.", ("Backspace",), "join"),
    (
        "title",
        "This is a title",
        "The title of an item that begins here, or with the lines above it.",
        ("t",),
        "title",
    ),
    ("title_below", "Title of the text above", "This block is the title of the text that stands above it.", ("T",), ""),
    ("kicker", "Line over a title", "An item begins with this line, which stands over its title.", ("o",), ""),
    ("heading", "This is a heading", "This block is the heading of a section.", ("g",), "heading"),
    ("body", "This is text", "This block is text of an item.", ("b",), "text"),
    ("boilerplate", "This belongs to no item", "This block is a greeting, a notice, an address.", ("x",), "aside"),
    ("sponsored", "Sponsored", "The item of this block is an advertisement.", ("$",), "sponsored"),
)
_VALUES = (
    ("kind", "Kind of the item…", "Say what kind of thing the item of this block is.", ()),
    ("item_title", "Title of the item…", "Give the item of this block a title, or another one.", ("F2",)),
    ("address", "Address of the item…", "Say where the item of this block leads.", ()),
    ("authors", "Authors of the item…", "Say who wrote what the item of this block is about.", ()),
    ("section", "Name of the section…", "Give the section of this block another name.", ()),
)

CORRECTING: tuple[Command, ...] = (
    Command(
        "issue.correct",
        "Correct the split",
        "Mend on the issue page what was split wrongly, by blocks or dragged borders; with a preview, and undone by u.",
        ("M",),
        when=When.ITEM,
        menu=Menu.CORRECT,
        hint="correct",
    ),
    *(
        Command(
            f"correct.{step}",
            title,
            sentence,
            keys,
            scope=Scope.CORRECT,
            menu=Menu.CORRECT,
            takes_count=True,
            hint=hint,
            repeats=True,
        )
        for step, title, sentence, keys, hint in _MOVES
    ),
    *(
        Command(f"correct.{act}", title, sentence, keys, scope=Scope.CORRECT, menu=Menu.CORRECT, hint=hint)
        for act, title, sentence, keys, hint in _SAYS
    ),
    *(
        Command(f"correct.{act}", title, sentence, keys, scope=Scope.CORRECT, menu=Menu.CORRECT)
        for act, title, sentence, keys in _VALUES
    ),
    Command(
        "correct.leave",
        "Leave correcting",
        "Correct no more; the issue page stays.",
        ("Esc",),
        scope=Scope.CORRECT,
        menu=Menu.CORRECT,
        hint="leave",
    ),
)
