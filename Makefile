# Everything a fresh clone needs: Python 3.11 or later, and make. `make help` lists the targets.
# requirements/ pins one version of each package, with the hashes of its files; pip's own settings (pip.conf,
# PIP_INDEX_URL) decide where they are downloaded. `make update` renews the pins from pyproject.toml.

VENV := .venv
JOBS := 2
SEED := 1
COUNT := 20000
FUZZ_JOBS := 1
PROGRAMS := $(if $(filter Windows_NT,$(OS)),Scripts,bin)
BIN := $(VENV)/$(PROGRAMS)
LOCKED := install --quiet --no-compile --no-deps --no-build-isolation --use-pep517 --require-hashes --requirement
IN_PLACE := install --quiet --no-deps --no-build-isolation --editable
PYTEST := -m pytest -n $(JOBS)
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make update'

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help export test lint test-slow test-cost test-spark test-all fuzz test-lowest test-newest bench eval corpus publishers \
	schemas golden docs screenshots dist site update clean

help:
	@echo 'make export       set up newsld in $(VENV) and export fixtures/stories to build/'
	@echo 'make lint         check style and types'
	@echo 'make test         lint, and run all tests but the slow ones'
	@echo 'make test-slow    run the slow tests only: every browser case, laws about time and memory'
	@echo 'make test-cost    measure that time and memory grow with the input: about ten minutes on a quiet machine'
	@echo 'make test-spark   install PySpark (450 MB) and compare newsld.spark with newsld export; needs Java'
	@echo 'make test-all     make test, test-slow, test-spark and test-cost'
	@echo 'make fuzz         check random inputs and report those that break a law; SEED, COUNT and FUZZ_JOBS say which'
	@echo 'make test-lowest  run the tests with the lowest allowed version of each dependency'
	@echo 'make test-newest  run the tests with the newest version of every package'
	@echo 'make bench        measure newsld on this machine, in a quarter of an hour; BENCH=--write updates performance.md'
	@echo 'make eval         score the offline engine on the articles of fixtures/eval'
	@echo 'make docs         regenerate the generated pages of docs/reference'
	@echo 'make screenshots  take the screenshots of the documentation, with Chromium'
	@echo 'make site         build the documentation in build/site, with search'
	@echo 'make schemas      regenerate schemas/ from the models'
	@echo 'make golden       regenerate the expected exports of fixtures/stories'
	@echo 'make corpus       report on published pages, if ../shared/corpus exists'
	@echo 'make publishers   count mistakes in published markup, from the same folder'
	@echo 'make dist         build the wheel and the source archive in dist/'
	@echo 'make update       renew requirements/ with the newest versions that pyproject.toml allows'
	@echo 'make clean        remove the virtual environments, build/ and all caches'

export: $(VENV)/.installed
	@$(BIN)/newsld export fixtures/stories -o build

test: lint
	$(BIN)/python $(PYTEST) -m 'not slow and not cost'

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-actions action.yml

test-slow: $(VENV)/.tested
	$(BIN)/python $(PYTEST) -m slow

test-cost: $(VENV)/.tested
	$(BIN)/python -m pytest -m cost

test-spark: $(VENV)/.sparked
	$(BIN)/python -m pytest -m 'not cost' tests/test_spark.py

test-all: test
	$(BIN)/python $(PYTEST) -m slow
	$(MAKE) --no-print-directory test-spark
	$(BIN)/python -m pytest -m cost

fuzz: $(VENV)/.tested
	$(BIN)/python tools/fuzz.py --seed $(SEED) --count $(COUNT) --jobs $(FUZZ_JOBS)

test-lowest: .venv-lowest/.tested
	.venv-lowest/$(PROGRAMS)/python $(PYTEST) -m 'not slow and not cost'

test-newest: .venv-newest/.tested
	.venv-newest/$(PROGRAMS)/python $(PYTEST) -m 'not slow and not cost'

bench: $(VENV)/.benched
	$(BIN)/python tools/benchmark.py $(BENCH)

corpus: $(VENV)/.tested
	$(BIN)/python tools/corpus.py

publishers: $(VENV)/.tested
	$(BIN)/python tools/publishers.py

eval: $(VENV)/.tested
	$(BIN)/python tools/eval.py

schemas: $(VENV)/.installed
	$(BIN)/newsld schema --all -o schemas
	$(BIN)/python tools/build_line_schema.py
	$(BIN)/python tools/build_field_table.py

golden: $(VENV)/.tested
	$(BIN)/python tools/golden.py

docs: $(VENV)/.installed
	$(BIN)/python tools/docs/generate.py

screenshots: $(VENV)/.tested
	$(BIN)/python tools/screenshots.py

site: $(VENV)/.documented
	$(BIN)/zensical build --strict --clean

dist: $(VENV)/.installed
	rm -rf dist
	$(BIN)/hatchling build

# test.txt comes first: the other files take their versions from it. lowest.txt has the lowest versions of newsld's own
# dependencies, and the newest test tools that they allow.
update: $(VENV)/.updating
	$(LOCK) --group test --group lint --group bench --output-file requirements/test.txt
	$(LOCK) --group bench --constraint requirements/test.txt --output-file requirements/bench.txt
	$(LOCK) --extra spark --constraint requirements/test.txt --output-file requirements/spark.txt
	$(LOCK) --group build --constraint requirements/test.txt --output-file requirements/run.txt
	$(LOCK) --resolution lowest-direct --output-file requirements/lowest.txt
	$(LOCK) --group test --constraint requirements/lowest.txt --output-file requirements/lowest.txt
	$(subst pyproject.toml,--group docs,$(LOCK)) --constraint requirements/test.txt --output-file requirements/docs.txt
	$(subst pyproject.toml,--group update,$(LOCK)) --output-file requirements/update.txt

clean:
	rm -rf $(VENV) .venv-lowest .venv-newest build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# newsld is installed in editable mode, so the stamps are for its dependencies only.
$(VENV)/.installed: $(VENV)/.made requirements/run.txt pyproject.toml
	@echo 'installing newsld in $(VENV)'
	@$(BIN)/python -m pip $(LOCKED) requirements/run.txt
	@$(BIN)/python -m pip $(IN_PLACE) .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed requirements/test.txt
	@echo 'installing what the tests need in $(VENV): one or two minutes, about 700 MB'
	@$(BIN)/python -m pip $(LOCKED) requirements/test.txt
	@touch $@

$(VENV)/.sparked: $(VENV)/.tested requirements/spark.txt
	@echo 'installing PySpark in $(VENV): one or two minutes, about 450 MB'
	@$(BIN)/python -m pip $(LOCKED) requirements/spark.txt
	@touch $@

$(VENV)/.benched: $(VENV)/.installed requirements/bench.txt
	@echo 'installing what the benchmark needs in $(VENV)'
	@$(BIN)/python -m pip $(LOCKED) requirements/bench.txt
	@touch $@

$(VENV)/.documented: $(VENV)/.made requirements/docs.txt
	@echo 'installing what the documentation needs in $(VENV)'
	@$(BIN)/python -m pip $(LOCKED) requirements/docs.txt
	@touch $@

$(VENV)/.updating: $(VENV)/.made requirements/update.txt
	@$(BIN)/python -m pip $(LOCKED) requirements/update.txt
	@touch $@

.venv-lowest/.tested: .venv-lowest/.made requirements/lowest.txt requirements/run.txt pyproject.toml
	@echo 'installing the lowest allowed versions in .venv-lowest: one or two minutes'
	@.venv-lowest/$(PROGRAMS)/python -m pip $(LOCKED) requirements/run.txt
	@.venv-lowest/$(PROGRAMS)/python -m pip $(LOCKED) requirements/lowest.txt
	@.venv-lowest/$(PROGRAMS)/python -m pip $(IN_PLACE) .
	@touch $@

# Installed again on every run, to get the versions of today.
.PHONY: .venv-newest/.tested
.venv-newest/.tested:
	@rm -rf .venv-newest
	@$(MAKE) --no-print-directory .venv-newest/.made
	@echo 'installing the newest versions in .venv-newest: one or two minutes'
	@.venv-newest/$(PROGRAMS)/python -m pip install --quiet --upgrade pip # --group needs pip 25.1
	@.venv-newest/$(PROGRAMS)/python -m pip install --quiet --upgrade --group test --editable .

# Run each Python on PATH to see if it works; `make PYTHON=...` comes first.
%/.made:
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3 python py; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			echo "making $* with $$("$$python" --version)"; \
			rm -rf $*; \
			if "$$python" -m venv $*; then touch $@; exit 0; fi; \
			rm -rf $*; \
			echo 'The environment could not be created. On Debian and Ubuntu, run: apt install python3-venv' >&2; \
			exit 1; \
		fi; \
	done; \
	echo 'newsld needs Python 3.11 or later, and found none on PATH. Install it, or run: make PYTHON=/path/to/python3' >&2; \
	exit 1
