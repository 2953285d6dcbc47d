"""Documents coming in: stored, split again, restored and merged, on the one thread that writes.

An issue that comes from an export without its document gets a text made of its items (``issue_text``).
"""
