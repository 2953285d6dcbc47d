"""Printing: items set on pages, as a PDF file or on a printer.

Pages are made in a process of their own (`worker`): Qt holds Python's lock while it lays out a text, so that in a
thread of the window each long one would make every key wait. What pages look like is decided here alone, in print's
own colours: never those of the window, which may be dark.
"""
