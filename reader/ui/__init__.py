"""The window: the only Qt of the program (besides ``app``), so that everything else runs without a screen.

Widgets show values and ask for commands; they decide nothing about the library and read it only through
models. All keys go through one dispatcher (``keys``), all links through one function (``links.open_link``).
"""
