# `make serve`, `make check` and `make test`; each does its own set-up.
.PHONY: help serve build dist check test test-host host release test-scripts test-browser format lint doc prove fuzz test-tools bench bench-page size-report lighthouse images golden refresh-facts setup-serve setup-build setup-check setup-test setup-dist
.DEFAULT_GOAL := help
SHELL := /bin/sh
TOOLS := . scripts/env.sh &&
# A package of its own, so that what it needs never reaches the page.
REFRESH := --manifest-path tools/refresh-facts/Cargo.toml
REFRESH_BUILD := $(REFRESH) --locked --target-dir target/tools
# In parts; without the feature it is one program, as `make serve` has it.
RELEASE := RUSTFLAGS="$$RUSTFLAGS" trunk build --release --features split
STEP := $(MAKE) --no-print-directory

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /make \1	/p' $(MAKEFILE_LIST) | expand -t 20

serve: setup-serve ## set up, build, and serve at http://127.0.0.1:8080 (reloads on change)
	@$(TOOLS) trunk serve

build: setup-build ## set up, and build the release into dist/
	@$(TOOLS) $(RELEASE)

# Of the commit and the tools alone, so that whoever builds it gets the same bytes.
dist: build setup-dist ## pack the release as target/container-diet-<version>.tar.gz, with its sha256
	@git diff --quiet HEAD || echo "make dist: there are uncommitted changes, so nobody else can build the same bytes" >&2
	@version=$$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1) && \
		SOURCE_DATE_EPOCH="$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct)}" \
		node tools/archive/archive.mjs dist "container-diet-$$version" "target/container-diet-$$version.tar.gz"

check: setup-check ## while you work: format, lints, docs and the quick host tests
	@$(STEP) AT="[1/4] " format
	@$(STEP) AT="[2/4] " lint
	@$(STEP) AT="[3/4] " doc
	@echo "==> [4/4] quick host tests"
	@$(TOOLS) sh scripts/host-tests.sh quick
	@echo "checked; make test does the rest"

# Each lane is work for one core, about as long as the other. Nothing of one locks a folder of the other.
test: setup-test ## run every test
	@$(STEP) AT="[1/4] " format
	@echo "==> [2/4] lints, docs, host tests, proof and the tests of refresh-facts; in parallel, the release build, the fuzzer and most browser tests"
	@node scripts/side-by-side.mjs "$(STEP) lint doc host prove test-tools" "$(STEP) release fuzz && sh scripts/browser-tests.sh apart"
	@$(STEP) AT="[3/4] " test-scripts
	@echo "==> [4/4] browser tests that measure, with nothing in parallel"
	@sh scripts/browser-tests.sh measures
	@echo "all tests passed"

test-host: setup-check ## the tests of the model, the Dockerfiles and the links, the proof and the fuzzer
	@$(STEP) host prove fuzz

host:
	@echo "==> host tests"
	@$(TOOLS) sh scripts/host-tests.sh all

release:
	@echo "==> release build"
	@$(TOOLS) $(RELEASE)

# The page is built first: a test of an older one would say nothing.
test-browser: setup-test ## tests of the page in a browser (FILE=tests/browser/x.test.mjs, else all)
	@$(TOOLS) $(RELEASE)
	@sh scripts/browser-tests.sh $(FILE)

# What is asked of dist/ is skipped where there is none.
test-scripts: setup-test ## tests of set-up, of the packed release and of the workflows
	@echo "==> $(AT)tests of the scripts"
	@$(TOOLS) node --test --test-reporter=spec tests/scripts/*.test.mjs

test-tools: setup-test ## tests of the tool that refreshes the facts
	@echo "==> $(AT)the tool that refreshes the facts"
	@cargo fmt $(REFRESH) --check
	@cargo clippy --quiet $(REFRESH_BUILD) --all-targets -- -D warnings
	@$(TOOLS) PATH="$$PATH:$$TOOLS/docker-registry/usr/bin" cargo test $(REFRESH_BUILD)

format:
	@echo "==> $(AT)format"
	@cargo fmt --check

lint:
	@echo "==> $(AT)lints, host and page"
	@cargo clippy --quiet --locked --all-targets -- -D warnings
	@cargo clippy --quiet --locked --test proof -- -D warnings
	@cargo clippy --quiet --locked --target wasm32-unknown-unknown --features split -- -D warnings
	@cargo clippy --quiet --locked --features prerender --bins -- -D warnings

doc:
	@echo "==> $(AT)docs, host and page"
	@RUSTDOCFLAGS="-D warnings" cargo doc --quiet --locked --no-deps --lib --document-private-items
	@RUSTDOCFLAGS="-D warnings" cargo doc --quiet --locked --no-deps --lib --document-private-items --target wasm32-unknown-unknown

prove: ## check the model's claims over every complete set of answers
	@echo "==> the proof"
	@cargo test --quiet --locked --no-default-features --profile proof --test proof -- --nocapture

fuzz: setup-check ## hostile links, files and projects, and random orders, with libFuzzer (RUNS=40000, ORDERS=20000, FILES=10000, PROJECTS=5000)
	@$(TOOLS) node scripts/side-by-side.mjs \
		"sh scripts/fuzz.sh links $(or $(RUNS),40000) && sh scripts/fuzz.sh dockerfiles $(or $(FILES),10000)" \
		"sh scripts/fuzz.sh orders $(or $(ORDERS),20000) && sh scripts/fuzz.sh projects $(or $(PROJECTS),5000)"

bench: setup-test ## measure how fast the model decides, on the host and in a browser
	@cargo bench --manifest-path tools/bench/Cargo.toml --locked --target-dir target/bench
	@cargo build --quiet --locked --release --target wasm32-unknown-unknown --example judge
	@$(TOOLS) wasm-bindgen --target web --no-typescript --out-dir target/judge target/wasm32-unknown-unknown/release/examples/judge.wasm
	@$(TOOLS) CHROME="$$(find_browser)" node benches/browser.mjs

bench-page: setup-test ## measure the release page: bytes, Slow 4G, answers, shifts, memory (RUNS=9, AGAINST=dist of another build)
	@$(TOOLS) $(RELEASE)
	@$(TOOLS) CHROME="$$(find_browser)" node benches/page.mjs

size-report: setup-test ## list the ten largest contributors to each part of the page
	@$(TOOLS) $(RELEASE)
	@$(TOOLS) node benches/sizes.mjs

lighthouse: setup-test ## run Lighthouse on the release page: mobile, median of three
	@npm ci --silent --no-audit --no-fund --prefix tools/lighthouse
	@$(TOOLS) $(RELEASE)
	@$(TOOLS) CHROME_PATH="$$(find_browser)" node tools/lighthouse/run.mjs

images: ## build and run the sample projects (needs docker, podman or buildah)
	@cargo build --quiet --locked
	@ENGINE="$(ENGINE)" ONLY="$(ONLY)" python3 tests/images.py

golden: setup-test ## rewrite the golden Dockerfiles and rules; read the change as a diff
	@$(TOOLS) UPDATE_GOLDEN=1 cargo test --locked golden_files

refresh-facts: ## write the sizes from the registries into src/facts (ARGS=--help: options)
	@cargo run $(REFRESH_BUILD) -- $(ARGS)

setup-serve setup-build setup-check setup-test setup-dist: setup-%:
	@scripts/setup.sh $*
