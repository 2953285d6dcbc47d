"""The reader as a person uses it: fixtures of tests/driving.py."""

from driving import empty, library_path, reader

__all__ = ["empty", "library_path", "reader"]
