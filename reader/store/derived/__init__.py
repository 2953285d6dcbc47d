"""Derived rows, which can be made again: search index, repeated values, order of issues, places of highlights."""
