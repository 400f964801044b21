"""Verbs of sessions: the series, the sessions themselves, what lies with them."""
