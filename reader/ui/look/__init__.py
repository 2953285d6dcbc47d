"""How the window looks: colours, icons, text size and the width of a column of text. Each is said once."""
