"""Nothing of a peer review leaks: it is looked for in all that anybody can reach."""
