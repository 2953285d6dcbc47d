"""Reading: rows, counts and cards on a connection of its own that another thread can interrupt."""
