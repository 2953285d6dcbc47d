"""Cards about the program: commands, keys, menus, export, settings and help."""
