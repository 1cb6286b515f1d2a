# Targets work with a plain /bin/sh, make and Python 3.11 or newer. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARTICLE ?= data/articles
OUT ?= reports
RUNTIME := $(VENV)/.runtime
TESTS := $(VENV)/.tests
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
again:

.PHONY: again help report lab test lint review coverage benchmark soak sample pictures lock clean language-model language-scores attribution-model attribution-scores position-model position-scores

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' | awk -F'|' '{printf "%-24s %s\n", $$1, $$2}'

# The stamps say that set-up was finished; one that was made at another place no longer counts.
ifneq ($(shell cat $(VENV)/place 2>/dev/null),$(CURDIR)/$(VENV))
$(RUNTIME): again
endif

$(RUNTIME): requirements.lock pyproject.toml
	@$(PYTHON) src/set_up.py $(VENV) requirements.lock --package
	@touch $@

$(TESTS): $(RUNTIME) requirements-test.lock
	@$(PYTHON) src/set_up.py $(VENV) requirements-test.lock
	@touch $@

report: $(RUNTIME) ## make the report of the sample articles, or of ARTICLE=path, into OUT=reports
	@$(BIN)/python -m helpers report "$(ARTICLE)" --out "$(OUT)"

lab: $(RUNTIME) ## open JupyterLab on the notebooks
	@echo 'from helpers import lab; lab.begin(); del lab' > $(VENV)/lab.py
	@echo 'from helpers import lab; c.FileContentsManager.pre_save_hook = lab.without_outputs' > $(VENV)/lab_server.py
	@mkdir -p $(VENV)/share/jupyter/lab/settings
	@echo '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}' > $(VENV)/share/jupyter/lab/settings/overrides.json
	@PYTHONSTARTUP="$(CURDIR)/$(VENV)/lab.py" $(BIN)/python -m jupyterlab --notebook-dir=. --config=$(VENV)/lab_server.py --LabApp.default_url=/lab/tree/notebooks/01-parse-articles.ipynb

test: $(TESTS) ## run all tests
	@$(BIN)/python -m pytest

lint: $(TESTS) ## check style and types
	@$(BIN)/python -m ruff check . && $(BIN)/python -m ruff format --check .
	@$(BIN)/python -m mypy

review: $(TESTS) ## settle twenty doubts of three articles in a real JupyterLab, by keys and clicks
	@LONG=yes $(BIN)/python -m pytest tests/test_review.py -k twenty

coverage: $(TESTS) ## run all tests and print which lines of src/helpers none of them runs
	@$(BIN)/python -m pytest --cov --cov-report=term-missing

benchmark: $(RUNTIME) ## print accuracy and speed tables; POLNEAR=, NEWSMTSC=, GUM= and READINGS=folder add corpora, ARTICLES=folder is what speed is measured on, SHAPES=yes how time grows, RUNNING=yes the notebooks
	@$(BIN)/python -m benchmarks gold speed $(if $(ARTICLES),--articles $(ARTICLES)) $(if $(SHAPES),shapes) $(if $(RUNNING),running) $(if $(POLNEAR),attributions $(POLNEAR)/dev.jsonl.gz) $(if $(NEWSMTSC),sides $(NEWSMTSC)/train.jsonl.gz) $(if $(GUM),gum $(GUM)) $(if $(READINGS),readings --readings $(READINGS))

soak: $(TESTS) ## make 200 reports, undisturbed and killed ten times; 3,000 damaged articles; two speakers in 400 texts; dirty white space; corpora whose processes are killed
	@$(BIN)/python -m benchmarks.soak
	@$(BIN)/python -m benchmarks.mutations
	@$(BIN)/python -m benchmarks.mouths
	@$(BIN)/python -m benchmarks.dirt
	@SOAK=yes $(BIN)/python -m pytest tests/test_engines.py

sample: $(RUNTIME) ## make reports/sample anew
	@$(BIN)/python -m helpers report data/articles/tamber-valley-peacekeepers.txt --out build/sample
	@rm -rf reports/sample && cp -r build/sample/tamber-valley-peacekeepers reports/sample
	@rm -r reports/sample/made.json reports/sample/article reports/sample/notebooks/*.ipynb

pictures: $(TESTS) ## take the pictures of the README anew, of reports/sample and of a comparison of data/corpus
	@$(BIN)/python -m helpers corpus data/corpus/morlenn.csv --out build/corpus
	@$(BIN)/python -m helpers compare build/corpus --out build/comparison
	@$(BIN)/python src/pictures.py reports/sample/index.html docs/report.png build/comparison/index.html docs/comparison.png

lock: ## write the lock files anew from pyproject.toml (needs uv)
	uv pip compile -q pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock
	uv pip compile -q pyproject.toml --group build --group test --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements.lock -o requirements-test.lock

clean: ## remove what was made: environment, reports, tables
	rm -rf $(VENV) build data/processed
	find reports -mindepth 1 -maxdepth 1 ! -name sample ! -name README.md -exec rm -rf {} +

include training/training.mk
