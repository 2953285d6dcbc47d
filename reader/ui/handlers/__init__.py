"""What the commands do: one object for moving, deciding, annotating, finding and the frame.

Each gives its rows of the table from command id to function; together they must equal the
table of commands, or the program refuses to start. Handlers raise ReaderError for what the
user can mend; anything else is a bug.
"""
