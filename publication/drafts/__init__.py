"""Drafts: fields that take whatever is typed, and say what they could not read."""
