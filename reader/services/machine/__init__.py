"""This machine: where files lie, the user's library opened and backed up, settings, help pages, processes, the log."""
