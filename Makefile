PYTHON ?= python3
BIN := .venv/bin
DEMO := build/demo
PYTEST := $(BIN)/python -m pytest -p no:cacheprovider -n 2

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-machine test-all lint golden clean tools

help:  # nothing but what the comments below say
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/installed  ## replay the worked example into build/demo, check it and build its documents
	rm -rf $(DEMO)
	$(BIN)/python sample-plan/history/replay.py $(DEMO)
	$(BIN)/scplan check --plan $(DEMO)
	$(BIN)/scplan build --plan $(DEMO)
	@echo
	@echo "The worked example is built. Open:"
	@echo "  the plan            $(DEMO)/build/full-plan/index.html"
	@echo "  the plan as PDF     $(DEMO)/build/full-plan.pdf"
	@echo "  easy read           $(DEMO)/build/easy-read/index.html"
	@echo "  easy read as PDF    $(DEMO)/build/easy-read.pdf"

test: .venv/installed-test  ## every test that needs nothing but what pip brings
	$(PYTEST) -m "not browser and not tools"

test-machine: tools .venv/installed-dev  ## the tests that need a real browser, poppler, LibreOffice or OpenSSH
	$(PYTEST) -m "browser or tools"

test-all: test test-machine  ## all the tests

lint: .venv/installed-dev  ## style (ruff), types (mypy) and the direction of imports (import-linter)
	$(BIN)/ruff check
	$(BIN)/mypy --strict scp/
	$(BIN)/lint-imports

golden: .venv/installed-test  ## rewrite the golden documents and the reference pages; review the difference like code
	GOLDEN=rewrite $(PYTEST) tests/test_golden.py

clean:  ## remove everything that make made
	rm -rf .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find scp tests sample-plan -name __pycache__ -type d -prune -exec rm -rf {} +

tools:
	@missing=; for each in chromium pdftoppm soffice ssh-keygen gpg; do \
	  command -v $$each >/dev/null || missing="$$missing $$each"; done; \
	if [ -n "$$missing" ]; then \
	  echo "make test-all needs programs that are not installed:$$missing" >&2; \
	  echo "    apt-get install chromium poppler-utils libreoffice-writer-nogui openssh-client gnupg" >&2; exit 1; fi

# Each stamp is an environment that has at least what its name says, since pyproject.toml last changed.
.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/installed-test .venv/installed-dev: .venv/installed-%: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[$*]"
	@touch $@ .venv/installed
