"""What is seen of a document's blocks: their forms, and the signs that layouts weigh (`vocabulary` lists all).

Signs are made from blocks and lexicons alone. Nothing here knows a layout, an item, a correction or a profile.
"""
