"""Queries as SQL: terms as conditions, words as FTS5 expressions, lists of ids, and where a hit matched."""
