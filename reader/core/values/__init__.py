"""The parts of newsletters as values: documents, issues, items, works, publications, their ids, and errors.

A value is frozen and complete. What a person does to it is kept in ``state``.
"""
