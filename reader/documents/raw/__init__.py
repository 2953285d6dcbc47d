"""The first steps of all formats: bytes to characters, lines to paragraphs, JSON to fields of known types."""
