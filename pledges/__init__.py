"""Pledges, partners, targets, progress."""
