# make run     code the example reports            make bench      measure speed and size
# make test    lint, types and all tests           make parses     freeze the parses of the lexicon's examples again
# make pins    compile the requirements again      make reference  write docs/reference again
# make clean   remove what these commands made            make screenshots  take the pictures of the docs again
#
# Nothing but CPython 3.11 or newer with pip is needed: PYTHON=python3.12 names another one, VENV=... another place.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ENV := PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
# A system may ship Python without `ensurepip`: then its own pip (22.3 or newer) installs into the environment from outside.
PIP = $(ENV) $$(if $(BIN)/python -m pip --version >/dev/null 2>&1; then echo "$(BIN)/python -m pip"; \
	else echo "$(PYTHON) -m pip --python $(BIN)/python"; fi)
COMPILE := uv pip compile --quiet --no-config --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	--custom-compile-command "make pins" --upgrade

.PHONY: run test bench parses reference screenshots pins clean

run: $(VENV)/run.stamp
	$(BIN)/dragoman code examples/*.txt --table
	@echo "The pages, over a ledger of example reports: $(BIN)/dragoman demo"

test: $(VENV)/dev.stamp
	@tests/postgres.sh
	@tests/chromium.sh
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -n 2

bench: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/run.py

parses: $(VENV)/dev.stamp
	$(BIN)/python -m tests.parses

screenshots: $(VENV)/dev.stamp
	@tests/chromium.sh
	$(BIN)/python scripts/screenshots.py

reference: $(VENV)/dev.stamp
	$(BIN)/python -m dragoman.reference

# The one command that needs a tool of its own (uv). Without --no-emit-index-url the files would name a registry.
pins:
	@command -v uv >/dev/null || { echo "make pins: uv is needed to compile the requirements: pip install uv" >&2; exit 1; }
	$(COMPILE) pyproject.toml requirements.in -o requirements.txt
	$(COMPILE) --extra dev pyproject.toml requirements-dev.in -o requirements-dev.txt

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "dragoman: CPython 3.11 or newer is needed, and '$(PYTHON)' is $$($(PYTHON) --version 2>&1 || true)" >&2; \
	  echo "  try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || $(PYTHON) -m venv --clear --without-pip $(VENV) || true
	@{ test -x $(BIN)/python && $(PIP) --version >/dev/null 2>&1; } || { rm -rf $(VENV); \
	  echo "dragoman: no environment for the dependencies could be made in $(VENV)" >&2; \
	  echo "  why: '$(PYTHON)' comes without venv, or with neither ensurepip nor pip 22.3 or newer" >&2; \
	  echo "  try: as root, the system's package: apt-get install python3-venv, or dnf install python3-pip" >&2; \
	  echo "       not as root: another CPython (of pyenv, conda or uv) by make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; \
	  exit 1; }

# The project is installed last, from here and in place, by the pinned build backend: no network, no second copy.
$(VENV)/run.stamp: requirements.txt pyproject.toml | $(BIN)/python
	$(call install,requirements.txt)
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt pyproject.toml | $(BIN)/python
	$(call install,requirements-dev.txt)
	@touch $@ $(VENV)/run.stamp

define install
@echo "installing $(1) into $(VENV); the first time takes a minute or two"
@$(PIP) install --quiet --require-hashes -r $(1)
@$(PIP) install --quiet --no-index --no-deps --no-build-isolation --editable .
endef
