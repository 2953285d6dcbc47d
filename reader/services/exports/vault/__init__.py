"""Notes in an Obsidian vault, and the naming and writing of files: the user's own words stay."""
