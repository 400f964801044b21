"""Drafts: written on one page, saved whatever they hold, never over another's words.

`fields` take whatever is typed and say what they could not read, `forms` keep it, `saved` leads it
back, `differences` sets two forms beside one another, `saving` claims a revision, and `writing` is
the page.
"""
