"""Browsing, built once for the four rooms: facets, search, pages, charts, exports, feeds.

A published item has one row here (`publication.models.ListedItem`), written in the transaction that
publishes or changes it. Each web process keeps the facets of those rows as bitmaps in memory
(`catalogue`), brought up to date by the number of the last change; PostgreSQL searches the text.
"""
