# Needs Python 3.11 or newer, pip and make. Everything else goes into .venv, from a lock with hashes.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?=
JOBS ?= 2
BIN := .venv/bin
export PYTHON

.PHONY: help setup setup-run demo test lint types floors tests nightly bench coverage lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

setup: ## .venv with the package and all tools, as locked
	@tools/setup.sh dev

setup-run:
	@tools/setup.sh run

demo: setup-run ## compare strategies for a corner shop and a telecom town, and what would change the answer; one HTML page
	$(BIN)/python -m sim compare scenarios/experiments/demo_telecom.yaml --out results/demo_telecom
	$(BIN)/python -m sim compare scenarios/experiments/demo_corner.yaml --out results/demo_corner
	$(BIN)/python -m sim sensitivity scenarios/experiments/demo_corner.yaml --quick --answer --out results/demo_corner/sensitivity-quick
	$(BIN)/python -m sim report results/demo_corner results/demo_telecom --out results/demo.html

test: lint ## everything a change must pass
	@$(MAKE) -j 2 types floors tests

lint: setup ## ruff: rules and format
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

types: setup ## mypy --strict
	$(BIN)/python -m mypy --strict

floors: setup ## the import contracts
	$(BIN)/lint-imports

tests: setup ## pytest alone
	$(BIN)/python -m pytest -n $(JOBS)

nightly: setup ## the long tests
	$(BIN)/python -m pytest -n $(JOBS) -m nightly

bench: setup ## speed of engines, commands and comparisons, as tables
	$(BIN)/python -m tests.benchmarks

coverage: setup ## how many rows of the texts are covered (PART=customer lists the open ones)
	@$(BIN)/python -m tools.coverage $(if $(PART),--part $(PART))

lock: ## write both lock files again (UPGRADE=1 for new versions)
	@test -x build/lock/bin/python || python3 -m venv build/lock
	@build/lock/bin/python -m pip install --quiet 'pip-tools>=7.6'
	tools/lock.sh build/lock/bin/python

clean: ## remove what tools leave behind; .venv and results stay
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find sim tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
