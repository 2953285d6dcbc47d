"""Rules about plain text: cleaned, compared, cut into words, and found again after it changed.

They know characters only, never items or issues.
"""
