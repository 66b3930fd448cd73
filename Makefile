# The two commands of the README are `make run` and `make test`.

CARGO ?= cargo
PORT ?= 8080

.PHONY: run test bench schema web test-tools check fmt lint deny generate

run: ## Build what is missing and answer with the demonstration partnership
	@$(MAKE) --no-print-directory web-if-npm
	$(CARGO) build --quiet --bin hub || $(CARGO) build --bin hub
	$(CARGO) run --quiet --bin hub -- demo --port $(PORT)

.PHONY: web-if-npm
web-if-npm:
	@if command -v npm >/dev/null 2>&1; then \
	  test -d web/dist/choices || $(MAKE) --no-print-directory web || echo "the files of GraphiQL and of the pages could not be fetched: the pages will say so"; \
	else echo "npm is not here: the files of GraphiQL and of the pages are left out, and the pages say so"; fi

web: ## Fetch and build the files of GraphiQL and of the pages
	cd web && npm ci --no-audit --no-fund --silent && npm run --silent build

test-tools: ## Fetch what the tests of the transport and of the pages run
	cd tests/http-audit && npm ci --no-audit --no-fund --silent
	cd tests/browser && npm ci --no-audit --no-fund --silent

test: ## Everything CI checks
	./tests/run

bench: ## Compare the hub with its alternatives, and with itself without its record
	$(CARGO) bench --bench caseload --features bench
	$(CARGO) bench --bench record --features bench

schema: ## Write schema.graphql anew
	$(CARGO) run --quiet --bin hub -- schema > schema.graphql

generate: ## Write the default policies anew from the matrix and the overrides
	$(CARGO) run --quiet --bin hub -- policy generate
	$(CARGO) run --quiet --bin hub -- policy compile --matrix policies/matrix.txt
