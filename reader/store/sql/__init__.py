"""The file itself: its tables, their migrations, connections to it, and SQLite's errors as core errors."""
