"""Cards over the window, a package per subject: each asks or tells one thing and closes."""
