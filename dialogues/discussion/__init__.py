"""Discussion spaces: contributing, moderating, following."""
