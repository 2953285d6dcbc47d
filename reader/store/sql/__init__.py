"""The file itself: its tables, how they came to be, connections to it, and what SQLite's errors mean."""
