"""What follows from other rows and can be made again from them: search index, places, order, counts."""
