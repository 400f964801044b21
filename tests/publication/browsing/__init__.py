"""Browsing: the catalogue, search, pages, exports, tried on a small list of made-up things."""
