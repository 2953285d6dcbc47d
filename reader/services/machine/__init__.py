"""This machine: where files lie, the user's library opened and backed up, settings, processes, and the log."""
