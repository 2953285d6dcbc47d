"""Commands of one pane: the tree at the left, the text at the right."""

from reader.commands.command_rows.command import Command, Menu, Scope, When

PANES: tuple[Command, ...] = (
    # the left pane
    Command(
        "views.next",
        "Next row of the left pane",
        "Select the next row.",
        ("j", "Down"),
        scope=Scope.VIEWS,
        takes_count=True,
        menu=Menu.GO,
        hint="next",
        repeats=True,
    ),
    Command(
        "views.previous",
        "Previous row of the left pane",
        "Select the row before.",
        ("k", "Up"),
        scope=Scope.VIEWS,
        takes_count=True,
        menu=Menu.GO,
        hint="previous",
        repeats=True,
    ),
    Command(
        "views.expand",
        "Open the branch",
        "Show what is inside, then go into it.",
        ("Right",),
        scope=Scope.VIEWS,
        menu=Menu.GO,
        hint="open",
        repeats=True,
    ),
    Command(
        "views.collapse",
        "Close the branch",
        "Hide what is inside, then go out of it.",
        ("Left",),
        scope=Scope.VIEWS,
        menu=Menu.GO,
        hint="close",
        repeats=True,
    ),
    Command(
        "views.enter",
        "Into the list",
        "Show this row's list and move into it.",
        ("Enter", "o"),
        scope=Scope.VIEWS,
        menu=Menu.GO,
        hint="into the list",
    ),
    Command(
        "views.remove",
        "Remove from the library",
        "Remove the issue, newsletter or tag; u brings it back with everything in it.",
        ("Del",),
        scope=Scope.VIEWS,
        when=When.ROW,
        menu=Menu.LIBRARY,
    ),
    Command(
        "views.rename",
        "Rename, merge or move…",
        "Rename the tag or newsletter (another one's name merges the two); correct the issue's title, number and date.",
        ("F2",),
        scope=Scope.VIEWS,
        when=When.ROW,
        menu=Menu.LIBRARY,
    ),
    Command(
        "tags.colour",
        "Colour of the tag…",
        "Choose the colour of the tag.",
        ("C",),
        scope=Scope.VIEWS,
        when=When.ROW,
        menu=Menu.LIBRARY,
    ),
    # the detail pane
    Command(
        "detail.down",
        "Scroll down, or a line down",
        "Scroll the text a little; once you moved the caret, move it a line down.",
        ("Down",),
        scope=Scope.DETAIL,
        menu=Menu.TEXT,
        takes_count=True,
        hint="scroll",
        repeats=True,
    ),
    Command(
        "detail.up",
        "Scroll up, or a line up",
        "Scroll the text back a little; once you moved the caret, move it a line up.",
        ("Up",),
        scope=Scope.DETAIL,
        menu=Menu.TEXT,
        takes_count=True,
        repeats=True,
    ),
    Command(
        "detail.top",
        "Top of the text",
        "Scroll to the top of the text.",
        ("Home", "g g"),
        scope=Scope.DETAIL,
        menu=Menu.TEXT,
    ),
    Command(
        "detail.end",
        "End of the text",
        "Scroll to the end of the text.",
        ("End", "G"),
        scope=Scope.DETAIL,
        menu=Menu.TEXT,
    ),
    # the issue page
    *(
        Command(
            f"page.{step}",
            title,
            sentence,
            keys,
            scope=Scope.PAGE,
            menu=Menu.TEXT,
            takes_count=repeats,
            hint=hint,
            repeats=repeats,
        )
        for step, title, sentence, keys, hint, repeats in (
            ("down", "Scroll the page down", "Scroll the issue page a little.", ("Down",), "scroll", True),
            ("up", "Scroll the page up", "Scroll the issue page back a little.", ("Up",), "", True),
            ("top", "Top of the page", "Scroll to the top of the issue page.", ("Home", "g g"), "", False),
            ("end", "End of the page", "Scroll to the end of the issue page.", ("End", "G"), "", False),
        )
    ),
    *(
        Command(
            f"caret.{step}",
            f"Caret {way}",
            f"Move the caret of the text {way}.",
            keys,
            scope=Scope.DETAIL,
            menu=Menu.TEXT,
            takes_count=True,
            hint=hint,
            repeats=True,
        )
        for step, way, keys, hint in (
            ("right", "right", ("Right",), "caret"),
            ("left", "left", ("Left",), ""),
            ("word_right", "a word right", ("Ctrl+Right",), ""),
            ("word_left", "a word left", ("Ctrl+Left",), ""),
            ("sentence_on", "to the next sentence", (")", "Alt+Down"), ""),
            ("sentence_back", "a sentence back", ("(", "Alt+Up"), ""),
            ("paragraph_on", "to the next paragraph", ("}", "Ctrl+Down"), ""),
            ("paragraph_back", "a paragraph back", ("{", "Ctrl+Up"), ""),
        )
    ),
    *(
        Command(
            f"select.{step}",
            f"Select {way}",
            f"Extend the selection in the text {way}.",
            (key,),
            scope=Scope.DETAIL,
            menu=Menu.TEXT,
            takes_count=True,
            hint=hint,
            repeats=True,
        )
        for step, way, key, hint in (
            ("right", "right", "Shift+Right", ""),
            ("left", "left", "Shift+Left", ""),
            ("word_right", "a word right", "Ctrl+Shift+Right", "select"),
            ("word_left", "a word left", "Ctrl+Shift+Left", ""),
            ("down", "a line down", "Shift+Down", ""),
            ("up", "a line up", "Shift+Up", ""),
            ("sentence_on", "to the sentence's end", "Alt+Shift+Down", ""),
            ("sentence_back", "to the sentence's beginning", "Alt+Shift+Up", ""),
            ("paragraph_on", "to the paragraph's end", "Ctrl+Shift+Down", ""),
            ("paragraph_back", "to the paragraph's beginning", "Ctrl+Shift+Up", ""),
        )
    ),
    *(
        Command(f"select.{step}", title, sentence, (key,), scope=Scope.DETAIL, menu=Menu.TEXT)
        for step, title, key, sentence in (
            ("end", "Select to the end", "Shift+End", "Extend the selection to the end of the text."),
            ("top", "Select to the top", "Shift+Home", "Extend the selection to the beginning of the text."),
            ("all", "Select the whole text", "Ctrl+A", "Select the whole text of the item."),
        )
    ),
)
