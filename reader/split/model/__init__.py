"""The layouts of issues as tables of weighted signs, and the decoder that reads a document in one of them.

Layouts are data: a new one is a new table. Nothing here cuts blocks into items, nor knows corrections or profiles.
"""
