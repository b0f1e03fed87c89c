# Zerosum: make run serves the ledger, make test proves it; both bring what they need by pip.
# PYTHON chooses the interpreter (3.11 or newer), VENV where the virtual environment is kept.

.DEFAULT_GOAL := help
.PHONY: help run quick test test-system campaign bench release release-tables lint docs contract sdks stop clean lock venv venv-test venv-dbt venv-clients venv-patroni

SHELL := /bin/sh
VENV ?= .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
CANDIDATES := python3 python3.13 python3.12 python3.11
SUITABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTEST_ARGUMENTS ?=
# One worker a processor, each with its own PostgreSQL, Valkey and databases.
WORKERS ?= $(shell getconf _NPROCESSORS_ONLN)
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

help:
	@echo "make run          serve the ledger (Ctrl-C stops it; data stays in .zerosum/)"
	@echo "make quick        lint, types, conventions, pgTAP, examples, and tests without a server"
	@echo "make test         lint, types and tests on the embedded PostgreSQL"
	@echo "make test-system  what meets PostgreSQL on Debian's, with what needs its packages"
	@echo "make campaign     the long tests at the size of an hour: random lives, crashes, requests"
	@echo "make bench        measure posting against its yardsticks, some minutes"
	@echo "make lint         ruff, mypy and sqlfluff only"
	@echo "make docs         write the generated pages, migrations/tables.sql and parts of the clients"
	@echo "make sdks         build the clients in Python and TypeScript into dist/ (wants npm)"
	@echo "make release VERSION=X.Y.Z  number the release, and write all that is kept with it"
	@echo "make release-tables  tag the plan, and keep the dump and digests that upgrades start from"
	@echo "make contract     record what is promised; MAJOR=1 records what breaks a promise too"
	@echo "make stop         stop the embedded PostgreSQL of .zerosum/"
	@echo "make venv-dbt     install dbt, for docs/how-to/dbt/"
	@echo "make venv-clients install generators of Python clients"
	@echo "make venv-patroni install Patroni, for the tests of failover"
	@echo "make clean        remove the virtual environment and caches, never the data"
	@echo "make lock         pin the packages of pyproject.toml anew"

run: venv
	@exec $(BIN)/zerosum up

quick: lint
	@$(PYTEST) -m "quick and not system" $(PYTEST_ARGUMENTS)

test: lint
	@$(PYTEST) -m "not system" $(PYTEST_ARGUMENTS)

# What meets no PostgreSQL, and what kills servers for minutes, make test has run already.
ON_DEBIAN := system or not (serverless or long)

test-system: venv-test venv-dbt venv-clients venv-patroni
	@bash tests/support/install_debian.sh
	@$(BIN)/python -m pytest tests/migrations/test_sqitch.py $(PYTEST_ARGUMENTS)
	@ZEROSUM_TEST_POSTGRES=system $(PYTEST) -m "$(ON_DEBIAN)" $(PYTEST_ARGUMENTS)

# The long tests at the size of an hour: what make test tries a little of, this tries a lot of.
CAMPAIGN := ZEROSUM_MODEL=deep ZEROSUM_MODEL_SEQUENCES=40000 ZEROSUM_MODEL_SEED=$$$$ ZEROSUM_EXAMPLES=3000 \
	ZEROSUM_FUZZ_EXAMPLES=150 ZEROSUM_KILLS=60

campaign: venv-test
	@$(CAMPAIGN) $(PYTEST) -m "long and not system" $(PYTEST_ARGUMENTS)

# BENCH_ARGUMENTS="--only hot --rounds 5" narrows or lengthens it; --help lists what there is.
# PEER="pgsql-ulid.sql pgledger.sql" runs pgledger beside it, from files that you have.
bench: venv-test
	@$(BIN)/python -m tests.benchmarks $(if $(PEER),--peer $(PEER)) $(BENCH_ARGUMENTS)

lint: venv-test $(VENV)/.linted
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy

# SQL takes a quarter of a minute: only what has changed since all was in order is checked.
$(VENV)/.linted: $(VENV)/.testing pyproject.toml $(shell find sql migrations webapp -name '*.sql' ! -name tables.sql)
	@printf '%s\n' $(if $(filter-out %.sql,$?),$(filter %.sql,$^),$?) \
	    | xargs -n 110 -P 2 $(BIN)/sqlfluff lint --quiet --disable-progress-bar
	@touch $@

docs: venv-test
	@$(BIN)/python -m webapp.config.reference
	@$(BIN)/python -m tests.docs.reference
	@$(BIN)/python -m tests.sdks.making

# The document is laid beside the TypeScript client, and npm makes types of it.
sdks: venv-test
	@rm -rf build/sdks
	@$(BIN)/python -m tests.sdks.making build/sdks
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation \
	    --wheel-dir dist build/sdks/python
	@cd build/sdks/typescript && npm ci --silent --ignore-scripts --no-audit --no-fund && \
	    npm run build --silent && npm pack --silent --pack-destination ../../../dist

# What only grows is recorded; a break needs MAJOR=1, and a line in CHANGELOG.md.
contract: venv-test
	@$(BIN)/python -m tests.contract.record $(if $(MAJOR),--major)

# A new shell for what follows the number: the environment is made anew when pyproject.toml changes.
release: venv-test
	@$(BIN)/python -m tests.migrations.release.numbering $(VERSION)
	@$(MAKE) --no-print-directory docs
	@$(MAKE) --no-print-directory contract
	@$(MAKE) --no-print-directory release-tables

# Until git knows the tag it may be run again; then tests keep what it wrote.
release-tables: venv-test
	@$(BIN)/python -m tests.migrations.release

stop:
	@if [ -x $(BIN)/zerosum ]; then $(BIN)/zerosum stop; else echo "zerosum: nothing to stop"; fi

clean: stop
	@rm -rf $(VENV) .uv build dist zerosum.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@if [ -d .zerosum ]; then echo "kept .zerosum/ (the data)"; fi

# The stamps make the environment once, and again only when a lock or the package changes.
venv: $(VENV)/.running
venv-test: $(VENV)/.testing
venv-dbt: $(VENV)/dbt/.installed
venv-clients: $(VENV)/clients/.installed
venv-patroni: $(VENV)/patroni/.installed

$(VENV)/.python:
	@for python in $(PYTHON) $(CANDIDATES); do \
	    if "$$python" -c '$(SUITABLE)' 2>/dev/null; then found="$$python"; break; fi; \
	    if [ -n "$(PYTHON)" ]; then break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	    echo "zerosum: needs Python 3.11 or newer with its venv module" \
	        "(tried: $(or $(PYTHON),$(CANDIDATES))); name one: make PYTHON=/path/to/python3" >&2; \
	    exit 1; \
	fi; \
	echo "zerosum: making $(VENV) with $$("$$found" --version)"; \
	"$$found" -m venv --clear $(VENV) && touch $@

$(VENV)/.running: $(VENV)/.python requirements.lock pyproject.toml
	@echo "zerosum: installing the pinned packages (once)"
	@$(PIP_INSTALL) --require-hashes -r requirements.lock
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.testing: $(VENV)/.running requirements-test.lock
	@echo "zerosum: installing the pinned test packages (once)"
	@$(PIP_INSTALL) --require-hashes -r requirements-test.lock
	@touch $@

# Packages that do not mix with the project's: an environment for each lock inside the environment.
$(VENV)/%/.installed: requirements-%.lock | $(VENV)/.python
	@echo "zerosum: installing the pinned $* (once)"
	@$(BIN)/python -m venv --clear $(VENV)/$*
	@$(VENV)/$*/bin/python -m pip install --quiet --disable-pip-version-check \
	    --only-binary :all: --require-hashes -r $<
	@touch $@

# Two of its packages come as sources, and are built by the pinned setuptools.
$(VENV)/patroni/.installed: requirements-patroni.lock | $(VENV)/.python
	@echo "zerosum: installing the pinned patroni (once)"
	@$(BIN)/python -m venv --clear $(VENV)/patroni
	@sed -n '/^setuptools==/,/[^\\]$$/p' $< | $(VENV)/patroni/bin/python -m pip install --quiet \
	    --disable-pip-version-check --require-hashes --requirement /dev/stdin
	@$(VENV)/patroni/bin/python -m pip install --quiet --disable-pip-version-check \
	    --no-build-isolation --require-hashes -r $<
	@touch $@

# uv makes locks for every platform at once and writes no index address into them.
UV := UV_PYTHON_DOWNLOADS=never .uv/bin/uv pip compile --quiet --universal --generate-hashes \
	--no-header --python-version 3.11 --upgrade

lock: $(VENV)/.python
	@test -x .uv/bin/uv || { $(BIN)/python -m venv .uv && .uv/bin/pip install --quiet uv==0.13.9; }
	@$(UV) --extra build pyproject.toml --output-file requirements.lock
	@$(UV) --extra build --extra test --extra telemetry --constraint requirements.lock pyproject.toml \
	    --output-file requirements-test.lock
	@for group in dbt clients patroni; do $(UV) --no-strip-extras --group pyproject.toml:$$group \
	    --output-file requirements-$$group.lock; done
