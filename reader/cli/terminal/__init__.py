"""Shared by all commands: their options, the library that is named, and output for people and programs."""
