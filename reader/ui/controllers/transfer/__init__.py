"""Jobs that bring in and take away: import, export, print."""
