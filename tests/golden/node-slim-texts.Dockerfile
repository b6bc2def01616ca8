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

# The manifests of all members. Dependencies stay cached until one of these files changes.
FROM registry.example.com/hub/library/node:26-trixie-slim AS manifests
WORKDIR /app
COPY . .
RUN if [ ! -e apps/api/package.json ]; then echo "apps/api has no package.json: change the setting 'Workspace member'" >&2; exit 1; fi \
 && find . -name package.json -exec node -e "const fs = require('fs'); \
    for (const file of process.argv.slice(1)) { \
      try { \
        const named = JSON.parse(fs.readFileSync(file)); \
        delete named.scripts; \
        fs.writeFileSync(file, JSON.stringify(named)); \
      } catch { console.error(file + ' is not valid JSON'); } }" {} + \
 && find . ! -type d ! -name 'package.json' ! -name 'package-lock.json' ! -name 'npm-shrinkwrap.json' -delete \
 && find . -type d -empty -delete \
 && find . -exec touch -d @0 {} +

# Installs packages for the C library and Node.js version that run them.
FROM registry.example.com/hub/library/node:26-trixie-slim AS build
# Your company’s CA certificate, before the first download.
COPY certs/company.pem /usr/local/share/ca-certificates/company.crt
RUN if ! grep -q 'BEGIN CERTIFICATE' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem is not a PEM file: convert it with openssl x509 -inform der" >&2; exit 1; fi \
 && if grep -q 'PRIVATE KEY' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem contains a private key: remove the key" >&2; exit 1; fi \
 && mkdir -p /etc/ssl/certs \
 && cat /usr/local/share/ca-certificates/company.crt >> /etc/ssl/certs/ca-certificates.crt
ENV NODE_EXTRA_CA_CERTS=/usr/local/share/ca-certificates/company.crt
# Your packages for the build. The final image does not contain them.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libssl-dev, protobuf-compiler" \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# The version that you set.
RUN npm install --global npm@9.15
# Dependencies first: they change less often than the sources.
COPY --from=manifests /app ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci --workspace=apps/api --include-workspace-root
COPY . .
# The member’s folder.
WORKDIR /app/apps/api
# The built front end, in the folder where the service expects it.
COPY --from=frontend /src/web/build /app/src/static/web
ARG API_URL
ARG MODE="a \"b\" \$HOME"
# Stops the build if a required argument is empty.
RUN if [ -z "${API_URL}" ]; then echo "API_URL is empty: build with --build-arg API_URL=value" >&2; exit 1; fi
# Your commands. The variables in front of them stay out of the image.
RUN --mount=type=cache,target=/root/.npm \
    npm run generate \
 && SECRET_KEY='a b' node scripts/collect.js --all 'x && y'
# Builds the member’s workspace dependencies first, in order. Then collects what the member needs at run time, by the links that Node.js follows, without other members and development packages.
RUN node -e "const fs = require('fs'), path = require('path'), seen = new Set(); \
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
      if (of.scripts.build && at !== process.cwd()) for (const script of at === process.cwd() ? ['build:prod', 'copy-files'] : ['build']) run(script, at); }; \
    if (read('/app').scripts.postinstall) run('postinstall', '/app'); \
    visit(process.cwd());" \
 && node -e "const fs = require('fs'), path = require('path'), seen = new Set(), later = []; \
    const copy = (at, but) => fs.cpSync(at, '/out' + at, { recursive: true, verbatimSymlinks: true, filter: (file) => file !== but }); \
    const visit = (at) => { \
      if (seen.has(at)) return; \
      seen.add(at); \
      const file = at + '/package.json', of = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file)) : {}; \
      copy(at === '/app' ? file : at, at + '/node_modules'); \
      for (const name of Object.keys({ ...of.dependencies, ...of.optionalDependencies, ...of.peerDependencies, '.prisma': '' })) { \
        const may = name in { ...of.optionalDependencies } || !(name in { ...of.dependencies }); \
        let from = at; \
        while (from !== '/' && !fs.existsSync(from + '/node_modules/' + name)) from = path.dirname(from); \
        if (from === '/' && !may) { console.error(name + ' of ' + file + ' is not installed: change the setting ‘Workspace member’, or add the folder to the workspace members'); process.exit(1); } \
        if (from === '/') continue; \
        const link = from + '/node_modules/' + name, real = fs.realpathSync(link); \
        if (may && of.peerDependenciesMeta?.[name]?.optional) { later.push([link, real]); continue; } \
        if (link !== real) copy(link); \
        visit(real); } }; \
    visit('/app'); \
    visit(process.cwd()); \
    for (const [link, real] of later) if (link !== real && seen.has(real)) copy(link); \
    for (const store of ['.pnpm', '.bun']) { \
      const shared = '/app/node_modules/' + store + '/node_modules', list = (at) => fs.existsSync(at) ? fs.readdirSync(at) : []; \
      const named = list(shared).flatMap((name) => name[0] === '@' ? list(shared + '/' + name).map((own) => name + '/' + own) : name); \
      for (const link of named.map((name) => shared + '/' + name)) if (fs.existsSync(link) && seen.has(fs.realpathSync(link))) copy(link); }"
RUN if [ ! -e build/main.js ]; then echo "build/main.js does not exist: change the setting 'Script'" >&2; exit 1; fi

FROM registry.example.com/hub/library/node:26-trixie-slim
# Your company’s CA certificate, which the runtime adds to its built-in list.
COPY --from=build /usr/local/share/ca-certificates/company.crt /usr/local/share/ca-certificates/company.crt
ENV NODE_EXTRA_CA_CERTS=/usr/local/share/ca-certificates/company.crt
# Your packages, without versions: within a release they stay compatible.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libpq5, libstdc++6" \
 && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production
ENV PORT=3000
WORKDIR /app/apps/api
COPY --from=build /out/app /app
# The user owns the folders that the program writes to. A new Docker volume inherits the owner.
RUN mkdir -p /data /var/lib/shop /app/cache \
 && chown -R 1000:1000 /data /var/lib/shop /app/cache
# Your variables. Other values can be set when the container starts.
ENV LOG_LEVEL=info \
    GREETING="good \"day\" \$HOME"
EXPOSE 3000
EXPOSE 9090
EXPOSE 9100
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1000:1000
# Docker and Compose use this; Kubernetes uses its own probes.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=2s \
    CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health/ready').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Registries and scanners show these labels. Without them, they would show the base’s labels.
LABEL org.opencontainers.image.source=https://example.com/shop \
    team="a \"b\" \$HOME"
CMD ["node", "build/main.js", "serve", "--name", "a \"b\"", "$HOME"]
