"""An item as a page of text: its HTML, highlights, note and caret, and which place is which word.

Pages fetch nothing, open no file, and show only what was made harmless.
"""
