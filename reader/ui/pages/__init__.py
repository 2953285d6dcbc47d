"""An item as a page of text: its HTML, highlights, note and caret, and the places of words on it.

Pages fetch nothing, open no file, and show only what was made harmless.
"""
