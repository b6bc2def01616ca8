# syntax=registry.example.com/hub/docker/dockerfile:1

# Builds the front end. Node.js stays out of the final image.
FROM registry.example.com/hub/library/node:22-trixie-slim AS frontend
# Your company’s CA certificate, before the first download.
COPY certs/company.pem /usr/local/share/ca-certificates/company.crt
RUN if ! grep -q 'BEGIN CERTIFICATE' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem is not a PEM file: convert it with openssl x509 -inform der" >&2; exit 1; fi \
 && if grep -q 'PRIVATE KEY' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem contains a private key: remove the key" >&2; exit 1; fi \
 && mkdir -p /etc/ssl/certs \
 && cat /usr/local/share/ca-certificates/company.crt >> /etc/ssl/certs/ca-certificates.crt
ENV NODE_EXTRA_CA_CERTS=/usr/local/share/ca-certificates/company.crt
WORKDIR /src/web
# Skips the download of browsers for tests: they are large and could not run here.
ENV CYPRESS_INSTALL_BINARY=0 \
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
    PUPPETEER_SKIP_DOWNLOAD=1
# Copied in one step, because the front end uses its workspace’s packages.
COPY . /src/
WORKDIR /src
# The version that you set.
RUN npm install --global npm@10
RUN --mount=type=cache,target=/root/.npm \
    npm pkg delete scripts.prepare \
 && npm ci --workspace=web --include-workspace-root
WORKDIR /src/web
ARG API_URL
ARG MODE="a \"b\" \$HOME"
# Stops the build if a required argument is empty.
RUN if [ -z "${API_URL}" ]; then echo "API_URL is empty: build with --build-arg API_URL=value" >&2; exit 1; fi
# Builds the front end, and stops if that makes no files.
RUN touch /tmp/before \
 && node -e "const fs = require('fs'), path = require('path'), seen = new Set(); \
    const run = (script, at) => { \
      const { status } = require('child_process').spawnSync('npm run ' + script, { cwd: at, stdio: 'inherit', shell: true }); \
      if (status !== 0) process.exit(1); }; \
    const read = (at) => ({ scripts: {}, ...JSON.parse(fs.readFileSync(at + '/package.json')) }); \
    const visit = (at) => { \
      if (seen.has(at) || at.includes('/node_modules/')) return; \
      seen.add(at); \
      const of = read(at); \
      for (const name of Object.keys({ ...of.dependencies, ...of.devDependencies, ...of.peerDependencies, ...of.optionalDependencies })) { \
        let from = at; \
        while (from !== '/' && !fs.existsSync(from + '/node_modules/' + name)) from = path.dirname(from); \
        if (from !== '/') visit(fs.realpathSync(from + '/node_modules/' + name)); } \
      if (of.scripts.postinstall) run('postinstall', at); \
      if (of.scripts.build || at === process.cwd()) for (const script of at === process.cwd() ? ['build:css', 'build:js'] : ['build']) run(script, at); }; \
    if (read('/src').scripts.postinstall) run('postinstall', '/src'); \
    visit(process.cwd());" \
 && if [ -z "$(find /src/web/build -type f -newer /tmp/before -print -quit 2>/dev/null)" ]; then echo "the front end’s build wrote no file to web/build: change the setting 'Front-end output'" >&2; exit 1; fi

# The same minor version as below: compiled extensions load only there.
FROM registry.example.com/hub/library/python:3.14-slim-trixie AS build
# Your company’s CA certificate, before the first download.
COPY certs/company.pem /usr/local/share/ca-certificates/company.crt
RUN if ! grep -q 'BEGIN CERTIFICATE' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem is not a PEM file: convert it with openssl x509 -inform der" >&2; exit 1; fi \
 && if grep -q 'PRIVATE KEY' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem contains a private key: remove the key" >&2; exit 1; fi \
 && mkdir -p /etc/ssl/certs \
 && cat /usr/local/share/ca-certificates/company.crt >> /etc/ssl/certs/ca-certificates.crt
ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt
# Your packages for the build. The final image does not contain them.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libssl-dev, protobuf-compiler" \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
RUN python3 -m venv --without-pip /venv
# Dependencies first: they change less often than the sources.
COPY apps/api/sqlite apps/api/tls ./
# Your files that the installation needs, at their paths.
COPY apps/api/patches patches
COPY apps/api/requirements/base.txt requirements/base.txt
RUN --mount=type=cache,target=/root/.cache/pip \
    python3 -m pip --python /venv install --requirement sqlite --requirement tls
COPY apps/api/ ./
# The built front end, in the folder where the service expects it.
COPY --from=frontend /src/web/build /app/src/static/web
ARG API_URL
ARG MODE="a \"b\" \$HOME"
# Stops the build if a required argument is empty.
RUN if [ -z "${API_URL}" ]; then echo "API_URL is empty: build with --build-arg API_URL=value" >&2; exit 1; fi
# Your commands. The variables in front of them stay out of the image.
RUN export PATH="/venv/bin:$PATH" \
 && npm run generate \
 && SECRET_KEY='a b' node scripts/collect.js --all 'x && y'
RUN /venv/bin/python3 -m compileall -q -x node_modules . || true
RUN if ! /venv/bin/python3 -c "import importlib.util as u, os, sys; s = u.find_spec('shop'); sys.exit(not (s and any(os.path.exists(os.path.join(p, 'app' + e)) for p in s.submodule_search_locations or [] for e in ('.py', ''))))"; then echo "no module shop.app below apps/api: change the settings 'Script or module' and 'Source folder'" >&2; exit 1; fi \
 && if [ ! -e /venv/bin/node ]; then echo "no package provides the program node: add one that does, or change the setting 'Command before start'" >&2; exit 1; fi \
 && if [ ! -e /venv/bin/node ]; then echo "no package provides the program node: add one that does, or change the setting 'Additional processes'" >&2; exit 1; fi

FROM registry.example.com/hub/library/python:3.14-slim-trixie
# The public certificates and your company’s, merged in the build stage.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt \
    REQUESTS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt
# Your packages, without versions: within a release they stay compatible.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libpq5, libstdc++6" \
 && rm -rf /var/lib/apt/lists/*
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN groupadd --gid 65532 nonroot \
 && useradd --no-log-init --uid 65532 --gid 65532 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin nonroot
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
# The user owns the folders that the program writes to. A new Docker volume inherits the owner.
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
# Registries and scanners show these labels. Without them, they would show the base’s labels.
LABEL org.opencontainers.image.source=https://example.com/shop \
    team="a \"b\" \$HOME"
CMD ["/venv/bin/python3", "-c", "import sys; from shop.app import api; sys.exit(api())", "serve", "--name", "a \"b\"", "$HOME"]
