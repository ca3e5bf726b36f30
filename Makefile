# trialrun: what to type. `make demo` and `make test` set themselves up; they need Python 3.11 or
# later, make and a package index. The set-up goes to .venv and is done once.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || \
                  command -v python3)
BIN := .venv/bin
UV := $(BIN)/uv
INSTALL := $(UV) pip install --quiet --python $(BIN)/python --compile-bytecode
BUILD := --build-constraints requirements/build.txt

.DEFAULT_GOAL := help
.PHONY: help demo test check bench fuzz docs format clean

help:  ## list what can be typed
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

demo: .venv/.product  ## rehearse both example studies and run the pilot on its data, into out/demo
	@$(BIN)/python scripts/demo

test: .venv/.dev  ## run all tests (network off)
	$(BIN)/python -m pytest

check: .venv/.dev  ## format, lint, types, layers, stale help and docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 0 tests/unit/test_layers.py tests/unit/test_public_names.py tests/unit/test_product_voice.py
	$(BIN)/python scripts/make-docs --check

bench: .venv/.dev  ## print how long things take, as ratios
	$(BIN)/python benchmarks/ratios.py
	$(BIN)/python benchmarks/rehearsal.py
	$(BIN)/python benchmarks/design.py

fuzz: .venv/.dev  ## the long random runs that make test leaves out
	$(BIN)/python -m pytest -m fuzz --no-header -v

docs: .venv/.product  ## write docs/reference anew
	$(BIN)/python scripts/make-docs

format: .venv/.dev  ## format the code and repair what ruff can repair
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:  ## remove .venv, out and the caches
	rm -rf .venv out dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src tests scripts benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.uv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "trialrun needs Python 3.11 or later; $(PYTHON) is older. Try: make PYTHON=/path/to/python3.11"; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip --version > /dev/null 2>&1 || $(BIN)/python -m ensurepip --default-pip > /dev/null
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/.product: .venv/.uv requirements/product.txt requirements/build.txt pyproject.toml
	$(INSTALL) $(BUILD) --require-hashes -r requirements/product.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src
	@touch $@

.venv/.dev: .venv/.product requirements/dev.txt
	$(INSTALL) $(BUILD) --require-hashes -r requirements/dev.txt
	@touch $@
