"""Keys: Qt's events to strokes, one dispatcher to commands, and the overlays and hints that show keys."""
