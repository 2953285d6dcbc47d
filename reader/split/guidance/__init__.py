"""How corrections and a publication's profile steer a split: as hints to the decoder, and on finished items.

A correction is always obeyed; a profile is evidence that is weighed with the signs.
"""
