# The commands people use. `make help` lists them.
.PHONY: help run test check fmt bench coverage openapi bootstrap web

help: ## Lists the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

run: bootstrap web ## Builds, starts everything and fills an empty installation with the demo
	cargo build --release -p plaza
	./target/release/plaza serve --demo

bootstrap:
	@scripts/bootstrap.sh run

web: ## Builds the web app that the binary carries
	@scripts/web.sh build

test: ## Runs every test, in three shapes of deployment and in a browser
	@scripts/bootstrap.sh test
	@scripts/web.sh build
	cargo xtask test --shape all
	cargo build -p plaza
	scripts/web.sh test

check: ## Format, lints, tidy rules, licences and advisories, generated files
	@scripts/bootstrap.sh check
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo xtask tidy
	scripts/deny.sh
	cargo xtask generated
	scripts/web.sh check

fmt: ## Formats the code
	cargo fmt --all

openapi: ## Writes docs/openapi.json and the web app's types anew
	cargo xtask generated --write
	scripts/web.sh api

bench: bootstrap web ## Measures; prints ratios of one run
	cargo build --release -p plaza -p plaza-bench
	./target/release/plaza-bench

coverage: ## Measures how much of the code the tests run
	@scripts/bootstrap.sh coverage
	scripts/coverage.sh
