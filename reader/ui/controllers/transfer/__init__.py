"""Controllers of jobs that bring in and take away: import, export, print."""
