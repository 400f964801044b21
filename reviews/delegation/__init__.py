"""How a State shares the work on its review: links, a ladder of clearance, comments, reminders.

None of it ever leaves the State: not with what is handed in, nor on any public page.
"""
