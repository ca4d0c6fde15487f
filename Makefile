# Every task of the project; CI, hooks and the README call these same targets.
PYTHON ?= python3
BIN := .venv/bin
DATA ?= ../shared/data
# What thinks is held to its coverage by tests of its own; counting lines makes a browser's journeys a third slower.
PURE := tests/unit tests/property tests/oracles
WHOLE := tests/web tests/integration tests/journeys

.PHONY: run test lint types contracts bench snapshot lock clean

run: .venv/ready-run ## serve the dashboard on the embedded default
	@$(BIN)/sipmap serve

test: .venv/ready-dev system lint types contracts ## all checks and all tests
	$(BIN)/python -m pytest -n auto --dist loadfile --cov --cov-report=term $(PURE)
	$(BIN)/python -m pytest -n auto --dist loadfile $(WHOLE)

lint: .venv/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/ready-dev
	$(BIN)/mypy

contracts: .venv/ready-dev
	$(BIN)/lint-imports

bench: .venv/ready-dev system ## print the benchmarks and keep them in bench/history
	$(BIN)/python -m bench

snapshot: .venv/ready-dev ## make the embedded default's figures from the published files in DATA
	$(BIN)/python -m etl.snapshot.dump $(DATA)

lock: .venv/ready-dev ## resolve the ranges of pyproject.toml anew
	scripts/lock.sh

clean:
	rm -rf .venv .coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

.PHONY: system
system:
	@scripts/system.sh

.venv/ready-run: requirements.lock pyproject.toml
	@scripts/environment.sh run $(PYTHON)

.venv/ready-dev: requirements-dev.lock pyproject.toml
	@scripts/environment.sh dev $(PYTHON)
