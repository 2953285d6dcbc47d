"""Rows that say what an issue was split into: inserted, kept as versions, and what they teach."""
