"""Proposes readings of a document by the forms that recur in it, weighs all readings alike, and picks one.

A form recurs: every block of it may open an item, or a section. Layouts propose readings too; one scorer compares
them by signs of the whole split, with weights that are learned from labelled newsletters.
"""
