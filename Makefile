# Thin wrappers: what they do lives in course/. Say `make PYTHON=python test` to use an environment of your own.
# Arguments go in ARGS: make lab ARGS="--no-browser --port 8899"

unexport PYTHONSAFEPATH  # with it Python would not find the course in this folder

ifndef PYTHON
  PYTHON := .venv/bin/python
  BASE_PYTHON ?= python3
  LESSONS := .venv/ready
  EVERYTHING := .venv/ready-all
  SITE := .venv/ready-site
  # A folder that was moved, or a Python that is gone, makes .venv useless although no file is newer.
  ifneq ($(shell test -x .venv/bin/python && head -n 1 .venv/ready 2>/dev/null),$(CURDIR))
    .PHONY: .venv/ready .venv/ready-all .venv/ready-site
  endif
endif

# For diff and for grade, by either name.
HANDED_IN := $(or $(SUBMISSIONS),$(NOTEBOOK))

.DEFAULT_GOAL := help
.PHONY: lab author test build translate site audit bench diff grade lint setup doctor help

lab: $(LESSONS)  ## open your next lesson in JupyterLab, in work/ (ARGS="--no-browser --port 8899")
	$(PYTHON) -m course lab $(ARGS)

author: $(EVERYTHING)  ## open solutions/ in JupyterLab: saving a notebook writes the .py that build reads
	$(PYTHON) -m course lab --solutions $(ARGS)

test: $(EVERYTHING)  ## re-run every notebook against its stored outputs, and run all tests (ARGS goes to pytest)
	$(PYTHON) -m course test $(ARGS)

build: $(EVERYTHING)  ## make notebooks from solutions/*.py (ARGS="01", ARGS=--check)
	$(PYTHON) -m course build $(ARGS)

translate: $(EVERYTHING)  ## bring locale/ to the English, and say what is missing (ARGS=--check names each fault)
	$(PYTHON) -m course translate $(ARGS)

site: $(SITE)  ## make the course as a web site in _site/ (ARGS=--serve opens it)
	$(PYTHON) -m course site $(ARGS)

audit: $(EVERYTHING)  ## prove the comparison: no false alarm as another machine, no mutant let through
	$(PYTHON) -m course audit $(ARGS)

bench: $(EVERYTHING)  ## measure checking beside other tools, about an hour; rewrites docs/reference/speed.md (ARGS=--full)
	$(PYTHON) -m course bench $(ARGS)

diff: $(EVERYTHING)  ## compare learners' notebooks with the solutions (SUBMISSIONS=path, ARGS="--html report")
	$(PYTHON) -m course diff $(if $(HANDED_IN),--exit-zero "$(HANDED_IN)") $(ARGS)

grade: $(EVERYTHING)  ## check a class by values, learners' code behind a wall (SUBMISSIONS=folder, ARGS="--out grades")
	$(PYTHON) -m course grade --exit-zero $(if $(HANDED_IN),"$(HANDED_IN)") $(ARGS)

lint: $(EVERYTHING)  ## ruff, and the rules of the house
	$(PYTHON) -m ruff check course helpers packages solutions tests
	$(PYTHON) -m ruff format --check course helpers packages tests
	$(PYTHON) -m course test tests/house

setup:  ## make .venv for the lessons, as every other target does for itself (ARGS=--all, ARGS=--cuda)
	@$(if $(LESSONS),$(BASE_PYTHON) -m course setup $(ARGS),echo "PYTHON=$(PYTHON) is yours: nothing is installed; make doctor says what it lacks")

doctor: $(LESSONS)  ## say whether this machine can run the course, and what to do if not
	$(PYTHON) -m course doctor $(ARGS)

help:  ## list the targets
	@awk -F ':[^#]*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' Makefile

.venv/ready .venv/ready-all .venv/ready-site: pyproject.toml constraints.txt packages/nbval-tolerance/pyproject.toml packages/warm-kernels/pyproject.toml
	@$(BASE_PYTHON) -m course setup $(if $(filter %-all,$@),--all)$(if $(filter %-site,$@),--site)
