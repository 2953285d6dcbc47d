"""Plain values and pure rules of what things are, with the standard library only.

``text``, ``paths`` < ``values`` < ``state``, ``revision`` < ``fields``, ``setting_kinds`` < ``settings``: each uses
only those before it. ``fields`` is the table of what a person can change, ``settings`` that of the settings, of the
kinds in ``setting_kinds``; ``paths`` says where the program's own files stand. Everything else in the program may
import this one, so that a rule stated here holds for every format, store and screen.
"""
