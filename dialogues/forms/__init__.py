"""The forms of sessions: the session itself, its series, its materials, and who comes."""
