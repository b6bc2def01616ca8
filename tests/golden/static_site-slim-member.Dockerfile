# syntax=docker/dockerfile:1

# The manifests of all members. Dependencies stay cached until one of these files changes.
FROM node:26-trixie-slim AS manifests
WORKDIR /app
COPY . .
RUN if [ ! -e apps/web/package.json ]; then echo "apps/web has no package.json: change the setting 'Workspace member'" >&2; exit 1; fi \
 && find . -name package.json -exec node -e "const fs = require('fs'); \
    for (const file of process.argv.slice(1)) { \
      try { \
        const named = JSON.parse(fs.readFileSync(file)); \
        delete named.scripts; \
        fs.writeFileSync(file, JSON.stringify(named)); \
      } catch { console.error(file + ' is not valid JSON'); } }" {} + \
 && find . ! -type d ! -name 'package.json' ! -name 'pnpm-lock.yaml' ! -name 'pnpm-workspace.yaml' ! -name '.pnpmfile.*' ! -path '*/patches/*' -delete \
 && find . -type d -empty -delete \
 && find . -exec touch -d @0 {} +

# Builds the site. Node.js stays out of the final image.
FROM node:26-trixie-slim AS build
WORKDIR /app
# The image does not include it. A packageManager line in package.json sets the exact version.
RUN npm install --global pnpm@12
# Dependencies first: they change less often than the sources.
COPY --from=manifests /app ./
RUN --mount=type=cache,target=/root/.local/share/pnpm/store \
    pnpm install --frozen-lockfile --filter "{./apps/web}..." --filter "{.}"
COPY . .
# The member’s folder.
WORKDIR /app/apps/web
# Builds the workspace packages that the member depends on, in dependency order, which few package managers can do.
RUN node -e "const fs = require('fs'), path = require('path'), seen = new Set(); \
    const run = (script, at) => { \
      const { status } = require('child_process').spawnSync('pnpm run ' + script, { cwd: at, stdio: 'inherit', shell: true }); \
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
      if (of.scripts.build || at === process.cwd()) run('build', at); }; \
    if (read('/app').scripts.postinstall) run('postinstall', '/app'); \
    visit(process.cwd());"
RUN if [ ! -e dist/index.html ]; then echo "dist/index.html does not exist: change the setting 'Folder that the build fills'" >&2; exit 1; fi \
 && node -e "const fs = require('fs'), [folder, base] = process.argv.slice(1), page = fs.readFileSync(folder + '/index.html', 'utf8'); \
    const at = new URL(page.match(/<base\s[^>]*href=[\x22\x27]([^\x22\x27]*)/)?.[1] ?? base, 'http://site' + base); \
    const own = [...page.matchAll(/<(?:script|link)(?=\s)[^>]*\s(?:src|href)=[\x22\x27]?([^\x22\x27 >?]+\.(?:m?js|css))/g)] \
      .map(([, path]) => new URL(path, at)).filter((url) => url.host === 'site').map((url) => unescape(url.pathname)); \
    if (own.length && !own.some((path) => path.startsWith(base) && fs.existsSync(folder + '/' + path.slice(base.length)))) { \
      console.error('index.html loads ' + own[0] + ', which is not served under ' + base + ': change the setting ‘Base path’, or build for that path'); \
      process.exit(1); }" dist /

FROM nginxinc/nginx-unprivileged:1.30
# This configuration listens on an unprivileged port, writes only to /dev/shm and answers the health path.
COPY nginx.conf /etc/nginx/nginx.conf
COPY --from=build /app/apps/web/dist/ /srv/www/
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 101:101
