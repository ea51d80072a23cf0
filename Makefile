# What a newcomer types. `make demo` and `make test` set up everything they need themselves.

PORT ?= 8000
OUT ?= build/sample
DATA ?= ../shared/data
VENV := .venv
BIN := $(VENV)/bin

# Compiled modules are what makes a second start quick, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test sample dist bench conformance lint docs pictures messages lock clean

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

demo: $(VENV)/.run ## the form, the results and a sample report on http://127.0.0.1:8000 (PORT= changes it)
	@$(BIN)/assess demo --data build/demo --port $(PORT)

test: $(VENV)/.test ## every test, the browser ones included
	@$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder -m "not conformance and not bench" tests

# Only from the command line: gettext's own LANGUAGE is set on many systems, to a list of its own.
sample: $(VENV)/.run ## the sample report alone, as a static site in OUT= (LANGUAGE=pl changes its language)
	@$(BIN)/assess sample --out $(OUT) $(if $(filter command line,$(origin LANGUAGE)),--language $(LANGUAGE))

dist: $(VENV)/.run ## a wheel with questionnaires and site in dist/
	@rm -rf dist && $(BIN)/uv build --quiet --wheel --no-build-isolation --python $(BIN)/python --out-dir dist && ls dist/*.whl

bench: $(VENV)/.test ## measured ratios, as a table
	@$(BIN)/python -m tests.bench

conformance: $(VENV)/.test ## tests against real data in DATA=
	@ASSESS_CONFORMANCE_DATA=$(abspath $(DATA)) $(BIN)/pytest -m conformance tests

lint: $(VENV)/.test ## style, imports between stages
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports

docs: $(VENV)/.run ## the documentation in build/documentation, the sample report in every language within
	@$(BIN)/assess docs --out build/documentation

pictures: $(VENV)/.test ## README's pictures, of today's sample report
	@$(BIN)/python -m tests.picture

messages: $(VENV)/.run ## bring the messages of code and templates into assess/locale/*.po
	@mkdir -p build && $(BIN)/pybabel --quiet extract -F pyproject.toml -k mark -k message -k plural:1,2 --no-location --no-wrap --project assess -o build/messages.pot assess site
	@for language in pl ru sr; do $(BIN)/pybabel --quiet update -i build/messages.pot -o assess/locale/$$language.po -l $$language \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap; done

lock: $(VENV)/.test ## pin the newest versions that pyproject.toml allows
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate --extra test --upgrade pyproject.toml --output-file requirements.lock

clean: ## remove everything that was made
	@rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# One environment from the lock, hashes checked. .test adds what only tests need from the system: a Chromium.
$(VENV)/.run: requirements.lock pyproject.toml .ci/setup
	@.ci/setup $(VENV)
	@touch $@

$(VENV)/.test: $(VENV)/.run .ci/chromium
	@.ci/chromium
	@touch $@
