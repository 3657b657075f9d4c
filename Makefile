# Developers' errands. Officers and operators need only run.py and `lhr`.
PYTHON := .venv/bin/python

.PHONY: help setup lock vendor docs migrations check test

help:
	@echo "setup       make .venv with what the tests need"
	@echo "lock        write requirements.lock and requirements-test.lock anew (needs uv)"
	@echo "vendor      copy the web assets out of their packages (needs pip and npm)"
	@echo "docs        write the documents that are made from the code"
	@echo "migrations  write what the models changed"
	@echo "check       the static checks"
	@echo "test        everything (python3 run.py test)"

setup:
	python3 run.py setup-test

# Wheels only, exact, with hashes, for every Python from 3.11 on; without a word about where packages come from.
UV_COMPILE := uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --only-binary :all: \
	--no-header --no-emit-index-url --no-emit-find-links
lock:
	$(UV_COMPILE) requirements.in -o requirements.lock
	$(UV_COMPILE) requirements-test.in -o requirements-test.lock

vendor:
	python3 -m tools.vendor

docs:
	for page in settings rules permissions commands; do $(PYTHON) -m lhr.cli $$page-doc; done

migrations:
	$(PYTHON) manage.py makemigrations

check:
	.venv/bin/ruff check .
	.venv/bin/djlint lhr --lint --quiet
	.venv/bin/lint-imports
	.venv/bin/mypy
	.venv/bin/basedpyright

test:
	python3 run.py test
