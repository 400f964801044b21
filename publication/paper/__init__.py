"""Papers: what can be read of an item as a PDF file, and the files that a worker makes of it.

`documents` has the value that a room makes of its item, `typesetting` makes the PDF of it,
`renditions` keeps the files, and `serving` gives them out or says that one is being made.
"""
