"""Places at a session, its waiting list, and what those who come are told."""
