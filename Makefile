# The commands of the house. PORT and VAR move the demo: PORT=9000 VAR=/some/dir make demo
export PORT ?= 8000
export VAR ?= var
export PYTHONUNBUFFERED = 1

# Any Python from 3.11 to 3.13; PYTHON=/path/to/python3 names another one.
IS_FIT = import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
SET_UP = @for python in $(or $(PYTHON),python3.11 python3.12 python3.13 python3); do \
	if $$python -c '$(IS_FIT)' 2>/dev/null; then exec $$python sandbox/setup.py $(1); fi; done; \
	echo "mitenand: Python 3.11, 3.12 or 3.13 is needed and is not on the path. Name one: PYTHON=/path/to/python3 make $@" >&2; \
	exit 1

.PHONY: help setup setup-dev demo demo-reset test check screenshots lock

help:
	@echo "make demo         the whole product with its data on this machine; Ctrl-C ends it"
	@echo "make demo-reset   throw the demo's data away"
	@echo "make setup        only build .venv"
	@echo "make test         every test; make check: every other rule of the house"
	@echo "make screenshots  pictures of the main pages in $(VAR)/screenshots"

setup:
	$(call SET_UP,demo)

setup-dev:
	$(call SET_UP,dev)

demo: setup
	@.venv/bin/python -m sandbox.demo

demo-reset: setup
	@.venv/bin/python -m sandbox.demo reset

test: setup-dev
	@.venv/bin/python -m sandbox.browser
	@.venv/bin/python -m pytest

check: setup-dev
	@.venv/bin/python -m sandbox.check

screenshots: setup-dev
	@.venv/bin/python -m sandbox.browser
	@.venv/bin/python -m sandbox.screenshots

lock:
	uv lock
	uv export --quiet --no-header --no-annotate --no-emit-project --no-default-groups -o requirements/base.txt
	uv export --quiet --no-header --no-annotate --no-emit-project --no-default-groups --group demo -o requirements/demo.txt
	uv export --quiet --no-header --no-annotate --no-emit-project --no-default-groups --group demo --group dev -o requirements/dev.txt
