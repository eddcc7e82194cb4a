# `make help` lists the targets. `make demo` and `make test` need nothing but Python 3.11 or newer with
# venv, make and a package index: each makes .venv itself and installs what the locks pin, by hash.

# The first interpreter that is new enough; `make test PYTHON=/path/to/python` chooses another.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$python; break; }; done)
UV ?= uv
# Workers of the tests. A file stays on one worker, so what its tests share is made once.
JOBS ?= 2
VENV := .venv
# Every tool is run as a module: that works from a path with spaces or a long one, where scripts may not.
RUN := $(VENV)/bin/python -m
PIP := $(RUN) pip --disable-pip-version-check --quiet --no-input

# A stamp is named by what it depends on, so a changed lock or a moved checkout installs again and
# nothing else does: time stamps say nothing after a clone.
key = $(shell (pwd; cat $(1)) | cksum | tr ' ' -)
VENV_STAMP := $(VENV)/.created-$(call key,/dev/null)
RUN_STAMP = $(VENV)/.run-$(call key,requirements/run.txt pyproject.toml)
DEV_STAMP = $(VENV)/.dev-$(call key,requirements/run.txt requirements/dev.txt pyproject.toml)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## list the targets
	@awk -F ': .*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: run-installed ## load the bundled sample, show the estimates by source and write a report
	@$(VENV)/bin/onrecord demo

.PHONY: test
test: dev-installed ## run the tests
	@$(RUN) pytest --numprocesses $(JOBS) --dist loadfile

.PHONY: test-slow
test-slow: dev-installed ## the long suites: texts of a megabyte, whatever they are made of
	@$(RUN) pytest -m slow --numprocesses $(JOBS)

.PHONY: crash-test
crash-test: dev-installed ## kill a load of 2,000 articles 50 times and its server 10 times; compare what is left
	@cd tests && ../$(VENV)/bin/python crash.py

.PHONY: fuzz
fuzz: dev-installed ## give every reader damaged files, ten minutes in all (MINUTES=N); nothing may escape
	@cd tests && ../$(VENV)/bin/python fuzz.py --minutes $(or $(MINUTES),10) --keep ../out/fuzz

.PHONY: check
check: dev-installed ## ruff, mypy, sqlfluff, import-linter; do models and migrations agree?
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) sqlfluff lint sql
	$(VENV)/bin/lint-imports
	@$(compare-schema)

# On a server of its own, made for this and removed: a check leaves the user's database alone. The folder is
# opened to others because a server started by root runs as another account.
define compare-schema
unset ONRECORD_DATABASE_URL ONRECORD_PORT; \
ONRECORD_HOME=$$(mktemp -d) && export ONRECORD_HOME && chmod 755 "$$ONRECORD_HOME" && \
{ $(RUN) etl db check; status=$$?; $(RUN) etl db stop >/dev/null; rm -rf "$$ONRECORD_HOME"; exit $$status; }
endef

.PHONY: eval
eval: dev-installed ## measure accuracy and speed on the development sets, write docs/accuracy.md (ERRORS=N lists errors)
	@$(VENV)/bin/python tools/evaluate.py --errors $(or $(ERRORS),0)

.PHONY: docs
docs: dev-installed ## write again what is made from the views: data dictionary, worked queries, Superset's columns
	@$(on-a-server-of-its-own)

define on-a-server-of-its-own
unset ONRECORD_DATABASE_URL ONRECORD_PORT; \
ONRECORD_HOME=$$(mktemp -d) && export ONRECORD_HOME && chmod 755 "$$ONRECORD_HOME" && \
{ $(RUN) etl run sample/articles && $(VENV)/bin/python tools/data_dictionary.py && \
$(VENV)/bin/python tools/worked_queries.py && \
$(VENV)/bin/python tools/bi/superset_import.py columns; status=$$?; $(RUN) etl db stop >/dev/null; rm -rf "$$ONRECORD_HOME"; exit $$status; }
endef

.PHONY: bi-test
bi-test: dev-installed ## read the saved views as an analyst with ODBC, JDBC, pandas, Polars and connectorx
	@tools/bi/run

.PHONY: superset
superset: run-installed ## pack build/onrecord-superset.zip for Superset's import (ADDRESS=the one that db grant bi prints)
	@test -n "$(ADDRESS)" || { echo "for which database? $(VENV)/bin/onrecord db grant bi dashboard" \
		"prints its address; then: make superset ADDRESS=postgresql://..." >&2; exit 2; }
	@$(VENV)/bin/python tools/bi/superset_import.py pack "$(ADDRESS)"

.PHONY: bench
bench: dev-installed ## time loading, extraction, views and starts beside their limits, write docs/performance.md (BENCH=--full)
	@$(RUN) tools.bench $(BENCH)

.PHONY: wheel
wheel: dev-installed ## build the wheel into dist/
	$(RUN) build --no-isolation --wheel

.PHONY: lock
lock: ## pin the dependencies of pyproject.toml again, by hash (needs uv)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: install it, or name it with UV=..." >&2; exit 1; }
	$(call compile,run,--group build)
	$(call compile,dev,--group build --group dev --extra documents --extra dask --constraint requirements/run.txt)

# Universal: one lock for every platform and Python. No header and no index address, so it reads the same for all.
compile = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links $(2) pyproject.toml --output-file requirements/$(1).txt

.PHONY: clean
clean: ## remove the virtual environment, caches and built files
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find etl models tests migrations -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: run-installed dev-installed
run-installed: $(RUN_STAMP)
dev-installed: $(DEV_STAMP)

$(RUN_STAMP): | $(VENV_STAMP)
	@$(call install,run)
	@touch $@

# The development lock holds the run time's pins too, so it satisfies both.
$(DEV_STAMP): | $(VENV_STAMP)
	@$(call install,dev)
	@touch $(RUN_STAMP) $@

# --no-deps: the lock is complete, and pip is not to look for anything beyond it.
define install
echo "Installing requirements/$(1).txt into $(VENV) ..."; \
rm -f $(VENV)/.run-* $(VENV)/.dev-* && \
$(PIP) install --no-deps --require-hashes --requirement requirements/$(1).txt && \
$(PIP) install --no-deps --no-build-isolation --editable . && \
$(RUN) compileall -q etl models
endef

# Cleared if make made it for another place, where its programs point; one that a person made is built upon.
$(VENV_STAMP):
	@test -n "$(PYTHON)" || { \
		echo "onrecord needs Python 3.11 or newer, and none was found. Install one (on Debian 12 or Ubuntu 24.04:" >&2; \
		echo "apt install python3 python3-venv), or name it: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@command -v "$(PYTHON)" >/dev/null || { echo "there is no $(PYTHON): make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "onrecord needs Python 3.11 or newer; $(PYTHON) is $$("$(PYTHON)" --version 2>&1)." >&2; \
		echo "Name another: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@"$(PYTHON)" -m venv $(if $(wildcard $(VENV)/.created-*),--clear) $(VENV)
	@touch $@
