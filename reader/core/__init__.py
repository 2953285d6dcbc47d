"""Plain values and pure rules of what things are, with the standard library only.

``text`` < ``values`` < ``state``, ``revision``: each package uses only those before it. Everything else
in the program may import this one, so that a rule stated here holds for every format, store and screen.
"""
