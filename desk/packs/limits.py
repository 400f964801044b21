"""How much of each kind stands in full in a pack. What is left out is listed, and told."""

# Texts of answers, shared out among the objectives; but never fewer than so many for each.
MOST_ANSWERS, FEWEST_ANSWERS = 100, 4
WORDS_OF_AN_ANSWER = 150
# Pledges and practices with their words; the others stand in a table.
MOST_IN_FULL = 25
WORDS_OF_AN_ITEM = 120
MOST_ROWS = 600
# Contributions, sessions and their seconds.
MOST_POSTS, WORDS_OF_A_POST = 60, 150
MOST_SESSIONS, MOST_CLIPS = 20, 40
