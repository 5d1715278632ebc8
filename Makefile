# `make run` opens the demonstration clinic, `make test` checks everything.
# Both need git, make and Python 3.11 or newer, and bring the rest themselves.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)
SIZE ?= 27000
WORKERS ?= auto
TESTS ?=
KILLS ?= 100

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALLED := $(VENV)/installed.stamp
EDITABLE := $(VENV)/editable.stamp
CODE := hhdesk tools tests

.DEFAULT_GOAL := help
.PHONY: help env system run test lint types format catalogues lock \
	bench-search bench-start bench-paper bench-papers bench-appointments bench-tables \
	bench-import bench-plan bench-record bench-wrap-up bench-roster bench-today faults sweep dist clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 20

env: $(EDITABLE) ## make the environment in .venv

$(INSTALLED): requirements.lock
	@test -n "$(PYTHON)" \
		&& $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>&- \
		|| { echo "hhdesk needs Python 3.11 or newer." \
		"Name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test ! -L $(VENV) || { echo "$(VENV) is a link to an environment elsewhere;" \
		"remove the link to get one here." >&2; exit 1; }
	@$(PYTHON) tools/system_packages.py venv
	@echo "Making $(VENV) from requirements.lock (once; some minutes)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --require-hashes -r requirements.lock
	@touch $@

$(EDITABLE): $(INSTALLED) pyproject.toml
	@$(PIP) install --no-build-isolation --no-deps -e .
	@touch $@

system: env
	@$(BIN)/python tools/system_packages.py qt

run: env system ## open the demonstration clinic; without a display, do it headless
	@$(BIN)/python -m tools.run

test: env system ## everything, on SQLite and PostgreSQL (TESTS=tests/care to choose)
	@$(BIN)/python tools/system_packages.py tests
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(WORKERS) \
		--maxprocesses=4 $(TESTS)

sweep: env system ## the long forms of some tests, which the suite shows in part
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(WORKERS) \
		--maxprocesses=4 -m sweep $(TESTS)

lint: env ## style
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: env ## types
	@$(BIN)/mypy

format: env ## put the code into the house's style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

catalogues: env ## bring the translation catalogues up to code and forms
	@$(BIN)/python tools/catalogues.py

lock: ## solve requirements.lock again after pyproject.toml changed
	@command -v uv >/dev/null || { echo "make lock needs uv" >&2; exit 1; }
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header --group dev \
		--output-file requirements.lock pyproject.toml

bench-search: env ## search beside its anchor in the same run (SIZE=270000 for more)
	@$(BIN)/python tests/bench/bench_search.py --size $(SIZE)

bench-start: env system ## start to first painted window beside a bare window
	@QT_QPA_PLATFORM=offscreen $(BIN)/python tests/bench/bench_start.py

bench-paper: env ## a bilingual plan beside the same text without layout
	@$(BIN)/python tests/bench/bench_paper.py

bench-papers: env ## 1,000 such plans on two processes beside bare Platypus (SIZE=200)
	@$(BIN)/python tests/bench/bench_paper_batch.py \
		$(if $(filter file,$(origin SIZE)),1000,$(SIZE))

bench-appointments: env ## a month among 50,000 appointments beside one among 5,000
	@$(BIN)/python tests/bench/bench_appointments.py

bench-roster: env ## a CSV roster with its index beside a bare script
	@$(BIN)/python tests/bench/bench_roster.py --size $(SIZE)

bench-today: env ## open loops of 27,000 members beside the driver alone
	@$(BIN)/python tests/bench/bench_today.py --size $(SIZE)

bench-plan: env ## a plan of 60 goals opened, saved and compared beside bare statements
	@$(BIN)/python tests/bench/bench_plan.py

bench-wrap-up: env ## the sheet of a call opened, a call written down and undone
	@$(BIN)/python tests/bench/bench_wrap_up.py

bench-record: env system ## a child of 2,000 events opened, a document of 20 MB stored
	@QT_QPA_PLATFORM=offscreen $(BIN)/python tests/bench/bench_record.py

bench-import: env ## FHIR patients beside fhir.resources
	@$(BIN)/python tests/bench/bench_import.py

faults: env ## kills, cuts, flipped bits and restarts under savers (minutes; KILLS=100)
	@$(BIN)/python tests/faults/kill_saves.py --kills $(KILLS)
	@$(BIN)/python tests/faults/kill_saves.py --kills $(KILLS) --server
	@$(BIN)/python tests/faults/damage_files.py
	@$(BIN)/python tests/faults/restart_server.py
	@$(BIN)/python tests/faults/race_plans.py

bench-tables: env system ## a list of a million referrals beside QSqlQueryModel
	@QT_QPA_PLATFORM=offscreen $(BIN)/python tests/bench/bench_tables.py \
		--size $(if $(filter file,$(origin SIZE)),1000000,$(SIZE))

dist: env ## wheel and sdist in dist/
	@$(BIN)/python -m build --no-isolation --outdir dist .

clean: ## remove what make made, the environment excepted
	@rm -rf build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find $(CODE) ui resources translations -name __pycache__ -prune \
		-exec rm -rf {} +
