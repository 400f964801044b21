"""The tests, a folder an app; `journeys/` in a real browser."""
