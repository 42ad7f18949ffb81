# Every target does its own set-up in .venv; nothing has to be installed before but Python 3.11 or newer.
PORT ?= 8000
PARTY ?= labour
FULL ?=
CALLERS ?= 500
MINUTES ?= 2
KILLS ?= 10
EXAMPLES ?= 300
BIN := .venv/bin
export PYTHON
# Compiled files stay from one run to the next (`make clean` removes them): to compile all anew takes as long as many tests.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test check bench load chaos fuzz lock clean

help: ## Say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -e 's/:.*## /\t/' | awk -F '\t' '{ printf "  make %-8s %s\n", $$1, $$2 }'

demo: ## Open London at http://127.0.0.1:8000 (PARTY=green PORT=8001 FULL=1)
	@sh scripts/setup.sh runtime
	@exec $(BIN)/groundgame demo --port "$(PORT)" --party "$(PARTY)" $(if $(filter-out 0 no,$(FULL)),--full) --end-with-parent

test: ## Run every test, the browser journeys included
	@sh scripts/setup.sh dev
	@sh scripts/setup.sh oracles
	@CHROMIUM="$$($(BIN)/python scripts/ensure_chromium.py)" && export CHROMIUM && $(BIN)/pytest -n 3 --dist worksteal $(ARGS)

check: ## Format, lint, types, import contracts, and the tests without a database: under a minute
	@sh scripts/setup.sh dev
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports --no-cache > .venv/lint-imports.log || { cat .venv/lint-imports.log; exit 1; }
	@$(BIN)/mypy --no-error-summary > .venv/mypy.log 2>&1 & types=$$!; \
		$(BIN)/pytest -q -n 2 --dist worksteal -p no:schemathesis --hypothesis-profile=quick \
			-m "not slow and not browser and not database" $(ARGS); tests=$$?; \
		wait $$types || { cat .venv/mypy.log; exit 1; }; exit $$tests

bench: ## Run the benchmarks
	@sh scripts/setup.sh dev
	@sh scripts/setup.sh oracles
	@$(BIN)/python benchmarks/machine.py
	@set -e; for file in benchmarks/bench_*.py; do echo "== $$file"; $(BIN)/python "$$file"; done

load: ## Ring as a phone bank does, against a site of its own (CALLERS=10000 MINUTES=2)
	@sh scripts/setup.sh dev
	@$(BIN)/python benchmarks/load --callers "$(CALLERS)" --minutes "$(MINUTES)" $(ARGS)

chaos: ## Kill the site and PostgreSQL amid callers and imports, and count what is left (KILLS=10)
	@sh scripts/setup.sh dev
	@$(BIN)/python benchmarks/chaos --kills "$(KILLS)" $(ARGS)

fuzz: ## Send the telephones' API and the pages what they were not made for (EXAMPLES=300 of each)
	@sh scripts/setup.sh dev
	@FUZZ_EXAMPLES="$(EXAMPLES)" $(BIN)/pytest -q $(wildcard tests/campaign/*/test_fuzz_*.py tests/campaign/*/*/test_fuzz_*.py) $(ARGS)

lock: ## Work the lock files out again, keeping what need not change (needs uv)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group build pyproject.toml \
		-o requirements.lock
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group build --group dev pyproject.toml \
		-c requirements.lock -o requirements-dev.lock
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group pyproject.toml:oracles \
		-o requirements-oracles.lock

clean: ## Remove the environments and the caches; the data in .groundgame stays
	@rm -rf .venv .venv-oracles .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-results
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
