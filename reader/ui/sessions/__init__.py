"""The open library as the window uses it: questions beside the window, rows by key on its thread, writes followed.

No widget is known here; controllers get these objects through the protocols of ``library_needs``.
"""
