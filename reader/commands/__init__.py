"""The table of everything the user can ask for: rows without Qt and without callbacks.

Menus, palette, key hints and cheat sheet are loops over the table, so they cannot disagree;
the program refuses to start unless the window's handlers equal it. What is not built yet is
not in it.
"""
