"""The window: the only Qt of the program (besides ``app``), so that everything else runs without a screen.

shell > controllers, sessions > cards, panes > printing > pages > models > keys > look > qt. Widgets show values and ask
for commands; they decide nothing. All keys go through ``keys``, all links through ``open_links``.
"""
