"""The services: everything the reader can do, a package per subject. No Qt, no SQL.

Functions are sized by intent and take the Library as a parameter, so that the window and the command line
do the same thing by the same code. Only ``machine.user_library`` loads the store: other services import quickly.
"""
