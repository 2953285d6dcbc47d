"""Cards to choose and to type with; the others are built on them. Links are opened from here alone."""
