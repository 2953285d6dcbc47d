"""Cards to choose and to type with; the other cards are built on them. Only `open_links` opens links."""
