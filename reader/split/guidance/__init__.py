"""Steers a split by corrections and by the publication's profile: with hints to the decoder, then on finished items.

A correction is always obeyed; a profile is evidence that is weighed with the signs.
"""
