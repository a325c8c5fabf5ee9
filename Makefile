# The verbs people use. Everything runs in .venv; nothing is installed elsewhere.
VENV ?= .venv
PYTHON ?= python3
BIN = $(VENV)/bin

.PHONY: setup test lint types format examples gallery reference docs bench smoke clean

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml tests/tools/package.json
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e '.[all,test]'
	PATH="$(abspath $(BIN)):$$PATH" tests/tools/install
	touch $@

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

examples: setup
	$(BIN)/python scripts/make_examples.py

gallery: setup
	$(BIN)/python scripts/make_gallery.py

reference: setup
	$(BIN)/python scripts/make_reference.py

docs: setup reference
	$(BIN)/diagramc docs --update --lock-only docs
	$(BIN)/mkdocs build --strict

bench: setup
	$(BIN)/python -m pip install --quiet -e '.[bench]'
	$(BIN)/python benchmarks/startup.py

smoke: setup
	PYTHON=$(PYTHON) BUILD=$(BIN)/python scripts/smoke

clean:
	rm -rf $(VENV) dist tests/tools/node_modules
