# Everything that is done with this project. `make` alone lists it.
# Nothing is installed outside .venv, but for the browser and the database server of the tests
# (see tools/chromium and tools/postgres).

PYTHON ?= python3
FUZZ ?= 5000
EXAMPLES ?= 100
STORM ?= 30
BENCH ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-strip-extras --no-header --python-version 3.11

.DEFAULT_GOAL := help
.PHONY: help demo test lint types imports docs bench fuzz fuzz-api negmas storm vendor lock clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/run.stamp ## set up, analyse the Madrid case, write out/madrid.html
	@mkdir -p out
	@$(BIN)/winset analyse madrid-2025 --report out/madrid.html

test: .venv/dev.stamp ## set up, run the whole test suite with its coverage
	@browser=$$(tools/chromium) && postgres=$$(tools/postgres) && \
	  WINSET_CHROMIUM="$$browser" WINSET_POSTGRES="$$postgres" PYTHONDONTWRITEBYTECODE= \
	  $(BIN)/python -m pytest --cov --cov-report=term -n 2 --dist worksteal

lint: .venv/dev.stamp ## ruff: rules and format
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/dev.stamp ## mypy, strict
	@$(BIN)/mypy

imports: .venv/dev.stamp ## imports run one way through the house
	@$(BIN)/lint-imports

docs: .venv/dev.stamp ## build site/ from docs/; a warning is an error
	@$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going -d .cache/docs docs site
	@echo "The documentation: site/index.html"

bench: .venv/dev.stamp ## measure, and write docs/reference/benchmarks.md
	@WINSET_NEGMAS=$${WINSET_NEGMAS-$(wildcard .cache/negmas/bin/python)} $(BIN)/python benchmarks/run.py $(BENCH)

fuzz: .venv/dev.stamp ## mutate case, sweep, room and scenario files; FUZZ=n sets how many
	@WINSET_FUZZ=$(FUZZ) $(BIN)/python -m pytest --quiet tests/case/test_fuzz.py \
	  tests/sweeps/test_fuzz.py tests/room/record/test_fuzz.py tests/interop/test_fuzz.py

negmas: .cache/negmas/stamp ## load what winset writes in NegMAS, in a place of its own: the same frontier
	@PYTHONPATH=src .cache/negmas/bin/python -m pytest --quiet tests/interop/test_negmas.py

storm: .venv/dev.stamp ## kill servers in the midst of writes; STORM=n sets how often
	@postgres=$$(tools/postgres) && WINSET_STORM=$(STORM) WINSET_POSTGRES="$$postgres" \
	  $(BIN)/python -m pytest --quiet tests/room/test_storm.py

fuzz-api: .venv/dev.stamp ## send the room's pages and API what they must refuse; EXAMPLES=n an address
	@WINSET_FUZZ_API=$(EXAMPLES) $(BIN)/python -m pytest --quiet -n 2 tests/room/web/test_api_fuzz.py \
	  tests/room/web/test_bad_forms.py

vendor: ## rebuild the chart bundle of reports (needs node and npm)
	@cd tools/vendor && npm ci --ignore-scripts --silent && npm run --silent build

lock: .venv/dev.stamp ## lock every dependency anew, as the .in files and pyproject.toml ask
	@$(COMPILE) --upgrade --all-extras pyproject.toml requirements/build.in requirements/dev.in \
	  -o requirements/dev.txt
	@$(COMPILE) -c requirements/dev.txt pyproject.toml requirements/build.in -o requirements/run.txt
	@$(COMPILE) -c requirements/dev.txt pyproject.toml requirements/negmas.in -o requirements/negmas.txt

clean: ## remove what was made
	@rm -rf .venv .cache .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@rm -rf .import_linter_cache build dist out site tools/vendor/node_modules
	@find src tests benchmarks docs -name __pycache__ -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "winset needs Python 3.11 or newer; '$(PYTHON)' is not. Try: make PYTHON=python3.12" >&2; \
	  exit 1; }
	@$(PYTHON) -m venv .venv || { \
	  rm -rf .venv; \
	  echo "'$(PYTHON) -m venv' failed. On Debian and Ubuntu: apt-get install python3-venv" >&2; \
	  exit 1; }

.venv/run.stamp: requirements/run.txt pyproject.toml | .venv/bin/python
	@echo "Installing what winset runs with into .venv" >&2
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: requirements/dev.txt pyproject.toml | .venv/bin/python
	@echo "Installing what winset is developed with into .venv" >&2
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ .venv/run.stamp

.cache/negmas/stamp: requirements/negmas.txt
	@echo "Installing NegMAS into .cache/negmas, for its tests alone" >&2
	@$(PYTHON) -m venv .cache/negmas
	@.cache/negmas/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes \
	  -r requirements/negmas.txt
	@touch $@
