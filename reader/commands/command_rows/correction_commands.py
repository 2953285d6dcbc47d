"""Commands that correct the split of an issue, on its page. Those of the scope CORRECT count while it is corrected."""

from reader.commands.command_rows.command import Command, Menu, Scope, When

_MOVES = (
    ("next", "Next block", "Go to the next block of the page.", ("j", "Down"), "next block"),
    ("previous", "Block before", "Go to the block before.", ("k", "Up"), ""),
    ("next_item", "First block of the next item", "Go to the beginning of the next item.", ("J",), "next item"),
    (
        "previous_item",
        "First block of the item before",
        "Go to the beginning of this item, then of the one before.",
        ("K",),
        "",
    ),
)
_SAYS = (
    ("split", "Split here", "An item begins with this block.", ("Enter",), "split here"),
    ("join", "Join with the item before", "This block belongs to the item before it.", ("Backspace",), "join"),
    (
        "title",
        "This is a title",
        "This block is the title of an item.",
        ("t",),
        "title",
    ),
    ("title_below", "Title of the text above", "This block is the title of the text above it.", ("T",), ""),
    ("kicker", "Line over a title", "An item begins with this line; its title follows.", ("o",), ""),
    ("heading", "This is a heading", "This block is the heading of a section.", ("g",), "heading"),
    ("body", "This is text", "This block is text of an item.", ("b",), "text"),
    ("boilerplate", "This belongs to no item", "This block is a greeting, a notice or an address.", ("x",), "aside"),
    ("sponsored", "Sponsored", "This item is an advertisement.", ("$",), "sponsored"),
)
_VALUES = (
    ("kind", "Kind of the item…", "Choose the kind of this item, such as paper or article.", ()),
    ("item_title", "Title of the item…", "Type the title of this item.", ("F2",)),
    ("address", "Address of the item…", "Type the web address of this item.", ()),
    ("authors", "Authors of the item…", "Type the authors of this item.", ()),
    ("section", "Name of the section…", "Type the name of this section.", ()),
)

CORRECTING: tuple[Command, ...] = (
    Command(
        "issue.correct",
        "Correct the split",
        "Correct on the issue page what was split wrongly; a preview comes first, and u takes it back.",
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
        "Stop correcting; the issue page stays open.",
        ("Esc",),
        scope=Scope.CORRECT,
        menu=Menu.CORRECT,
        hint="leave",
    ),
)
