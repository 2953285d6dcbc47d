"""Documents brought into the library: read, split and stored one by one, each with one result.

Parsing can run in a process of its own, so that no document can hang or crash the window.
"""
