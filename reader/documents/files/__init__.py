"""Files and archives to pieces, each of a recognised kind, read alone: a bad piece costs no other."""
