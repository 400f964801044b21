"""Consultations and input: the log on the desk, the call, and what everybody sees of it."""
