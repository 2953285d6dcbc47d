"""Controllers of what a person does to items and works: decide, tag, note, highlight, and look at the paper."""
