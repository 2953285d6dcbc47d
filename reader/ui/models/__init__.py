"""Qt models of the panes: ids in order plus a cache of rows.

A model never asks the library itself: rows come in through a function given to it, so it
can be tested, and shown, without one.
"""
