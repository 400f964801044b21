"""How a State shares the work on its review, and that none of it leaves the State."""
