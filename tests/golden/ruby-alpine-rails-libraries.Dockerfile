# syntax=docker/dockerfile:1

# The same Ruby and musl that run the gems: native gems do not load in others.
FROM ruby:4.0-alpine3.24 AS build
# For native gems. Replace libpq-dev with the -dev packages that your gems compile against.
RUN apk add --no-cache "build-base>=0.5" "yaml-dev>=0.2" "tzdata>=2025" "libpq-dev>=16"
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
# Compiles code now, not at each start. Assets need no secret, so Rails gets a dummy. The user may write only to log, storage and tmp.
RUN if bundle show bootsnap > /dev/null 2>&1; then bundle exec bootsnap precompile -j 1 --gemfile app/ lib/; fi \
 && SECRET_KEY_BASE_DUMMY=1 ruby bin/rails assets:precompile \
 && mkdir -p log storage tmp \
 && chown -R 65532:65532 log storage tmp

FROM ruby:4.0-alpine3.24
# Rails does not start without time zones, which this base lacks.
RUN apk add --no-cache "tzdata>=2025" "libpq>=16"
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN addgroup -g 65532 nonroot \
 && adduser -D -H -u 65532 -G nonroot -h /nonexistent -s /sbin/nologin nonroot
WORKDIR /app
# Bundler follows the lock file exactly, omits development gems and needs no home folder.
ENV BUNDLE_DEPLOYMENT=1 \
    BUNDLE_PATH=/usr/local/bundle \
    BUNDLE_USER_HOME=/tmp/bundle \
    BUNDLE_WITHOUT=development:test \
    RAILS_ENV=production \
    BOOTSNAP_CACHE_DIR=/app/.bootsnap
ENV BOOTSNAP_READONLY=1
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
