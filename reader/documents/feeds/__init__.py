"""RSS, Atom, JSON Feed and OPML, read from memory: nothing is fetched here."""
