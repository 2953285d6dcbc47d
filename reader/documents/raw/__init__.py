"""What all formats need first: bytes to characters, lines to paragraphs, JSON to fields of known types."""
