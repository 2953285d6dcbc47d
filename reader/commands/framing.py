"""Commands of the window and the library: find, look at an issue, panes, themes, help, bring in, take away."""

from reader.commands.commands import Command, Menu, When

FRAMING: tuple[Command, ...] = (
    # find
    Command(
        "find.search",
        "Search the library",
        "Search titles, texts and notes; words and “phrases”, kind:paper, is:starred.",
        ("/", "Ctrl+Shift+F"),
        when=When.LIBRARY,
        menu=Menu.FIND,
        hint="search",
    ),
    Command(
        "find.filter",
        "Filter this list",
        "Show only the rows of this list that hold what you type.",
        ("f",),
        when=When.LIBRARY,
        menu=Menu.FIND,
        hint="filter",
    ),
    Command(
        "find.states",
        "All, Unread, Starred",
        "Show all items of the list, the unread or the starred ones.",
        ("F",),
        when=When.LIBRARY,
        menu=Menu.FIND,
    ),
    Command(
        "find.in_text",
        "Find in the text",
        "Find words in the text of the item.",
        ("Ctrl+F",),
        when=When.ITEM,
        menu=Menu.FIND,
    ),
    # an issue
    Command(
        "issue.set_aside",
        "Introduction and lines set aside…",
        "Show what of the issue's text belongs to no item: introduction, greetings, notices, addresses.",
        ("g b",),
        when=When.LIBRARY,
        menu=Menu.VIEW,
        hint="lines set aside",
    ),
    # frame
    Command(
        "pane.next",
        "Next pane",
        "Move to the next pane: views, list, detail, search.",
        ("Tab", "F6"),
        menu=Menu.VIEW,
        hint="panes",
    ),
    Command("pane.previous", "Pane before", "Move to the pane before.", ("Shift+Tab", "Shift+F6"), menu=Menu.VIEW),
    Command(
        "pane.views", "Hide or show the left pane", "Hide or show the views and the tree.", ("Ctrl+1",), menu=Menu.VIEW
    ),
    Command("pane.list", "Hide or show the list", "Hide or show the list of items.", ("Ctrl+2",), menu=Menu.VIEW),
    Command("pane.detail", "Hide or show the text", "Hide or show the detail pane.", ("Ctrl+3",), menu=Menu.VIEW),
    Command(
        "zoom.in", "Larger text", "Make all text larger, to 200 %.", ("Ctrl++", "Ctrl+="), menu=Menu.VIEW, repeats=True
    ),
    Command("zoom.out", "Smaller text", "Make all text smaller, to 70 %.", ("Ctrl+-",), menu=Menu.VIEW, repeats=True),
    Command("zoom.reset", "Usual text size", "Set the text back to its usual size.", ("Ctrl+0",), menu=Menu.VIEW),
    Command("theme.system", "Theme: as the system", "Use light or dark as the system does.", menu=Menu.VIEW),
    Command("theme.light", "Theme: light", "Use the light theme.", menu=Menu.VIEW),
    Command("theme.dark", "Theme: dark", "Use the dark theme.", menu=Menu.VIEW),
    Command("help.keys", "All keys", "Show every key on one page.", ("?", "F1"), menu=Menu.HELP, hint="all keys"),
    Command("help.menu", "Menu", "Open the menus with all commands.", ("F10",), menu=Menu.HELP),
    Command(
        "help.palette",
        "Commands…",
        "Find any command by typing a part of its name.",
        ("Ctrl+K", ":"),
        menu=Menu.HELP,
        hint="commands",
    ),
    Command(
        "window.escape",
        "One step out",
        "Leave half a chord, the filter, the search, the text; never quits.",
        ("Esc",),
        menu=Menu.VIEW,
    ),
    # take away
    Command(
        "export.open",
        "Export…",
        "Write the list, the item or its issue for other programs: BibTeX, RIS, Zotero, Obsidian, Markdown, tables.",
        ("Ctrl+E",),
        when=When.ITEM,
        menu=Menu.LIBRARY,
    ),
    Command(
        "print.open",
        "Print…",
        "Print the item, its issue or the list, with notes and highlights, or write them as a PDF file.",
        ("Ctrl+P",),
        when=When.ITEM,
        menu=Menu.LIBRARY,
    ),
    # bring in
    Command(
        "import.files",
        "Import files…",
        "Choose newsletters in any format: text, Markdown, web pages, mail, mailboxes, feeds, archives.",
        ("Ctrl+O",),
        when=When.LIBRARY,
        menu=Menu.LIBRARY,
    ),
    Command(
        "import.folder",
        "Import a folder…",
        "Import all newsletters in a folder and in the folders inside it.",
        ("Ctrl+Shift+O",),
        when=When.LIBRARY,
        menu=Menu.LIBRARY,
    ),
    Command(
        "import.clipboard",
        "Import from the clipboard",
        "Import a newsletter, or files, that you copied elsewhere.",
        ("Ctrl+V",),
        when=When.LIBRARY,
        menu=Menu.LIBRARY,
    ),
    Command(
        "import.summary",
        "What the import brought",
        "Show what became of each document of the last import; each row leads to its issue.",
        ("g i",),
        when=When.IMPORTED,
        menu=Menu.LIBRARY,
        hint="last import",
    ),
    Command(
        "job.stop",
        "Stop the job",
        "Stop importing after the document at hand, what is in the library stays; an export or print leaves nothing.",
        ("g x",),
        when=When.JOB,
        menu=Menu.LIBRARY,
        hint="stop the job",
    ),
    Command(
        "window.close",
        "Close the window",
        "Close the window; everything is saved already.",
        ("Ctrl+W", "Ctrl+Q"),
        menu=Menu.LIBRARY,
    ),
)
