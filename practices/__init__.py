"""The repository of practices and its peer review."""
