# Two commands do everything: `make serve` shows the site, `make test` passes every test.
# Each sets up what it needs in .venv on its first run and starts at once on the next.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
ADDRESS ?= 127.0.0.1:8000

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url --no-emit-find-links

# Material prints a page of news about MkDocs 2 into every build otherwise.
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help serve build offline test check benchmark compare audit lock clean

help: ## Show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*## /\t/' | expand -t 14

serve: .venv/site ## Show the site at http://127.0.0.1:8000/ and reload it at every edit
	$(BIN)/mkdocs serve --dev-addr $(ADDRESS)

build: .venv/site ## Write the site into site/; any warning stops it
	$(BIN)/mkdocs build --strict

offline: .venv/site ## Write exported/case-report-offline.zip, the site to be read without a server
	$(BIN)/casereport offline

test: check ## Run every test; also installs Chromium where it can
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/pytest

check: .venv/test ## Only the linter and the type checker
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

benchmark: .venv/test ## Measure builds and edits beside a stock build, the series viewer, the synthetic CT
	$(BIN)/python tests/benchmarks/builds.py
	$(BIN)/python tests/benchmarks/edit_to_reload.py
	$(BIN)/python tests/benchmarks/series_viewer.py
	$(BIN)/python tests/benchmarks/phantom_series.py

compare: .venv/test tests/audit/node_modules ## Set every page beside a stock Material build: bytes, requests, Lighthouse
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python tests/benchmarks/side_by_side.py

audit: .venv/test tests/audit/node_modules ## Hold every page against Lighthouse, axe, the HTML checker and a link checker
	$(BIN)/python tests/browser/chromium.py
	PYTHONPATH=tests $(BIN)/python -m audit

lock: .venv/test ## Pin every dependency again, with hashes
	$(BIN)/pip install --quiet uv
	echo flit_core==3.12.0 | $(LOCK) pyproject.toml - --output-file requirements.txt
	$(LOCK) pyproject.toml --extra test --constraint requirements.txt --output-file tests/requirements.txt

clean: ## Remove everything that make has made
	rm -rf .venv .cache site exported

tests/audit/node_modules: tests/audit/package-lock.json
	@command -v npm >/dev/null || { echo 'make audit needs Node.js 18 or newer, with npm.'; exit 1; }
	npm ci --prefix tests/audit --ignore-scripts --no-audit --no-fund
	@touch $@

.venv/python:
	@test -n "$(PYTHON)" || { echo 'casereport needs Python 3.11 or newer: install it, then run make again.'; exit 1; }
	@echo "Setting up .venv with $$($(PYTHON) --version) (once; about a minute)"
	@$(PYTHON) -m venv .venv || { echo 'This Python cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv'; exit 1; }
	@touch $@

.venv/site: .venv/python requirements.txt pyproject.toml
	$(BIN)/pip install --progress-bar on --require-hashes --requirement requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test: .venv/site tests/requirements.txt tests/jats-dtd.txt
	$(BIN)/pip install --require-hashes --requirement tests/requirements.txt
	$(BIN)/pip install --quiet --no-deps --require-hashes --requirement tests/jats-dtd.txt
	@touch $@
