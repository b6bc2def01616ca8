# syntax=registry.example.com/hub/docker/dockerfile:1

# Builds the front end. Nothing of Node.js gets into the image.
FROM registry.example.com/hub/library/node:22-trixie-slim AS frontend
# Your company’s certificate, before the first download.
COPY certs/company.pem /usr/local/share/ca-certificates/company.crt
RUN if ! grep -q 'BEGIN CERTIFICATE' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem is not PEM: convert it with openssl x509 -inform der" >&2; exit 1; fi \
 && if grep -q 'PRIVATE KEY' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem holds a private key: leave it out" >&2; exit 1; fi \
 && mkdir -p /etc/ssl/certs \
 && cat /usr/local/share/ca-certificates/company.crt >> /etc/ssl/certs/ca-certificates.crt
ENV NODE_EXTRA_CA_CERTS=/usr/local/share/ca-certificates/company.crt
WORKDIR /src/web
# Browsers for tests are not downloaded: they are large, and could not run here.
ENV CYPRESS_INSTALL_BINARY=0 \
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
    PUPPETEER_SKIP_DOWNLOAD=1
# The version that you set.
RUN npm install --global npm@10
# Dependencies first: they change less often than the sources.
COPY web/package.json web/package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci
COPY . /src/
ARG API_URL
ARG MODE="a \"b\" \$HOME"
# Stops the build if one of them is empty.
RUN if [ -z "${API_URL}" ]; then echo "API_URL is empty: build with --build-arg API_URL=value" >&2; exit 1; fi
# Runs the script “build”, and checks that it made files; otherwise the build stops.
RUN touch /tmp/before \
 && npm run build \
 && if [ -z "$(find /src/web/build -type f -newer /tmp/before -print -quit 2>/dev/null)" ]; then echo "the front end made no file in web/build: change the setting 'Front-end output'" >&2; exit 1; fi

# The same minor version as below: compiled extensions load only there.
FROM registry.example.com/hub/library/python:3.14-slim-trixie AS build
# Your company’s certificate, before the first download.
COPY certs/company.pem /usr/local/share/ca-certificates/company.crt
RUN if ! grep -q 'BEGIN CERTIFICATE' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem is not PEM: convert it with openssl x509 -inform der" >&2; exit 1; fi \
 && if grep -q 'PRIVATE KEY' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem holds a private key: leave it out" >&2; exit 1; fi \
 && mkdir -p /etc/ssl/certs \
 && cat /usr/local/share/ca-certificates/company.crt >> /etc/ssl/certs/ca-certificates.crt
ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt
# Your packages for the build. The final image does not contain them.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libpq-dev, protobuf-compiler" \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
RUN python3 -m venv --without-pip /venv
# Dependencies first: they change less often than the sources.
COPY apps/api/requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
    python3 -m pip --python /venv install --requirement requirements.txt
COPY apps/api/ ./
# The built front end, where the service takes it from.
COPY --from=frontend /src/web/build /app/src/static/web
ARG API_URL
ARG MODE="a \"b\" \$HOME"
# Stops the build if one of them is empty.
RUN if [ -z "${API_URL}" ]; then echo "API_URL is empty: build with --build-arg API_URL=value" >&2; exit 1; fi
# Your commands. Variables that they get stay out of the image.
RUN export PATH="/venv/bin:$PATH" \
 && npm run generate \
 && SECRET_KEY='a b' node scripts/collect.js --all 'x && y'
RUN if ! /venv/bin/python3 -c "import importlib.util as u, os, sys; s = u.find_spec('shop'); sys.exit(not (s and any(os.path.exists(os.path.join(p, 'app' + e)) for p in s.submodule_search_locations or [] for e in ('.py', ''))))"; then echo "no module shop.app below apps/api: change the settings 'Script or module' and 'Source folder'" >&2; exit 1; fi

FROM registry.example.com/hub/library/python:3.14-slim-trixie
# The public certificates and your company’s, merged above, so no command has to run here.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt \
    REQUESTS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt
# Your packages. Any version will do: within a release they stay compatible.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libpq5, libstdc++6" \
 && rm -rf /var/lib/apt/lists/*
# The image has no non-root user; the number is that of nonroot in distroless.
RUN groupadd --gid 65532 nonroot \
 && useradd --no-log-init --uid 65532 --gid 65532 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin nonroot
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
# The user owns the folders that the program writes to. A new Docker volume inherits that.
RUN mkdir -p /data /var/lib/shop /app/cache \
 && chown -R 65532:65532 /data /var/lib/shop /app/cache
# Your variables. Other values can be set when the container starts.
ENV LOG_LEVEL=info \
    GREETING="good \"day\" \$HOME"
EXPOSE 3000
EXPOSE 9090
EXPOSE 9100
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["/venv/bin/python3", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:3000/health/ready', timeout=2)"]
# Registries and scanners show these labels. Without them they would show the base’s labels.
LABEL org.opencontainers.image.source=https://example.com/shop \
    team="a \"b\" \$HOME"
CMD ["/venv/bin/python3", "-m", "shop.app:api", "serve", "--name", "a \"b\"", "$HOME"]
