"""Documents coming in: stored, split again, restored and merged, on the one thread that writes."""
