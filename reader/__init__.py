"""Research Reader: a desktop reader for research newsletters and link digests."""

__version__ = "0.1.0"
