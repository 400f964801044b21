"""Door 3, machines: the API, dumps, feeds and embeds. Reads `.published()` and nothing else."""
