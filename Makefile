# Một Cửa. 'make run' and 'make test' do all set-up; a second call finds it done.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# Extra words for the pip call that installs torch. Where the package registry would pull a CUDA
# build of several GB, choose the CPU build: make run TORCH_PIP_ARGS="--index-url <CPU wheel index>"
TORCH_PIP_ARGS ?=

VENV := .venv
NLU_VENV := .venv-nlu
BIN := $(VENV)/bin
# Single-threaded libraries, no telemetry, no model hub: set once for everything started from here.
export OMP_NUM_THREADS ?= 1
export TOKENIZERS_PARALLELISM := false
export HF_HUB_OFFLINE := 1
export RASA_TELEMETRY_ENABLED := false

.PHONY: help setup run test check bench format lock clean

help: ## Show this
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

setup: $(VENV)/.ready $(NLU_VENV)/.ready ## Install both Python environments from the lock files

run: setup ## Everything, then the chat and the desk at http://127.0.0.1:8080
	@$(BIN)/motcua serve

test: setup ## Every test
	@scripts/system-packages
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(VENV)/.ready ## Formatter, linter, types, import directions
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup ## Benchmarks with their peers in the same run
	$(BIN)/python -m tests.benchmarks

format: $(VENV)/.ready ## Format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: ## Write the lock files again from what is installed
	@scripts/write-locks

$(VENV)/.ready: pyproject.toml requirements/main.lock
	@scripts/find-python 3.11 >/dev/null
	@echo "Python 3.11: $(VENV) (2-4 minutes the first time)"
	@test -x $(BIN)/python || $$(scripts/find-python 3.11) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --upgrade pip setuptools
	@echo "  torch …" && $(BIN)/python -m pip install -qq $(TORCH_PIP_ARGS) "$$(grep '^torch==' requirements/main.lock)"
	@echo "  everything else …" && $(BIN)/python -m pip install -qq -r requirements/main.lock
	@$(BIN)/python -m pip install -qq --no-deps --no-build-isolation -e .
	@touch $@

$(NLU_VENV)/.ready: pyproject.toml requirements/nlu.lock
	@scripts/find-python 3.10 >/dev/null
	@echo "Python 3.10 for Rasa: $(NLU_VENV) (2-4 minutes the first time)"
	@test -x $(NLU_VENV)/bin/python || $$(scripts/find-python 3.10) -m venv $(NLU_VENV)
	@$(NLU_VENV)/bin/python -m pip install -qq --upgrade "pip" "setuptools<81"
	@$(NLU_VENV)/bin/python -m pip install -qq -r requirements/nlu.lock
	@touch $@

clean: ## Remove environments, data and caches
	rm -rf $(VENV) $(NLU_VENV) .venv-python var .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
