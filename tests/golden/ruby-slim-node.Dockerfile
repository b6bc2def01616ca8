# syntax=docker/dockerfile:1

# The full image of the same Ruby: it has the compilers that native gems need.
FROM ruby:4.0-trixie AS build
# Node.js, which the project’s build calls. The final image does not contain it.
COPY --from=node:26-trixie-slim /usr/local/bin/node /usr/local/bin/node
COPY --from=node:26-trixie-slim /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
# The image does not include it. A packageManager line in package.json sets the exact version.
RUN ln -s /usr/local/lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
 && ln -s /usr/local/lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \
 && npm install --global pnpm@12
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
RUN if [ ! -e config.ru ]; then echo "config.ru does not exist: change the setting 'Rackup file'" >&2; exit 1; fi
# The packages that build the assets.
RUN --mount=type=cache,target=/root/.local/share/pnpm/store \
    pnpm install --frozen-lockfile
# Compiles code now, not at each start. Assets need no secret, so Rails gets a dummy. The user may write only to log, storage and tmp.
RUN if bundle show bootsnap > /dev/null 2>&1; then bundle exec bootsnap precompile -j 1 --gemfile app/ lib/; fi \
 && SECRET_KEY_BASE_DUMMY=1 ruby bin/rails assets:precompile \
 && rm -rf node_modules \
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
