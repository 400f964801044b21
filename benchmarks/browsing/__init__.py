"""Browsing, measured at 10,000 and at 100,000 pledges beside the plain way of doing it."""
