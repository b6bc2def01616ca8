# syntax=docker/dockerfile:1

# Needs `docker login dhi.io` first; the account is free.
FROM dhi.io/ruby:4.0-debian13-dev AS build
WORKDIR /app
# Bundler follows the lock file exactly, omits development gems and needs no home folder.
ENV BUNDLE_DEPLOYMENT=1 \
    BUNDLE_PATH=/usr/local/bundle \
    BUNDLE_USER_HOME=/tmp/bundle \
    BUNDLE_WITHOUT=development:test \
    RACK_ENV=production
# Dependencies first: they change less often than the sources.
COPY Gemfile Gemfile.lock .ruby-version* ./
RUN bundle install \
 && rm -rf /usr/local/bundle/ruby/*/cache
COPY . .
RUN if [ ! -e config.ru ]; then echo "config.ru does not exist: change the setting 'Rackup file'" >&2; exit 1; fi

# Needs `docker login dhi.io` first; the account is free.
FROM dhi.io/ruby:4.0-debian13
WORKDIR /app
# Bundler follows the lock file exactly, omits development gems and needs no home folder.
ENV BUNDLE_DEPLOYMENT=1 \
    BUNDLE_PATH=/usr/local/bundle \
    BUNDLE_USER_HOME=/tmp/bundle \
    BUNDLE_WITHOUT=development:test \
    RACK_ENV=production
COPY --from=build /usr/local/bundle /usr/local/bundle
COPY --from=build /app /app
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# Does the same as bundle exec puma: this image has Bundler as a library but no bundle program.
CMD ["ruby", "-rbundler/setup", "-e", "load Gem.bin_path('puma', 'puma')", "--", "-b", "tcp://0.0.0.0:8080", "config.ru"]
