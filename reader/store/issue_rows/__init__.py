"""Rows of an issue's split: inserted, kept as versions, and read as lessons for the next split."""
