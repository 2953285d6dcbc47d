"""Changes of state: the one function that makes them, their log, undo, and wishes turned into edits.

Every change that a person, a rule or the command line makes goes through ``change_log``. The rows that wishes about
tags and highlights are turned into edits of are also read here: an item's highlights, and a tag with those inside it.
"""
