"""The command line: arguments in, one service called, text or JSON out.

It decides nothing itself, so that whatever it does can be done in the window too. Nothing heavy
is imported before a command needs it: ``reader --help`` answers at once.
"""
