"""Printing: items set on pages, as a PDF file or on a printer.

Pages are made in a process of their own (`print_worker`): Qt holds Python's lock while it lays out a text, so
that in a thread of the window each long one would make every key wait. Print has its own colours, never the
window's, which may be dark.
"""
