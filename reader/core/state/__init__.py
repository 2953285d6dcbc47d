"""What a person did and asks for: changes, stars, tags, notes, highlights, queries, and rows as lists show them.

Values only: the library carries changes out, and services decide which ones are meant.
"""
