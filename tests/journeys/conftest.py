"""The reader as a person uses it: fixtures of tests/driving.py."""

from driving import library_path, reader

__all__ = ["library_path", "reader"]
