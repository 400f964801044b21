"""Pages of practices: for authors, reviewers, the Secretariat, and everybody."""
