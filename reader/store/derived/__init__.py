"""Derived rows, which can be made again from others: search index, repeated values, order of issues, places."""
