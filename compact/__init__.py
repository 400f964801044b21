"""The Compact and its forum: objectives, actions, principles, countries, cycles, milestones, round tables."""
