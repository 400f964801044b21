"""The Compact and its forum: objectives, principles, countries, cycles and round tables."""
