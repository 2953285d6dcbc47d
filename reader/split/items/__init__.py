"""Makes sections and items from a reading: cuts blocks, tells kinds, finds lost headings, finishes the issue.

Every word of the document lands in exactly one field or in the boilerplate.
"""
