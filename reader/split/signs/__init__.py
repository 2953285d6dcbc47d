"""Finds the forms and the signs of a document's blocks, which layouts weigh (`vocabulary` lists all signs).

Signs are made from blocks and lexicons alone. Nothing here knows a layout, an item, a correction or a profile.
"""
