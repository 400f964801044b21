# Needs python3 (3.11 or newer) and make; all else is installed into .venv.
.DEFAULT_GOAL := help
.PHONY: help demo run test screenshots check bench drill format messages lock shell venv-demo venv-dev words

BIN := .venv/bin
DEVELOPING := DEBUG=1 $(BIN)/python
WITH_SERVERS := $(BIN)/python -m imrf_portal.embedded
# What production must be told, for `check --deploy`; nothing is connected to.
DEPLOYED := DEBUG=0 SECRET_KEY=0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ \
	ALLOWED_HOSTS=portal.example.org PORTAL_ADDRESS=https://portal.example.org \
	DATABASE_URL=postgresql://db/portal CACHE_URL=redis://redis/1 \
	CELERY_BROKER_URL=redis://redis/0 EMAIL_URL=smtp://mail
# A lock file that names an index or a folder would hold on one machine only.
COMPILE := .venv/uv/bin/uv pip compile pyproject.toml --quiet --upgrade --generate-hashes --universal \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

demo: venv-demo ## Start the whole portal with demonstration data (PORT=8000); Ctrl-C stops it
	@exec $(BIN)/python -m imrf_portal.demo

run: venv-dev ## Start it for development: the server reloads when a file changes
	@exec $(BIN)/python -m imrf_portal.demo develop

test: venv-dev words ## Run all tests, in a real browser too (ARGS="-k timeline" to choose)
	@$(BIN)/python -m tests.chromium
	@$(BIN)/pytest -n logical --dist loadfile --no-loadscope-reorder $(ARGS)

screenshots: venv-dev words ## Take the pictures of the README anew, on the journeys
	@$(BIN)/python -m tests.chromium
	@$(BIN)/pytest -q --screenshots tests/journeys/test_main_job.py tests/journeys/test_a_practice.py tests/journeys/test_public_pages.py

check: venv-dev ## Everything that a machine can say about the code
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	DEBUG=1 $(BIN)/mypy .
	$(BIN)/lint-imports
	DEBUG=1 $(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(DEVELOPING) manage.py check_templates
	$(BIN)/djlint --lint --quiet templates
	$(DEVELOPING) manage.py write_docs --check
	$(DEVELOPING) manage.py check_messages
	$(DEPLOYED) $(BIN)/python manage.py check --deploy --fail-level WARNING

format: venv-dev ## Put Python into its shape
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format

messages: venv-dev ## Bring the catalogues of the interface's words up to date with the code
	@$(DEVELOPING) manage.py update_messages
	@$(DEVELOPING) manage.py compile_messages

bench: venv-dev words ## Measure what must stay quick; writes benchmarks/results.json
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.browsing

drill: venv-dev words ## Break something on purpose, and tell what was lost and how long it took
	@$(BIN)/python -m benchmarks.drills

shell: venv-dev ## A Python shell in the portal, on the servers of a running one if there is
	@DEBUG=1 $(WITH_SERVERS) $(BIN)/python manage.py shell

lock: venv-dev ## Choose the versions of all packages anew, from pyproject.toml
	@python3 -m venv .venv/uv && .venv/uv/bin/pip install --quiet uv
	@$(COMPILE) --group dev --extra embedded --output-file requirements/dev.txt
	@$(COMPILE) --extra embedded --constraint requirements/dev.txt --output-file requirements/demo.txt
	@$(COMPILE) --constraint requirements/dev.txt --output-file requirements/base.txt

words:
	@$(DEVELOPING) manage.py compile_messages

venv-demo venv-dev: venv-%:
	@command -v python3 >/dev/null || { echo "Python 3.11 or newer is needed; no python3 was found."; exit 1; }
	@python3 requirements/install.py $*
