# The only door: people and CI call these targets. `make help` lists them.
PORT ?= 8000
HOST ?= 127.0.0.1
PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help install requirements run test test-fast check fix train train-encoder evaluate screenshots bench

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: ## install pinned dependencies into .venv
	@bash scripts/install

requirements: ## pin and hash anew what pyproject.toml asks for (what is pinned stays; UPGRADE=--upgrade for the newest)
	@bash scripts/requirements $(UPGRADE)

run: ## start everything: database, web server, workers (PORT=8123, HOST=0.0.0.0)
	@bash scripts/install && exec $(PY) -m geo.server.serve --host "$(HOST)" --port "$(PORT)"

test: ## every test, browser journeys included (BROWSER=0 leaves them out)
	@bash scripts/install && exec $(PY) -m pytest

test-fast: ## the tests that need no browser and little time
	@bash scripts/install && exec $(PY) -m pytest --reuse-db -m "not browser and not slow"

check: ## formatting, types, import rules, migrations, templates, compose file
	@bash scripts/install && exec bash scripts/check

fix: ## format and repair what a tool can repair
	@bash scripts/install && $(PY) -m ruff check --fix . && $(PY) -m ruff format .

train: ## fit the classifier on the sentences in geo/extraction/training (same sentences, same weights)
	@bash scripts/install && exec $(PY) -m geo.extraction.training.train

train-encoder: ## tune the encoder (docs/encoder.md; installs torch into .venv-train, several gigabytes, and takes half an hour)
	@bash scripts/install-train && exec .venv-train/bin/python -m geo.extraction.training.encoder.train

evaluate: ## how well extraction reads the examples, and the sets in GOLD=folder
	@bash scripts/install && GOLD="$(GOLD)" exec $(PY) -m benchmarks.quality

screenshots: ## take the README's pictures with a real browser (ALL=folder: every page, to look at)
	@bash scripts/install && exec $(PY) scripts/screenshots.py $(if $(ALL),--all "$(ALL)")

bench: ## how long pages take with up to a million claims (its own database; writes var/bench.json)
	@bash scripts/install && exec $(PY) -m benchmarks
