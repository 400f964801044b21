"""What `make demo` shows: made-up people, reviews and histories, the same on every machine.

Rows are written in bulk, straight into their tables: made through the services, a few hundred moves
and ten thousand answers would bear today's date, send mail, and take minutes. Tests hold what is
written here against the table of moves and against what the services would have written.
"""
