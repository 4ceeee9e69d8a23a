# Needs make, Node.js 20 or newer and npm. Everything else, Node.js 24 included, comes out of package-lock.json.

WITH_TOOLS := env PATH="$(CURDIR)/node_modules/.bin:$$PATH" NODE_COMPILE_CACHE="$(CURDIR)/.cache/node-compile"

.DEFAULT_GOAL := help
.PHONY: help setup installed start stop dev test check migrate seed bench clean

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

setup: ## Install, write .env, build the dashboard, migrate the database
	@./setup.sh

installed:
	@sh scripts/install.sh

start: installed ## Start simulator, API, worker and dashboard; Ctrl-C stops them
	@exec $(WITH_TOOLS) node scripts/start.ts --build

stop: installed ## Stop what `make start` started in another terminal
	@$(WITH_TOOLS) node scripts/stop.ts

dev: installed ## Like start, with hot reload of server and dashboard
	@exec $(WITH_TOOLS) node scripts/start.ts --dev

test: installed ## Every test: on PGlite, on PostgreSQL, in Chromium
	@exec $(WITH_TOOLS) node scripts/test.ts

check: installed ## Format, lint, types, import rules, dead code, documents
	@exec $(WITH_TOOLS) node scripts/check.ts

migrate: installed ## Bring the database to this version
	@$(WITH_TOOLS) node scripts/migrate.ts

seed: installed ## Write sample data: make seed SHAPE=stalls (demo when left out)
	@$(WITH_TOOLS) node scripts/seed.ts $(SHAPE)

bench: installed ## Measure this machine and print one table: make bench ONLY=triggers
	@exec $(WITH_TOOLS) node bench/run.ts $(ONLY)

clean: ## Remove what builds and tests left; keeps .data, .env and node_modules
	@rm -rf .cache coverage apps/web/.next
