# Two commands do all the set-up: `make demo` and `make test`. They need Python 3.11 and make; with a C compiler jianbao is faster.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
TORCH  := torch==2.13.0
BUILT_FROM := pyproject.toml hatch_build.py $(wildcard pipeline/jianbao/*/*.c pipeline/jianbao/*/*/*.c)

CODE   := hatch_build.py pipeline tests benchmarks examples docs

.PHONY: demo test lint docs bench faults fuzz eval screenshots clean dist bench-scale bench-scans bench-pdf ray

demo: $(VENV)/.installed
	$(BIN)/jianbao run corpus/2021-05_gaoxin-shibao.txt -o outputs/demo
	$(BIN)/jianbao show outputs/demo --all
	$(BIN)/jianbao open outputs/demo --no-browser
	@echo "The report is outputs/demo/report.html. To type jianbao as the README does: . $(VENV)/bin/activate"

# JOBS: processes, each takes whole files of tests; TESTS: only these files or folders
JOBS ?= 2
test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile $(TESTS)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check --quiet $(CODE)
	$(BIN)/codespell
	$(BIN)/mypy

# The pages that are made from the code: docs/cli.md, configuration.md, tables.md, decisions/README.md
docs: $(VENV)/.installed-dev
	$(BIN)/python docs/generate

# DATA: JSON Lines with a text each (.xz, .gz too); without it, the page in corpus/ repeated
bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks $(if $(DATA),--data $(DATA))

# KILLS: of the parent and of workers, at random moments (SEED)
KILLS ?= 100
SEED  ?= 1
faults: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.faults --kills $(KILLS) --seed $(SEED)

# INPUTS: how many more damaged files and odd texts; goes on where it stopped (outputs/fuzz)
INPUTS ?= 1000000
fuzz: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.fuzz --inputs $(INPUTS) --seed $(SEED)

# Cost an article, workers, and the corpus commands at two sizes; DATA as for bench, the first ARTICLES of it (0: all).
# RAY=1: the run on a Ray cluster of two nodes, too; PASSES=0: without the corpus commands
ARTICLES ?= 20000
RAY      ?= 0
PASSES   ?= 1
bench-scale: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.scale --articles $(ARTICLES) $(if $(DATA),--data $(DATA)) \
		$(if $(filter 1,$(RAY)),--ray) $(if $(filter 0,$(PASSES)),--no-passes)

# A Ray cluster of two nodes on this machine: an actor and a node killed
ray: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[ray]'
	$(BIN)/python -m pytest tests/test_ray.py

# DATA: JSON or JSON Lines with texts; FONT: a Chinese font (OFL: NotoSerifSC-Regular.otf)
bench-scans: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.scans $(foreach file,$(DATA),--data $(file)) --font $(FONT)

# Memory while a PDF of 300 pages is read; with FONT of 100 scanned ones, without the recognition itself
bench-pdf: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.long_pdf $(if $(FONT),--scanned --pages 100 --font $(FONT))

# dist/: the sdist, and the wheel made from it, which is tried in an empty environment
dist: $(VENV)/bin/python
	rm -rf dist
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'build>=1.2'
	$(BIN)/python -m build --outdir dist . > /dev/null
	@ls -l dist | awk 'NF > 8 {printf "%s: %.1f MB\n", $$9, $$5 / 1e6}'
	$(BIN)/python tests/support/empty_environment.py dist/jianbao-*.whl

# GOLD: annotated pages or span data, several with blanks between (see docs/gold.md)
GOLD ?= tests/data/gold
eval: $(VENV)/.installed-dev
	for gold in $(GOLD); do $(BIN)/jianbao evaluate $$gold || exit 1; done
	$(BIN)/python -m benchmarks.quality $(GOLD)

# Pictures of the report in docs/images; needs Debian's chromium and chromium-driver, and fonts-noto-cjk to look well
screenshots: $(VENV)/.installed-dev
	$(BIN)/python tests/support/screenshots.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BUILT_FROM) | $(VENV)/bin/python
	@echo "Installing into $(VENV): a minute or two, about 900 MB"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[network,report,tables,xlsx]'
	touch $@

# torch first and pinned: left to itself, pip would fetch gigabytes of GPU libraries
$(VENV)/.installed-dev: $(BUILT_FROM) | $(VENV)/bin/python
	@echo "Installing into $(VENV) what the tests need: two minutes or more, about 2.7 GB"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(TORCH)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,hanlp]'
	touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis outputs/demo
