"""Tests of the public pages and of what all pages are made of."""
