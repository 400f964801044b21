"""The whole portal on one machine, by one command: `make demo`, and `make run` to develop."""
