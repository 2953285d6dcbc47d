"""Takes items and works away, in the formats that other programs read: ``facts`` < ``formats`` < ``vault``.

Records come from ``facts.gather``; files are written whole or not at all, never outside the chosen folder.
"""
