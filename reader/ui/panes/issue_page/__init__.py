"""The issue as it came, with its items outlined and their borders movable."""
