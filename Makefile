# Everything a fresh clone needs: Python 3.11 or later, and make.
# Where packages come from is pip's own business (pip.conf, PIP_INDEX_URL).

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help export test lint bench corpus publishers schemas golden docs site clean

help:
	@echo 'make export   sets newsld up in $(VENV) and exports fixtures/stories to build/'
	@echo 'make test     lint, types and all tests'
	@echo 'make bench    the benchmark of docs/, measured on this machine'
	@echo 'make corpus   the report over published pages, where ../shared/corpus is at hand'
	@echo 'make publishers  what published markup gets wrong, counted, from the same place'
	@echo 'make schemas  writes schemas/ anew from the models'
	@echo 'make golden   writes the expected exports of fixtures/stories anew'
	@echo 'make docs     writes the generated pages of docs/reference anew'
	@echo 'make site     build the documentation in build/site, with search'
	@echo 'make clean    removes $(VENV), build/ and all caches'

export: $(VENV)/.installed
	@$(BIN)/newsld export fixtures/stories -o build

test: lint
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.benched
	$(BIN)/python tools/bench/convert.py
	$(BIN)/python tools/bench/check.py
	$(BIN)/python tools/bench/pages.py
	$(BIN)/python tools/bench/embed.py

corpus: $(VENV)/.tested
	$(BIN)/python tools/corpus.py

publishers: $(VENV)/.tested
	$(BIN)/python tools/publishers.py

schemas: $(VENV)/.installed
	$(BIN)/newsld schema --all -o schemas
	$(BIN)/python tools/build_line_schema.py

golden: $(VENV)/.tested
	$(BIN)/python tools/golden.py

docs: $(VENV)/.installed
	$(BIN)/python tools/docs/generate.py

site: $(VENV)/.documented
	$(BIN)/zensical build --strict --clean

clean:
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The project is installed so that an edit of src/ counts at once: only what it needs is stamped.
$(VENV)/.installed: $(VENV)/.made pyproject.toml
	@echo 'installing newsld in $(VENV)'
	@$(PIP) --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	@echo 'installing what the tests need in $(VENV)'
	@$(PIP) --upgrade 'pip>=24' # those before stumble over an extra that two packages spell differently
	@$(PIP) --editable '.[test,lint]'
	@touch $@

$(VENV)/.benched: $(VENV)/.installed
	@echo 'installing what the benchmark needs in $(VENV)'
	@$(PIP) --editable '.[bench]'
	@touch $@

$(VENV)/.documented: $(VENV)/.made requirements/docs.txt
	@echo 'installing what the documentation needs in $(VENV)'
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement requirements/docs.txt
	@touch $@

# A name on PATH is no promise that a Python runs: each is tried, `make PYTHON=...` first.
$(VENV)/.made:
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			echo "making $(VENV) with $$("$$python" --version)"; \
			rm -rf $(VENV); \
			if "$$python" -m venv $(VENV); then touch $@; exit 0; fi; \
			rm -rf $(VENV); \
			echo 'The environment could not be made. On Debian and Ubuntu: apt install python3-venv' >&2; \
			exit 1; \
		fi; \
	done; \
	echo 'newsld needs Python 3.11 or later, and found none on PATH: install it, or say make PYTHON=/path/to/python3' >&2; \
	exit 1
