# The two commands a person needs are `make demo` and `make test`. `make help` lists the rest.
#
# Every target works from nothing but make and a Python 3.11+ that has venv: the first one makes .venv and installs
# the exact versions in requirements.lock, and later ones notice when the lock or pyproject.toml has changed.
# May live here: how the project's own commands are called. May not: logic; that belongs in a file that can be tested.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
# A copied or moved checkout, or another PYTHON=, is another installation.
STAMP := $(VENV)/.installed-$(shell echo "$(CURDIR) $(PYTHON)" | cksum | cut -d ' ' -f 1)
ROOTS := runtime transports host_tools

# `make test PART=runtime` runs one part, `KEEP=1` goes on after a failing one, `ARGS="-k link -x"` goes to pytest.
PART ?=
ARGS ?=
BUDGET ?= 20m

.PHONY: help demo test lint format soak budgets approve wheel clean venv

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): requirements.lock pyproject.toml .ci/make_venv
	@PYTHON="$(PYTHON)" bash .ci/make_venv $(VENV)
	@touch $@

demo: $(STAMP)  ## watch a program move MicroPython -> CPython -> MicroPython, and roll back
	@$(BIN)/sojourn demo

test: $(STAMP)  ## lint and types, then every part of the tests, with times
	@$(BIN)/python .ci/run_tests.py --part "$(PART)" $(if $(KEEP),--keep-going) -- $(ARGS)

lint: $(STAMP)  ## ruff, mypy strict, pyright strict
	@$(BIN)/python .ci/run_tests.py --part lint

format: $(STAMP)  ## put the sources into the one format, and mend what ruff can
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

soak: $(STAMP)  ## long sweeps: make soak PART=runtime BUDGET=20m
	@$(BIN)/python .ci/run_tests.py --soak --part "$(PART)" --budget "$(BUDGET)" -- $(ARGS)

budgets: $(STAMP)  ## what the runtime costs a device in memory, against tests/benchmarks/budgets.json (ARGS=--approve)
	@$(BIN)/python tests/benchmarks/budgets.py $(ARGS)

venv: $(STAMP)  ## make .venv with the pinned dependencies

approve: $(STAMP)  ## write anew what tests compare with; look at `git diff` then
	@$(BIN)/python .ci/approve.py

wheel: $(STAMP)  ## dist/sojourn-*.whl and the sdist
	@rm -rf dist
	@$(BIN)/python -m build --no-isolation --outdir dist .

clean:  ## forget .venv, caches and what was built
	@rm -rf $(VENV) dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find $(ROOTS) tests -name __pycache__ -type d -prune -exec rm -rf {} +
