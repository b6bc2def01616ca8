# Two commands: `make serve` and `make test`. Each does its own set-up.
# So that a figure is of the page as it is: build first.
.PHONY: help serve build dist test prove fuzz bench bench-page size-report lighthouse images golden refresh-facts setup-build setup-test
.DEFAULT_GOAL := help
SHELL := /bin/sh
TOOLS := . scripts/env.sh &&
# A package of its own, so that what it needs never reaches the page.
REFRESH := --manifest-path tools/refresh-facts/Cargo.toml
REFRESH_BUILD := $(REFRESH) --locked --target-dir target/tools

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /make \1	/p' $(MAKEFILE_LIST) | expand -t 20

serve: setup-build ## set up, build, and serve at http://127.0.0.1:8080 (reloads on change)
	@$(TOOLS) trunk serve

build: setup-build ## set up, and build the release into dist/
	@$(TOOLS) RUSTFLAGS="$$RUSTFLAGS" trunk build --release

# Of the commit and the tools alone, so that whoever builds it gets the same bytes.
dist: build ## the release as target/container-diet-<version>.tar.gz, and its sha256
	@git diff --quiet HEAD || echo "make dist: this has changes that are in no commit, so nobody else can build the same bytes" >&2
	@version=$$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1) && \
		SOURCE_DATE_EPOCH="$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct)}" \
		node scripts/archive.mjs dist "container-diet-$$version" "target/container-diet-$$version.tar.gz"

test: setup-test ## set up, and run every test
	@echo "==> [1/6] format"
	@cargo fmt --check
	@echo "==> [2/6] lints, host and page"
	@cargo clippy --quiet --locked --all-targets -- -D warnings
	@cargo clippy --quiet --locked --target wasm32-unknown-unknown -- -D warnings
	@cargo clippy --quiet --locked --features prerender --bins -- -D warnings
	@echo "==> [3/6] host tests"
	@$(TOOLS) cargo test --locked
	@$(MAKE) --no-print-directory prove
	@$(MAKE) --no-print-directory fuzz
	@echo "==> [4/6] the tool that refreshes the facts"
	@cargo fmt $(REFRESH) --check
	@cargo clippy --quiet $(REFRESH_BUILD) --all-targets -- -D warnings
	@$(TOOLS) PATH="$$PATH:$$TOOLS/docker-registry/usr/bin" cargo test $(REFRESH_BUILD)
	@echo "==> [5/6] release build"
	@$(TOOLS) RUSTFLAGS="$$RUSTFLAGS" trunk build --release
	@echo "==> [6/6] browser tests"
	@$(TOOLS) CHROME="$$(find_browser)" node --test --test-reporter=spec --test-concurrency=1 tests/browser/*.test.mjs
	@echo "all tests passed"

prove: ## check the model's claims over every complete set of answers
	@cargo test --quiet --locked --profile proof --test proof -- --nocapture

fuzz: setup-test ## hostile links through the reader, with libFuzzer (RUNS=100000)
	@$(TOOLS) sh scripts/fuzz.sh $(or $(RUNS),100000)

bench: setup-test ## how fast the model judges, on the host and in a browser
	@cargo bench --locked --profile proof
	@cargo build --quiet --locked --release --target wasm32-unknown-unknown --example judge
	@$(TOOLS) wasm-bindgen --target web --no-typescript --out-dir target/judge target/wasm32-unknown-unknown/release/examples/judge.wasm
	@$(TOOLS) CHROME="$$(find_browser)" node benches/browser.mjs

bench-page: setup-test ## how the release page feels: bytes, Slow 4G, clicks, shifts, memory (RUNS=9)
	@$(TOOLS) RUSTFLAGS="$$RUSTFLAGS" trunk build --release
	@$(TOOLS) CHROME="$$(find_browser)" node benches/page.mjs

size-report: setup-test ## the ten largest contributors to each module of the page
	@$(TOOLS) node benches/sizes.mjs

lighthouse: setup-test ## Lighthouse on the release page, mobile, median of three
	@npm ci --silent --no-audit --no-fund --prefix tools/lighthouse
	@$(TOOLS) RUSTFLAGS="$$RUSTFLAGS" trunk build --release
	@$(TOOLS) CHROME_PATH="$$(find_browser)" node tools/lighthouse/run.mjs

images: ## build and run the sample projects for real (needs docker, podman or buildah)
	@cargo build --quiet --locked
	@ENGINE="$(ENGINE)" ONLY="$(ONLY)" python3 tests/images.py

golden: setup-test ## rewrite the golden Dockerfiles and rules; read the change as a diff
	@$(TOOLS) UPDATE_GOLDEN=1 cargo test --locked golden_files

refresh-facts: ## put the sizes that the registries tell into src/facts (ARGS=--help: how)
	@cargo run $(REFRESH_BUILD) -- $(ARGS)

setup-build:
	@scripts/setup.sh build

setup-test:
	@scripts/setup.sh test
