# syntax=docker/dockerfile:1

# The full image of the same Ruby: it has the compilers that native gems need.
FROM ruby:4.0-trixie AS build
# Your company’s CA certificate, before the first download.
COPY company.pem /usr/local/share/ca-certificates/company.crt
RUN if ! grep -q 'BEGIN CERTIFICATE' /usr/local/share/ca-certificates/company.crt; then echo "company.pem is not a PEM file: convert it with openssl x509 -inform der" >&2; exit 1; fi \
 && if grep -q 'PRIVATE KEY' /usr/local/share/ca-certificates/company.crt; then echo "company.pem contains a private key: remove the key" >&2; exit 1; fi \
 && mkdir -p /etc/ssl/certs \
 && cat /usr/local/share/ca-certificates/company.crt >> /etc/ssl/certs/ca-certificates.crt
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
WORKDIR /app
# Bundler follows the lock file exactly, omits development gems and needs no home folder.
ENV BUNDLE_DEPLOYMENT=1 \
    BUNDLE_PATH=/usr/local/bundle \
    BUNDLE_USER_HOME=/tmp/bundle \
    BUNDLE_WITHOUT=development:test \
    RACK_ENV=production
# Dependencies first: they change less often than the sources.
COPY Gemfile Gemfile.lock .ruby-version* ./
RUN --mount=type=secret,id=bundle,target=/run/secrets/bundle,required=true \
    BUNDLE_USER_CONFIG=/run/secrets/bundle bundle install \
 && rm -rf /usr/local/bundle/ruby/*/cache
COPY . .
RUN if [ ! -e config.ru ]; then echo "config.ru does not exist: change the setting 'Rackup file'" >&2; exit 1; fi

FROM ruby:4.0-slim-trixie
# The public certificates and your company’s, merged in the build stage.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN groupadd --gid 65532 nonroot \
 && useradd --no-log-init --uid 65532 --gid 65532 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin nonroot
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
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["ruby", "-rnet/http", "-e", "exit Net::HTTP.get_response(URI('http://127.0.0.1:8080/healthz')).is_a?(Net::HTTPSuccess)"]
CMD ["bundle", "exec", "puma", "-b", "tcp://0.0.0.0:8080", "config.ru"]
