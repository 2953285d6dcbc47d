"""Shared by everything with Qt: background jobs, drops, guards around its callbacks, and nothing loaded from pages."""
