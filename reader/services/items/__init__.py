"""Acts on items and facts about them: decisions as acts, changes from other programs, items as JSON."""
