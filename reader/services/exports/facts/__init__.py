"""Records of the known facts of an item or a work: authors, venue, identity, citation key, citation."""
