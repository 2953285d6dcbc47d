"""Markdown files to documents, and notes in Markdown to harmless HTML."""
