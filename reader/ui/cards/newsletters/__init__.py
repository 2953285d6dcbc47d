"""Cards about issues and newsletters: what an import, a correction or splitting again brings."""
