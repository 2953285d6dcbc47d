"""What things are: plain values and pure rules, with the standard library only.

Everything else in the program may import this package and it imports none of them, so a
rule stated here (what an item is, when two works are the same) holds for every format,
store and screen.
"""
