# syntax=docker/dockerfile:1

# Builds the front end. Node.js stays out of the final image.
FROM --platform=${BUILDPLATFORM} node:26-trixie-slim AS frontend
WORKDIR /src/web
# Skips the download of browsers for tests: they are large and could not run here.
ENV CYPRESS_INSTALL_BINARY=0 \
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
    PUPPETEER_SKIP_DOWNLOAD=1
# Dependencies first: they change less often than the sources.
COPY web/package.json web/package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm pkg delete scripts.preinstall scripts.install scripts.postinstall scripts.prepare \
 && npm ci
COPY web/ ./
# Builds the front end, and stops if that makes no files.
RUN npm run --if-present postinstall \
 && touch /tmp/before \
 && npm run build \
 && if [ -z "$(find /src/web/dist -type f -newer /tmp/before -print -quit 2>/dev/null)" ]; then echo "the front end’s build wrote no file to web/dist: change the setting 'Front-end output'" >&2; exit 1; fi

# Builds one static binary.
FROM --platform=${BUILDPLATFORM} golang:1.27-trixie AS build
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY go.mod go.sum* vendor/modules.txt* ./
RUN --mount=type=cache,target=/go/pkg/mod \
    test -f modules.txt || go mod download
COPY . .
# The built front end, in the folder where the service expects it.
COPY --from=frontend /src/web/dist /src/web/dist
ARG WITHOUT_CGO
# Packages that need C may compile without cgo and then fail at their first call.
RUN --mount=type=cache,target=/go/pkg/mod \
    needs="$(CGO_ENABLED=1 go list -deps -f '{{if and .CgoFiles (not .Standard)}}{{.ImportPath}}{{end}}' ./cmd/server)" \
 && if [ -n "$needs" ] && [ -z "$WITHOUT_CGO" ]; then echo "cgo is needed by $needs: answer 'Yes, linked to glibc' to 'Does the binary need C libraries?', or build with --build-arg WITHOUT_CGO=yes if it also works without C" >&2; exit 1; fi
# The builder passes the target platform, and Go compiles for it without emulation.
ARG TARGETOS
ARG TARGETARCH
# Without cgo the binary needs no C library.
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    if [ "$(go list -f '{{.Name}}' ./cmd/server)" != main ]; then echo "./cmd/server is not a main package: change the setting 'Main package'" >&2; exit 1; fi \
 && CGO_ENABLED=0 GOOS="${TARGETOS}" GOARCH="${TARGETARCH}" go build -trimpath -ldflags="-s -w" -o /out/server ./cmd/server

# A moving tag: pin it by digest and let a bot update the digest.
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/server /server
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/server"]
