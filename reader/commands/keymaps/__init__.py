"""Keys without Qt: strokes, chords and counts, and which keys mean which command in which scope."""
