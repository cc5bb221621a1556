# Everything a newcomer needs: `make demo` serves a throw-away instance, `make test` proves it works.
PYTHON ?= python3.11
PYTHON := $(shell command -v $(PYTHON) || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: install demo serve test harden fast golden bench bundle image pages screenshots lint format lock clean system
.DEFAULT_GOAL := install

install: $(VENV)/.installed

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "shencha needs Python 3.11 or later")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/.developed: requirements-dev.lock $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

# What others' programs bring with them stays apart from what the product is developed with.
BENCH := .venv-bench
$(BENCH)/.benched: requirements-bench.lock pyproject.toml
	test -x $(BENCH)/bin/python || $(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	$(BENCH)/bin/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

# The browser journeys need Debian's chromium and a Chinese font; asked for only where they are absent.
system:
	@command -v chromium >/dev/null && fc-list 2>/dev/null | grep -qi 'noto.*cjk' || { \
	  echo "installing chromium and fonts-noto-cjk (Debian)"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk fontconfig >/dev/null \
	  || echo "could not install them: install chromium and fonts-noto-cjk by hand; the browser journeys will say that they skip"; }

demo: install
	$(BIN)/shencha demo

serve: install
	$(BIN)/shencha serve

lint: $(VENV)/.developed
	$(BIN)/ruff check src tests benchmarks tools
	$(BIN)/ruff format --check src tests benchmarks tools
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.developed
	$(BIN)/ruff check --fix src tests benchmarks tools
	$(BIN)/ruff format src tests benchmarks tools

# Half as many workers again as there are cores: many tests wait for a browser, a server or a program of their own.
WORKERS := $(shell echo $$(( ($$(nproc 2>/dev/null || echo 2) * 3 + 1) / 2 )))
test: $(VENV)/.developed system lint
	$(BIN)/pytest -n $(WORKERS)

# A jurist's loop: the law, the procedure and what is pure beside them, without Django, without the widest walks and
# with fewer random examples; or T=path for any test.
FAST := tests/law tests/procedure tests/sanctions tests/ledger
fast: $(VENV)/.developed
	$(BIN)/pytest $(or $(T),-m "not wide" --hypothesis-profile=loop $(FAST))

# Keeps every answer on the examples anew, and writes each whole into build/golden (not committed).
golden: $(VENV)/.developed
	SHENCHA_GOLDEN=1 $(BIN)/pytest -n 0 tests/repository/test_golden.py

# What takes two hours on two cores, of which `make test` tries a part: one table; P="kills races" SEED=7 for some of it.
harden: $(VENV)/.developed
	$(BIN)/python tools/harden.py $(if $(SEED),--seed $(SEED)) $(P)

# Every main page in both languages and widths into docs/pictures/all (not committed), the README's into docs/pictures.
screenshots: $(VENV)/.developed system
	$(BIN)/python tools/screenshots.py
	$(BIN)/python tools/screenshots.py --readme

# One archive that installs where there is no network, into dist/ (docs/deploy.md).
bundle: $(VENV)/.developed
	$(BIN)/python tools/bundle.py

# A container image from Debian's packages and the bundle, without any registry (docs/deploy.md); needs mmdebstrap, buildah.
image: $(VENV)/.developed
	$(BIN)/python tools/image.py

# The manual page and the page of figures, from the code as it is.
pages: $(VENV)/.developed
	$(BIN)/python tools/man.py
	$(BIN)/python tools/architecture.py
	$(BIN)/python -m benchmarks --page

bench: $(BENCH)/.benched
	$(BENCH)/bin/python -m benchmarks

# Needs uv; hashes for every file, and no address of a registry.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
lock:
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	$(LOCK) pyproject.toml --group dev --group bench -c requirements-dev.lock -o requirements-bench.lock

# What the product is made of (CycloneDX), from the lock file.
sbom: install
	$(BIN)/python tools/sbom.py sbom.cdx.json

clean:
	rm -rf $(VENV) $(BENCH) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
