# All tools live in .venv, made from the locked requirements. Nothing outside this folder is changed,
# but for the browser that `make test` installs where there is none.

PYTHON ?= python3
BIN := .venv/bin

export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export HYPOTHESIS_STORAGE_DIRECTORY := .cache/hypothesis

.DEFAULT_GOAL := help
.PHONY: help setup site preview serve brochures check schema test lint bench bench-search check-engines pictures lock clean

help: ## Show this list
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/\1|\2/p' Makefile | awk -F'|' '{ printf "make %-14s %s\n", $$1, $$2 }'

setup: .venv/.site-stamp ## Install what the site needs into .venv/

site: .venv/.site-stamp ## Build the site into site/
	$(BIN)/mkdocs build --strict

preview: .venv/.site-stamp ## Build the site into vorschau/, with a banner that says it is only proposed
	VORSCHAU=ja $(BIN)/mkdocs build --strict --site-dir vorschau

serve: .venv/.site-stamp ## Show the site on this computer and follow changes
	$(BIN)/mkdocs serve

brochures: .venv/.site-stamp ## Print brochures, posters and sheets into broschueren/
	$(BIN)/familyguide brochure

check: .venv/.site-stamp ## Check the records in offers/
	$(BIN)/familyguide check

schema: .venv/.site-stamp ## Write the JSON Schemas and the list of fields anew
	$(BIN)/familyguide schema

test: .venv/.test-stamp ## Run all tests
	$(BIN)/python tests/browser/find_chromium.py --install
	$(BIN)/python tests/browser/find_nginx.py --install
	$(BIN)/pytest --numprocesses logical --dist loadfile

lint: .venv/.test-stamp ## Check the style and the types of the code
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: .venv/.test-stamp bench-search ## Measure the build, the site and the search
	$(BIN)/python benchmarks/run.py

bench-search: .venv/.test-stamp ## Measure what the search finds; QUERIES=file for other phrases
	$(BIN)/python benchmarks/search.py $(QUERIES)

pictures: .venv/.test-stamp ## Make the pictures of the instructions anew
	$(BIN)/python pictures/make.py

check-engines: .venv/.test-stamp ## Build with every supported engine and compare the sites
	$(BIN)/python tests/check_engines.py

# Pins stay as they are where pyproject.toml allows; `make lock UPGRADE=--upgrade` takes the newest versions.
LOCK = .cache/lock/bin/uv pip compile pyproject.toml --quiet --no-config --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(UPGRADE)

lock: ## Lock the versions of all dependencies
	$(PYTHON) -m venv .cache/lock
	.cache/lock/bin/python -m pip install --quiet --upgrade uv
	$(LOCK) --group build --output-file requirements.txt
	$(LOCK) --group build --group test --constraints requirements.txt --output-file requirements-test.txt

clean: ## Remove everything that was made here
	rm -rf .cache .venv bericht.csv bericht.html broschueren buero site vorschau vorschlag
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/.site-stamp: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo \
	  'Python 3.11 or newer with its venv module is needed. On Debian: sudo apt-get install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test-stamp: .venv/.site-stamp requirements-test.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-test.txt
	@touch $@
