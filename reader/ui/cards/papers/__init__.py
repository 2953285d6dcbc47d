"""Cards about papers: one paper whole, and everything that was starred, noted and highlighted."""
