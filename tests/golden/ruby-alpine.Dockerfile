# syntax=docker/dockerfile:1

# The Ruby and the musl that run the gems: native ones load nowhere else.
FROM ruby:4.0-alpine3.24 AS build
# For native gems, of which Puma is one: this Ruby image has no compilers.
RUN apk add --no-cache "build-base>=0.5" "yaml-dev>=0.2"
WORKDIR /app
# Bundler takes exactly the lock file, leaves out what only development needs, and wants no home folder.
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

FROM ruby:4.0-alpine3.24
# The image has no ordinary user; the number is that of distroless’s nonroot.
RUN addgroup -g 65532 nonroot \
 && adduser -D -H -u 65532 -G nonroot -h /nonexistent -s /sbin/nologin nonroot
WORKDIR /app
# Bundler takes exactly the lock file, leaves out what only development needs, and wants no home folder.
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
