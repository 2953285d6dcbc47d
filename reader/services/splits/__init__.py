"""Splits stored issues again: learns from them, corrects them, shows beforehand what changes, redoes many at once.

A split that waits to be written carries its basis. It is written as it is while the library still has that basis, and
worked out anew otherwise. Originals are read by ``services.worker``; ``services.imports`` uses this folder, not the
other way round.
"""
