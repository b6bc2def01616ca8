# syntax=docker/dockerfile:1

# Needs `docker login dhi.io` first; the account is free.
FROM dhi.io/ruby:4.0-debian13-dev AS build
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

# Needs `docker login dhi.io` first; the account is free.
FROM dhi.io/ruby:4.0-debian13
# Rails does not start without time zones, which this base lacks.
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
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
# Does the same as bundle exec puma: this image has Bundler as a library but no bundle program.
CMD ["ruby", "-rbundler/setup", "-e", "load Gem.bin_path('puma', 'puma')", "--", "-b", "tcp://0.0.0.0:8080", "config.ru"]
