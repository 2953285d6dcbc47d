"""HTML of pages, mails and feeds: made harmless, bounded, and turned into blocks.

What is shown to a person has passed ``sanitise``; what is parsed is bounded in depth and length before.
"""
