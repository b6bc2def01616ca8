# syntax=docker/dockerfile:1

# The same Ruby and musl that run the gems: native gems do not load in others.
FROM ruby:4.0-alpine3.24 AS build
# For native gems such as Puma, because this Ruby image has no compilers.
RUN apk add --no-cache "build-base>=0.5" "yaml-dev>=0.2"
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

FROM ruby:4.0-alpine3.24
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN addgroup -g 65532 nonroot \
 && adduser -D -H -u 65532 -G nonroot -h /nonexistent -s /sbin/nologin nonroot
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
CMD ["bundle", "exec", "puma", "-b", "tcp://0.0.0.0:8080", "config.ru"]
