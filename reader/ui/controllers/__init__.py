"""The controllers, which carry out the commands. Each gives its rows from command id to function.

Together they must equal the table of commands, or the program refuses to start. A controller receives the few things it
needs (``needs``, ``library_needs``), never the window. It raises ReaderError for what the user can mend.
"""
