# syntax=registry.example.com/hub/docker/dockerfile:1

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

# Builds the site. Node.js stays out of the final image.
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
# Your variables. The build writes them into the site, where everybody can read them.
ENV LOG_LEVEL=info \
    GREETING="good \"day\" \$HOME"
ARG API_URL
ARG MODE="a \"b\" \$HOME"
# Stops the build if a required argument is empty.
RUN if [ -z "${API_URL}" ]; then echo "API_URL is empty: build with --build-arg API_URL=value" >&2; exit 1; fi
# Your commands. The variables in front of them stay out of the image.
RUN --mount=type=cache,target=/root/.npm \
    npm run generate \
 && SECRET_KEY='a b' node scripts/collect.js --all 'x && y'
# Builds the workspace packages that the member depends on, in dependency order, which few package managers can do.
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
      if (of.scripts.build || at === process.cwd()) for (const script of at === process.cwd() ? ['build:prod', 'copy-files'] : ['build']) run(script, at); }; \
    if (read('/app').scripts.postinstall) run('postinstall', '/app'); \
    visit(process.cwd());"
RUN if [ ! -e build/web/index.html ]; then echo "build/web/index.html does not exist: change the setting 'Folder that the build fills'" >&2; exit 1; fi \
 && node -e "const fs = require('fs'), [folder, base] = process.argv.slice(1), page = fs.readFileSync(folder + '/index.html', 'utf8'); \
    const at = new URL(page.match(/<base\s[^>]*href=[\x22\x27]([^\x22\x27]*)/)?.[1] ?? base, 'http://site' + base); \
    const own = [...page.matchAll(/<(?:script|link)(?=\s)[^>]*\s(?:src|href)=[\x22\x27]?([^\x22\x27 >?]+\.(?:m?js|css))/g)] \
      .map(([, path]) => new URL(path, at)).filter((url) => url.host === 'site').map((url) => unescape(url.pathname)); \
    if (own.length && !own.some((path) => path.startsWith(base) && fs.existsSync(folder + '/' + path.slice(base.length)))) { \
      console.error('index.html loads ' + own[0] + ', which is not served under ' + base + ': change the setting ‘Base path’, or build for that path'); \
      process.exit(1); }" build/web /docs/v2/

FROM registry.example.com/hub/nginxinc/nginx-unprivileged:1.30
# Your packages, without versions: within a release they stay compatible.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libpq5, libstdc++6" \
 && rm -rf /var/lib/apt/lists/*
# This configuration listens on an unprivileged port, writes only to /dev/shm and answers the health path.
COPY nginx.conf /etc/nginx/nginx.conf
COPY --from=build /app/apps/api/build/web/ /srv/www/docs/v2/
EXPOSE 3000
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 101:101
# Registries and scanners show these labels. Without them, they would show the base’s labels.
LABEL org.opencontainers.image.source=https://example.com/shop \
    team="a \"b\" \$HOME"
