"""Records: entries made of fields, like those of arXiv, PubMed, journal alerts and mailing-list digests.

What a label or a form means is a row of a table; the cycle that the rows make says where records begin. Everything
here is decided from blocks alone, so it needs no weights. What is no record is left to the layouts.
"""
