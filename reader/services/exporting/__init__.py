"""Takes items and works away, in the formats that other programs read.

Formats are pure: records in, pieces of text out, one module each and one row in ``formats``.
Only ``gathering`` reads the library and only ``writing`` touches the disk: whole or not at all,
and never outside the chosen folder.
"""
