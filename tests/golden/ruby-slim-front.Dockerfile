# syntax=docker/dockerfile:1

# Builds the front end. Node.js stays out of the final image.
FROM node:26-trixie-slim AS frontend
WORKDIR /src
# Skips the download of browsers for tests: they are large and could not run here.
ENV CYPRESS_INSTALL_BINARY=0 \
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
    PUPPETEER_SKIP_DOWNLOAD=1
# The image does not include it. A packageManager line in package.json sets the exact version.
RUN npm install --global --force yarn@1.22
# Dependencies first: they change less often than the sources.
COPY package.json yarn.lock ./
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn \
    npm pkg delete scripts.preinstall scripts.install scripts.postinstall scripts.prepare \
 && yarn install --frozen-lockfile
COPY . /src/
ARG API_URL
# Stops the build if a required argument is empty.
RUN if [ -z "${API_URL}" ]; then echo "API_URL is empty: build with --build-arg API_URL=value" >&2; exit 1; fi
# Builds the front end, and stops if that makes no files.
RUN npm run --if-present postinstall \
 && touch /tmp/before \
 && for script in build build:css; do if node -e "process.exit(require('./package.json').scripts?.[process.argv[1]] ? 0 : 1)" "$script"; then yarn run "$script" || exit 1; fi; done \
 && if [ -z "$(find /src/app/assets/builds -type f -newer /tmp/before -print -quit 2>/dev/null)" ]; then echo "the front end’s build wrote no file to app/assets/builds: change the setting 'Front-end output'" >&2; exit 1; fi

# The full image of the same Ruby: it has the compilers that native gems need.
FROM ruby:4.0-trixie AS build
WORKDIR /app
# Bundler follows the lock file exactly, omits development gems and needs no home folder.
ENV BUNDLE_DEPLOYMENT=1 \
    BUNDLE_PATH=/usr/local/bundle \
    BUNDLE_USER_HOME=/tmp/bundle \
    BUNDLE_WITHOUT=development:test \
    RAILS_ENV=production \
    BOOTSNAP_CACHE_DIR=/app/.bootsnap
# Dependencies first: they change less often than the sources.
COPY Gemfile Gemfile.lock .ruby-version* ./
RUN bundle install \
 && rm -rf /usr/local/bundle/ruby/*/cache
COPY . .
# The built front end, in the folder where the service expects it.
COPY --from=frontend /src/app/assets/builds /app/app/assets/builds
ARG API_URL
# Stops the build if a required argument is empty.
RUN if [ -z "${API_URL}" ]; then echo "API_URL is empty: build with --build-arg API_URL=value" >&2; exit 1; fi
RUN if [ ! -e config.ru ]; then echo "config.ru does not exist: change the setting 'Rackup file'" >&2; exit 1; fi
# Compiles code now, not at each start. Assets need no secret, so Rails gets a dummy. The user may write only to log, storage and tmp.
RUN if bundle show bootsnap > /dev/null 2>&1; then bundle exec bootsnap precompile -j 1 --gemfile app/ lib/; fi \
 && SKIP_JS_BUILD=1 SKIP_CSS_BUILD=1 SECRET_KEY_BASE_DUMMY=1 ruby bin/rails assets:precompile \
 && mkdir -p log storage tmp \
 && chown -R 65532:65532 log storage tmp

FROM ruby:4.0-slim-trixie
# The allocator that Rails’ own Dockerfile uses too.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends "libjemalloc2=5.*" \
 && rm -rf /var/lib/apt/lists/*
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN groupadd --gid 65532 nonroot \
 && useradd --no-log-init --uid 65532 --gid 65532 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin nonroot
WORKDIR /app
# Bundler follows the lock file exactly, omits development gems and needs no home folder.
ENV BUNDLE_DEPLOYMENT=1 \
    BUNDLE_PATH=/usr/local/bundle \
    BUNDLE_USER_HOME=/tmp/bundle \
    BUNDLE_WITHOUT=development:test \
    RAILS_ENV=production \
    BOOTSNAP_CACHE_DIR=/app/.bootsnap
ENV BOOTSNAP_READONLY=1
RUN ln -s "/usr/lib/$(uname -m)-linux-gnu/libjemalloc.so.2" /usr/local/lib/libjemalloc.so \
 && test -e /usr/local/lib/libjemalloc.so
# jemalloc instead of glibc’s allocator, as in Rails’ own Dockerfile: it needs less memory with many threads.
ENV LD_PRELOAD=/usr/local/lib/libjemalloc.so
COPY --from=build /usr/local/bundle /usr/local/bundle
COPY --from=build /app /app
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["ruby", "-rnet/http", "-e", "exit Net::HTTP.get_response(URI('http://127.0.0.1:8080/up')).is_a?(Net::HTTPSuccess)"]
# Not rails server: after it was killed, it finds its old process ID in tmp/pids and refuses to start.
CMD ["bundle", "exec", "puma", "-b", "tcp://0.0.0.0:8080", "config.ru"]
