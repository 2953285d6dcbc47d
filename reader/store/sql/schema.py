"""Version 1 of the library's schema, as literal SQL: a version that was once given out never changes.

What stands twice, and why: ``rank``, ``publication_id``, ``is_starred``, ``has_note`` and ``shown`` of an item repeat
what its issue and its work say, so that every list of the left pane is one walk along one index, without sorting.
Triggers keep them right, and ``check`` compares them. ``shown`` is 1 in lists, 2 retired (its text is no longer split
out: seen only while starred, noted or asked for by a tag), 0 removed with its issue or publication.

``inheritance``: an item that turned out to be another work took the star, the note or tags (``tagging.set:ID``) of its
old work along, so that undo of what was done to the old work finds it.
"""

APPLICATION_ID = 0x52526C62
"""``RRlb``: at byte 68 of the file."""

UNDECIDED = "is_read = 0 AND is_later = 0 AND is_done = 0"
"""The condition of an unread item, the same as `ItemRow.is_unread`."""

UNREAD = f"{UNDECIDED} AND shown = 1"
"""The unread items of lists, in the words of the partial index (the planner compares them)."""

TITLE = "coalesce(item.own_title, item.title, work.own_title)"
"""The title that an item is shown and found by, where ``item`` and ``work`` are joined."""

ANNOTATED = "(item.has_note = 1 OR item.has_highlights = 1)"
"""The items of the view Annotated, in the words of their index."""

TABLES = """
CREATE TABLE publication (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    title TEXT,
    name_key TEXT NOT NULL,
    list_id TEXT,
    address TEXT,
    created_at TEXT NOT NULL,
    removed_at TEXT
) STRICT;
CREATE UNIQUE INDEX publication_list ON publication (list_id) WHERE list_id IS NOT NULL;
CREATE INDEX publication_name ON publication (name_key);

CREATE TABLE issue (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    publication_id INTEGER NOT NULL REFERENCES publication (id),
    original_id INTEGER REFERENCES original (id) DEFERRABLE INITIALLY DEFERRED,
    message_id TEXT,
    number INTEGER,
    title TEXT,
    subtitle TEXT,
    date TEXT,
    name TEXT NOT NULL,
    intro TEXT,
    outro TEXT,
    layout TEXT NOT NULL,
    confidence REAL NOT NULL,
    boilerplate TEXT NOT NULL,
    rank INTEGER NOT NULL,
    stored_at TEXT NOT NULL,
    removed_at TEXT
) STRICT;
CREATE UNIQUE INDEX issue_message ON issue (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX issue_number ON issue (publication_id, number);

CREATE TABLE original (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    issue_id INTEGER NOT NULL REFERENCES issue (id),
    sha256 TEXT NOT NULL,
    text_hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    size INTEGER NOT NULL,
    words INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    text BLOB NOT NULL,
    stored_at TEXT NOT NULL
) STRICT;
CREATE INDEX original_issue ON original (issue_id);

CREATE TABLE section (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    issue_id INTEGER NOT NULL REFERENCES issue (id),
    position INTEGER NOT NULL,
    title TEXT,
    inferred TEXT,
    kind TEXT NOT NULL,
    intro TEXT,
    start INTEGER,
    stop INTEGER,
    is_retired INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX section_issue ON section (issue_id, position);

CREATE TABLE work (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    identity TEXT NOT NULL UNIQUE,
    label TEXT,
    is_starred INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    issue_id INTEGER NOT NULL REFERENCES issue (id),
    section_id INTEGER NOT NULL REFERENCES section (id),
    publication_id INTEGER NOT NULL REFERENCES publication (id),
    work_id INTEGER NOT NULL REFERENCES work (id),
    rank INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT,
    own_title TEXT,
    url TEXT,
    is_read INTEGER NOT NULL DEFAULT 0,
    is_later INTEGER NOT NULL DEFAULT 0,
    is_done INTEGER NOT NULL DEFAULT 0,
    is_starred INTEGER NOT NULL DEFAULT 0,
    has_note INTEGER NOT NULL DEFAULT 0,
    shown INTEGER NOT NULL DEFAULT 1,
    retired_at TEXT
) STRICT;
CREATE INDEX item_issue ON item (issue_id, position);
CREATE INDEX item_section ON item (section_id, position);
CREATE INDEX item_work ON item (work_id);
CREATE INDEX item_order ON item (rank DESC, issue_id DESC, position, section_id, publication_id, kind) WHERE shown = 1;
CREATE INDEX item_publication ON item (publication_id, rank DESC, issue_id DESC, position, section_id) WHERE shown = 1;
CREATE INDEX item_unread ON item (rank DESC, issue_id DESC, position, section_id, publication_id, kind)
    WHERE is_read = 0 AND is_later = 0 AND is_done = 0 AND shown = 1;
CREATE INDEX item_later ON item (rank DESC, issue_id DESC, position, section_id) WHERE is_later = 1 AND shown = 1;
CREATE INDEX item_done ON item (rank DESC, issue_id DESC, position, section_id) WHERE is_done = 1 AND shown = 1;
CREATE INDEX item_starred ON item (rank DESC, issue_id DESC, position, section_id, shown) WHERE is_starred = 1;
CREATE INDEX item_noted ON item (rank DESC, issue_id DESC, position, section_id, shown) WHERE has_note = 1;

CREATE TABLE item_text (
    id INTEGER PRIMARY KEY REFERENCES item (id),
    original_id INTEGER NOT NULL REFERENCES original (id),
    body TEXT NOT NULL,
    body_html TEXT NOT NULL,
    is_abstract INTEGER NOT NULL,
    author TEXT,
    links TEXT NOT NULL,
    topics TEXT NOT NULL,
    images INTEGER NOT NULL,
    parts TEXT NOT NULL,
    confidence REAL NOT NULL
) STRICT;

CREATE TABLE draft (
    work_id INTEGER NOT NULL REFERENCES work (id),
    process TEXT NOT NULL,
    text TEXT NOT NULL,
    base TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (work_id, process)
) STRICT;

CREATE TABLE inheritance (
    work_id INTEGER NOT NULL REFERENCES work (id),
    heir_id INTEGER NOT NULL REFERENCES work (id),
    field TEXT NOT NULL,
    PRIMARY KEY (work_id, heir_id, field)
) STRICT;

CREATE TABLE change_group (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    origin TEXT NOT NULL,
    label TEXT NOT NULL,
    undoes INTEGER REFERENCES change_group (id),
    head_id INTEGER REFERENCES change_group (id),
    is_undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX change_group_acts ON change_group (is_undone, id, origin) WHERE undoes IS NULL;
CREATE INDEX change_group_undone ON change_group (head_id, origin) WHERE is_undone = 1;

CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES change_group (id),
    field TEXT NOT NULL,
    old ANY,
    new ANY,
    targets BLOB NOT NULL
) STRICT;
CREATE INDEX change_of_group ON change (group_id);
"""

SEARCH = """
CREATE VIEW searchable AS
    SELECT item.id AS id, coalesce(item.own_title, item.title) AS title, item_text.body AS body, work.note AS note
    FROM item JOIN item_text ON item_text.id = item.id JOIN work ON work.id = item.work_id;
CREATE VIRTUAL TABLE item_fts USING fts5 (
    title, body, note, content='searchable', content_rowid='id', tokenize='porter unicode61', prefix='2 3'
);
"""

TRIGGERS = """
CREATE TRIGGER work_note_known AFTER UPDATE OF note ON work WHEN (new.note <> '') <> (old.note <> '') BEGIN
    UPDATE item SET has_note = new.note <> '' WHERE work_id = new.id;
END;
CREATE TRIGGER work_starred AFTER UPDATE OF is_starred ON work WHEN new.is_starred <> old.is_starred BEGIN
    UPDATE item SET is_starred = new.is_starred WHERE work_id = new.id;
END;
CREATE TRIGGER item_retired AFTER UPDATE OF retired_at ON item WHEN new.shown <> 0 BEGIN
    UPDATE item SET shown = CASE WHEN new.retired_at IS NULL THEN 1 ELSE 2 END WHERE id = new.id;
END;
CREATE TRIGGER issue_removed AFTER UPDATE OF removed_at ON issue BEGIN
    UPDATE item SET shown = CASE
        WHEN new.removed_at IS NOT NULL THEN 0
        WHEN (SELECT removed_at FROM publication WHERE id = new.publication_id) IS NOT NULL THEN 0
        WHEN retired_at IS NOT NULL THEN 2 ELSE 1 END
    WHERE issue_id = new.id;
END;
CREATE TRIGGER publication_removed AFTER UPDATE OF removed_at ON publication BEGIN
    UPDATE item SET shown = CASE
        WHEN new.removed_at IS NOT NULL THEN 0
        WHEN (SELECT removed_at FROM issue WHERE id = item.issue_id) IS NOT NULL THEN 0
        WHEN retired_at IS NOT NULL THEN 2 ELSE 1 END
    WHERE issue_id IN (SELECT id FROM issue WHERE publication_id = new.id);
END;
"""

SCRIPT = TABLES + SEARCH + TRIGGERS
