"""What Qt needs everywhere: background jobs, drops, guards around its callbacks, and nothing loaded from pages."""
