# syntax=docker/dockerfile:1

# The full image of the same Ruby: it has the compilers that native gems need.
FROM ruby:4.0-trixie AS build
WORKDIR /app
ENV BUNDLE_PATH=/usr/local/bundle
# Dependencies first: they change less often than the sources.
COPY Gemfile Gemfile.lock .ruby-version* ./
RUN bundle install \
 && rm -rf /usr/local/bundle/ruby/*/cache
COPY . .

# For development: the build stage itself, with compilers, git and a shell.
FROM build
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN groupadd --gid 65532 nonroot \
 && useradd --no-log-init --uid 65532 --gid 65532 --create-home --shell /bin/bash nonroot
# The user may change and rebuild the sources.
RUN chown -R 65532:65532 /app /usr/local/bundle
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
CMD ["bundle", "exec", "puma", "-b", "tcp://0.0.0.0:8080", "config.ru"]
