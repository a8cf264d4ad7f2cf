# Thin wrappers: what they do lives in course/. Say `make PYTHON=python test` to use an environment of your own.
# Arguments go in ARGS: make lab ARGS="--no-browser --port 8899"

ifndef PYTHON
  PYTHON := .venv/bin/python
  BASE_PYTHON ?= python3
  READY := .venv/ready
  # A folder that was moved, or a Python that is gone, makes .venv useless although no file is newer.
  ifneq ($(shell test -x .venv/bin/python && head -n 1 .venv/ready 2>/dev/null),$(CURDIR))
    .PHONY: .venv/ready
  endif
endif

.DEFAULT_GOAL := help
.PHONY: lab test build audit bench diff grade lint setup doctor help

lab: $(READY)  ## open the lessons in JupyterLab, in work/ (ARGS="--no-browser --port 8899")
	$(PYTHON) -m course lab $(ARGS)

test: $(READY)  ## re-run every notebook against its stored outputs, and run all tests (ARGS goes to pytest)
	$(PYTHON) -m course test $(ARGS)

build: $(READY)  ## make notebooks from solutions/*.py (ARGS="01", ARGS=--check)
	$(PYTHON) -m course build $(ARGS)

audit: $(READY)  ## prove the comparison: no false alarm as another machine, no mutant let through
	$(PYTHON) -m course audit $(ARGS)

bench: $(READY)  ## measure checking beside other tools, about an hour; rewrites the README's tables (ARGS=--full)
	$(PYTHON) -m course bench $(ARGS)

diff: $(READY)  ## compare learners' notebooks with the solutions (NOTEBOOK=path, ARGS="--html report")
	$(PYTHON) -m course diff $(if $(NOTEBOOK),"$(NOTEBOOK)") $(ARGS)

grade: $(READY)  ## check a class by values, learners' code behind a wall (SUBMISSIONS=folder, ARGS="--out grades")
	$(PYTHON) -m course grade $(if $(SUBMISSIONS),"$(SUBMISSIONS)") $(ARGS)

lint: $(READY)  ## ruff, and the rules of the house
	$(PYTHON) -m ruff check course helpers packages solutions tests
	$(PYTHON) -m ruff format --check course helpers packages tests
	$(PYTHON) -m course test tests/house

setup: $(READY)  ## make .venv; every other target does so by itself
	@$(if $(READY),,echo "PYTHON=$(PYTHON) is yours: nothing is installed; make doctor says what it lacks")

doctor: $(READY)  ## say whether this machine can run the course, and what to do if not
	$(PYTHON) -m course doctor $(ARGS)

help:  ## list the targets
	@awk -F ':[^#]*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' Makefile

.venv/ready: pyproject.toml constraints.txt packages/nbval-tolerance/pyproject.toml packages/warm-kernels/pyproject.toml
	@$(BASE_PYTHON) -m course setup
