"""Cards about newsletters and their issues: results of imports, corrections, splitting again, splitting rules."""
