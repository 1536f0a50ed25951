# Everything a fresh machine needs: Python 3.11+, Node 20+ and make. Nothing is installed outside this folder.
.DEFAULT_GOAL := help
.PHONY: help run workflow test check bench chaos reset setup format routes openapi fuzz package deploy rehearse check-deployment

PY := .venv/bin/python
SLS := deploy/node_modules/.bin/serverless
STAGE ?= dev

help:  ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup:  ## install what the lock files name (quick when nothing changed)
	@sh local/setup.sh

run: setup  ## start the whole stack and show the main job (ARGS=--once ends after the table)
	@$(PY) -m local run $(ARGS)

workflow: setup  ## walk the editor on the running stack: optimize, edit, conflict, restore, export
	@$(PY) -m local workflow

reset:  ## forget the local stack's state
	@$(PY) -m local reset

test: setup  ## the tests, on the real stack
	@$(PY) -m pytest -n $$(($$(getconf _NPROCESSORS_ONLN) + 1)) $(ARGS)

check: setup  ## formatting, lint, types, import contracts
	@.venv/bin/ruff format --check . && .venv/bin/ruff check . && .venv/bin/mypy && .venv/bin/lint-imports

bench: setup  ## every figure of the README, peers side by side
	@$(PY) -m bench $(ARGS)

chaos: setup  ## kill everything for five minutes and count what was lost
	@$(PY) -m bench.chaos $(ARGS)

routes:  ## write deploy/routes.yml from the functions
	@$(PY) -m deploy.routes

openapi: setup  ## write public/openapi.json, the contract of all functions
	@$(PY) -m deploy.openapi

fuzz: setup  ## ask the whole API what nobody planned, ten minutes for each caller
	@FUZZ_EXAMPLES=100 FUZZ_SECONDS=600 $(PY) -m pytest tests/contract/test_fuzz.py $(ARGS)

format:  ## let the formatter have its way
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

$(SLS): deploy/package-lock.json
	@cd deploy && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch node_modules/.bin/serverless

package: setup $(SLS)  ## AWS: every zip and the template, without Docker or an account (STAGE=dev)
	@$(PY) -m deploy.bundle && $(SLS) package --stage $(STAGE)
	@.venv/bin/cfn-lint -t .serverless/cloudformation-template-update-stack.json -i W3005 && echo "The template is in .serverless."

deploy: package  ## AWS: deploy what `make package` built (STAGE=dev)
	@$(SLS) deploy --package .serverless --stage $(STAGE)

rehearse: setup $(SLS)  ## AWS: deploy into an emulator of this machine, twice, and remove again
	@$(PY) -m uv run --quiet --no-sync --with 'moto[cloudformation]' python -m deploy.rehearse

check-deployment: setup  ## look at a deployment from outside (URL=... SUPABASE_URL=... KEY=... [STREAM_URL=...])
	@$(PY) -m deploy.check --url "$(URL)" --supabase-url "$(SUPABASE_URL)" --key "$(KEY)" --stream-url "$(STREAM_URL)" $(ARGS)
