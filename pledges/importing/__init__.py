"""Bringing in pledges from before the portal: a table in, pledges out, all of them or none.

`files` opens what was uploaded as rows of text, `columns` says what each cell takes, `checking`
what is wrong and what would be done, and `writing` does it. `runs` are the verbs, `work` is what
a worker does. Nothing in a file is ever run.
"""
