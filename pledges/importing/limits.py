"""What a file of pledges may be at most. A few hundred pledges stay far below all of it."""

MEGABYTE = 1024**2

MOST_ROWS = 1000
MOST_COLUMNS = 200
MOST_BYTES = 10 * MEGABYTE
# Of a workbook, which is an archive: how much it unpacks to, and how much of that is not rows and
# texts, but styles and the like, which their parser keeps in memory at once.
MOST_UNPACKED = 30 * MEGABYTE
MOST_BESIDE = 4 * MEGABYTE
MOST_PARTS = 500
MOST_TAGS = 1_000_000
# With the empty ones that Excel leaves below a table.
MOST_ROWS_OF_A_WORKBOOK = 20_000
# How many errors a report keeps, and how many errors and rows its page shows.
MOST_PROBLEMS = 1000
PROBLEMS_SHOWN = 200
ROWS_SHOWN = 50
