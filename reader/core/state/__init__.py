"""The values of what a person does and asks for: changes, tags, notes, highlights, queries, and rows of lists.

They decide nothing: the library carries changes out, and services decide which ones are meant.
"""
