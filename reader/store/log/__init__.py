"""Changes of state: the one function that makes them, their log, undo, and wishes turned into edits.

Every change that a person, a rule or the command line makes goes through ``change_log``.
"""
