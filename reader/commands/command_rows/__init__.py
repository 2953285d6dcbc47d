"""The rows of the command table, a module per subject: id, title, help, keys, scope, and what it needs."""
