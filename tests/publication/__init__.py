"""The workflow, its record, citations, files and text."""
