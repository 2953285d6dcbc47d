"""Controllers that put issues and newsletters right: corrections, names and dates, splitting again, splitting rules."""
