"""What the reader can do: import, triage, annotate, list, apply. No Qt, no SQL.

Functions are sized by intent and take the Library as a parameter, so that the window and the
command line do the same thing by the same code. The store is imported for types only (but for
``opening``), so that importing a service is cheap.
"""
