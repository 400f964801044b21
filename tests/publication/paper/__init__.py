"""Papers: what is typeset, the files that are kept of it, and how they are given out."""
