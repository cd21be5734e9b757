# The two commands a newcomer needs are `make run` and `make test`; `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PYTHONPATH := src
export UV_LINK_MODE := copy

.PHONY: help run test test-quick check fix bench demo-reset install install-dev lock messages screenshots mail-pictures backup restore update

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | column -t -s "$$(printf '\t')"

$(BIN)/uv:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

$(VENV)/base.stamp: requirements/base.txt | $(BIN)/uv
	@test -f $(VENV)/dev.stamp || uv pip install --quiet --require-hashes -r requirements/base.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt requirements/base.txt | $(BIN)/uv
	uv pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/base.stamp

$(VENV)/bench.stamp: requirements/bench.txt $(VENV)/dev.stamp
	uv pip install --quiet --require-hashes -r requirements/bench.txt
	@touch $@

node_modules/.stamp: package-lock.json
	npm ci --ignore-scripts --no-progress --loglevel=error
	@touch $@

install: $(VENV)/base.stamp node_modules/.stamp
install-dev: $(VENV)/dev.stamp node_modules/.stamp

run: install ## Install, migrate, load the demo once, serve on http://localhost:8000 (PORT, DATA_DIR, DEMO)
	@DEMO=$${DEMO:-1} python -m scripts.serve

test: install-dev ## Install what tests need and run everything, on SQLite and PostgreSQL
	@bash scripts/test.sh

test-quick: install-dev ## Run the tests on SQLite, without browser and slow ones
	python -m pytest -n auto -m "not browser and not slow"

check: install-dev ## Format, lint, types, import contracts, migrations, catalogues
	ruff format --check src tests bench scripts manage.py
	ruff check src tests bench scripts manage.py
	mypy
	lint-imports
	python manage.py makemigrations --check --dry-run -v0

fix: install-dev ## Format and mend what can be mended by itself
	ruff format src tests bench scripts manage.py
	ruff check --fix src tests bench scripts manage.py

bench: $(VENV)/bench.stamp node_modules/.stamp ## Measure beside the floor, in one run; prints a table and JSON lines
	python -m bench.run

screenshots: install-dev ## Draw the pages in README and handbook anew
	python -m scripts.screenshots

mail-pictures: install-dev ## Draw every mail as a phone and a desk show it
	python -m scripts.mail_pictures

backup: ## Back up database, files and secret key of one moment, while the site runs
	@python manage.py backup

restore: ## Make this instance what a backup holds: FROM=…/drehscheibe-….tar, on a full one REPLACE=1
	@test -n "$(FROM)" || { echo "Welche Sicherung? Zum Beispiel: make restore FROM=var/sicherungen/drehscheibe-….tar"; exit 2; }
	@python manage.py restore "$(FROM)" $(if $(REPLACE),--replace) $(if $(HOLD_MAILS),--hold-mails)

update: ## Back up, then bring data and files up to the newest version; PULL=0 takes the one that is checked out
	@python -m scripts.update

demo-reset: install ## Delete the demo's data and load it anew
	@python -m scripts.serve --reset

lock: | $(BIN)/uv ## Resolve the requirements anew
	for f in base dev bench; do uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-annotate --universal \
		--python-version 3.11 --custom-compile-command "make lock" requirements/$$f.in -o requirements/$$f.txt; done

messages: install-dev ## Collect the texts to translate (needs gettext)
	python manage.py makemessages --all --no-location --no-wrap --ignore "node_modules/*" --ignore "tests/*"
