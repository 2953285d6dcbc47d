"""Notes in an Obsidian vault, and how files are named and written: the user's own words stay."""
