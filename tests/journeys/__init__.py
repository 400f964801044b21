"""Walks through the portal in a real browser, by the people that it is made for."""
