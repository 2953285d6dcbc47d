"""What is known of an item or a work, as records: authors, venue, identity, citation key, citation."""
