"""Pledges: made, joined, examined, followed up, read."""
