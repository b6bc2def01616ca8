# syntax=docker/dockerfile:1

# Builds the front end. Node.js stays out of the final image.
FROM node:26-trixie-slim AS frontend
WORKDIR /src/web/board
# Skips the download of browsers for tests: they are large and could not run here.
ENV CYPRESS_INSTALL_BINARY=0 \
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
    PUPPETEER_SKIP_DOWNLOAD=1
# Copied in one step, because the front end uses its workspace’s packages.
COPY web/ /src/web/
WORKDIR /src/web
# The image does not include it. A packageManager line in package.json sets the exact version.
RUN npm install --global pnpm@12
RUN --mount=type=cache,target=/root/.local/share/pnpm/store \
    npm pkg delete scripts.prepare \
 && pnpm install --frozen-lockfile --filter "{./board}..." --filter "{.}"
WORKDIR /src/web/board
# Builds the front end, and stops if that makes no files.
RUN touch /tmp/before \
 && node -e "const fs = require('fs'), path = require('path'), seen = new Set(); \
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
      if (of.scripts.build || at === process.cwd()) for (const script of at === process.cwd() ? ['build:css', 'build:js'] : ['build']) run(script, at); }; \
    if (read('/src/web').scripts.postinstall) run('postinstall', '/src/web'); \
    visit(process.cwd());" \
 && if [ -z "$(find /src/web/board/dist -type f -newer /tmp/before -print -quit 2>/dev/null)" ]; then echo "the front end’s build wrote no file to web/board/dist: change the setting 'Front-end output'" >&2; exit 1; fi

# Builds one static binary.
FROM golang:1.27-trixie AS build
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY go.mod go.sum* vendor/modules.txt* ./
RUN --mount=type=cache,target=/go/pkg/mod \
    test -f modules.txt || go mod download
COPY . .
# The built front end, in the folder where the service expects it.
COPY --from=frontend /src/web/board/dist /src/web/board/dist
ARG WITHOUT_CGO
# Packages that need C may compile without cgo and then fail at their first call.
RUN --mount=type=cache,target=/go/pkg/mod \
    needs="$(CGO_ENABLED=1 go list -deps -f '{{if and .CgoFiles (not .Standard)}}{{.ImportPath}}{{end}}' ./cmd/server)" \
 && if [ -n "$needs" ] && [ -z "$WITHOUT_CGO" ]; then echo "cgo is needed by $needs: answer 'Yes, linked to glibc' to 'Does the binary need C libraries?', or build with --build-arg WITHOUT_CGO=yes if it also works without C" >&2; exit 1; fi
# Without cgo the binary needs no C library.
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    if [ "$(go list -f '{{.Name}}' ./cmd/server)" != main ]; then echo "./cmd/server is not a main package: change the setting 'Main package'" >&2; exit 1; fi \
 && CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/server ./cmd/server

# A moving tag: pin it by digest and let a bot update the digest.
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/server /server
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/server"]
