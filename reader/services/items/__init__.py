"""What is done to items and told of them: decisions as acts, changes from other programs, items as JSON."""
