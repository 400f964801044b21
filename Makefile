# Needs python3 (3.11 or newer) and make; everything else is installed into .venv.
.DEFAULT_GOAL := help
.PHONY: help demo run test check bench drill format messages lock shell demo-venv dev-venv

BIN := .venv/bin
MANAGE := DEBUG=1 $(BIN)/python manage.py

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

demo: demo-venv ## Start the whole portal with demonstration data (PORT=8000); Ctrl-C stops it
	@exec $(BIN)/python -m imrf_portal.demo

run: dev-venv ## Start it for development: the server reloads when a file changes
	@exec $(BIN)/python -m imrf_portal.demo develop

demo-venv:
	@command -v python3 >/dev/null || { echo "Python 3.11 or newer is needed: no python3 was found."; exit 1; }
	@python3 requirements/install.py demo

dev-venv:
	@command -v python3 >/dev/null || { echo "Python 3.11 or newer is needed: no python3 was found."; exit 1; }
	@python3 requirements/install.py dev
