"""Practices and their peer review."""
