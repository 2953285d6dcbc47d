"""Issues and newsletters put right: corrected, described, split again, their splitting rules."""
