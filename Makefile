# Usher. `make run` shows it, `make test` proves it; both need only Python 3.11 or later.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet --require-hashes --requirement

.PHONY: run install test check format bench schema migration lock

run: install  ## install, fill a demo into data/usher.db, and serve it on http://127.0.0.1:8000
	@$(BIN)/python -m app demo
	@exec $(BIN)/python -m app serve

install: .venv/installed  ## what the lock names, into .venv

test: check  ## all that CI runs, on SQLite and on PostgreSQL
	$(BIN)/python -m pytest -n 2

check: .venv/installed-dev  ## format, lint, types, floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/installed-dev  ## what `check` asks for, as far as a tool can do it
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/installed-dev  ## how fast, beside other ways to write it; needs PostgreSQL and two cores
	@$(BIN)/python -m bench $(BENCH)

schema: .venv/installed-dev  ## write schema.graphql, the API as it is served
	$(BIN)/python -m app print-schema > schema.graphql

migration: .venv/installed-dev  ## name=...: what the models have that the migrations don't; name=initial: the first one anew
	PYTHONPATH=. $(BIN)/python migrations/make.py $(name)

lock:  ## choose the versions anew; needs uv
	uv pip compile pyproject.toml --group dev --group bench --output-file requirements-dev.txt $(LOCKING)
	uv pip compile pyproject.toml --constraint requirements-dev.txt --output-file requirements.txt $(LOCKING)

LOCKING = --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header

# A second time there is nothing to do. The lock of the tests has all of the other one, in the same versions.
.venv/installed: requirements.txt | .venv/bin/python
	$(PIP) requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt | .venv/bin/python
	$(PIP) requirements-dev.txt
	@touch $@ .venv/installed

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Usher needs Python 3.11 or later, and found none; name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv .venv
