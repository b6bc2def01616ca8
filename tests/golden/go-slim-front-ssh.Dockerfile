# syntax=docker/dockerfile:1

# Builds the front end. Node.js stays out of the final image.
FROM node:26-trixie-slim AS frontend
# Git, which fetches private repositories and is missing in this image.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends "git=1:2.*" "openssh-client=1:10.*" \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src/web
# Skips the download of browsers for tests: they are large and could not run here.
ENV CYPRESS_INSTALL_BINARY=0 \
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
    PUPPETEER_SKIP_DOWNLOAD=1
# Dependencies first: they change less often than the sources.
COPY web/package.json web/package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    --mount=type=ssh,required=true \
    --mount=type=secret,id=known_hosts,target=/root/.ssh/known_hosts,required=true \
    npm pkg delete scripts.preinstall scripts.install scripts.postinstall scripts.prepare \
 && npm ci
COPY web/ ./
# Builds the front end, and stops if that makes no files.
RUN npm run --if-present postinstall \
 && touch /tmp/before \
 && npm run build \
 && if [ -z "$(find /src/web/dist -type f -newer /tmp/before -print -quit 2>/dev/null)" ]; then echo "the front end’s build wrote no file to web/dist: change the setting 'Front-end output'" >&2; exit 1; fi

# Builds one static binary.
FROM golang:1.27-trixie AS build
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY go.mod go.sum* vendor/modules.txt* ./
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=ssh,required=true \
    --mount=type=secret,id=known_hosts,target=/root/.ssh/known_hosts,required=true \
    --mount=type=secret,id=gitconfig,target=/root/.gitconfig,required=true \
    --mount=type=secret,id=goenv,target=/root/.config/go/env,required=true \
    test -f modules.txt || go mod download
COPY . .
# The built front end, in the folder where the service expects it.
COPY --from=frontend /src/web/dist /src/web/dist
ARG WITHOUT_CGO
# Packages that need C may compile without cgo and then fail at their first call.
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=ssh,required=true \
    --mount=type=secret,id=known_hosts,target=/root/.ssh/known_hosts,required=true \
    --mount=type=secret,id=gitconfig,target=/root/.gitconfig,required=true \
    --mount=type=secret,id=goenv,target=/root/.config/go/env,required=true \
    needs="$(CGO_ENABLED=1 go list -deps -f '{{if and .CgoFiles (not .Standard)}}{{.ImportPath}}{{end}}' ./cmd/server)" \
 && if [ -n "$needs" ] && [ -z "$WITHOUT_CGO" ]; then echo "cgo is needed by $needs: answer 'Yes, linked to glibc' to 'Does the binary need C libraries?', or build with --build-arg WITHOUT_CGO=yes if it also works without C" >&2; exit 1; fi
# Without cgo the binary needs no C library.
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    --mount=type=ssh,required=true \
    --mount=type=secret,id=known_hosts,target=/root/.ssh/known_hosts,required=true \
    --mount=type=secret,id=gitconfig,target=/root/.gitconfig,required=true \
    --mount=type=secret,id=goenv,target=/root/.config/go/env,required=true \
    if [ "$(go list -f '{{.Name}}' ./cmd/server)" != main ]; then echo "./cmd/server is not a main package: change the setting 'Main package'" >&2; exit 1; fi \
 && CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/server ./cmd/server

FROM debian:13-slim
# TLS needs a CA bundle, which this base lacks.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN groupadd --gid 65532 nonroot \
 && useradd --no-log-init --uid 65532 --gid 65532 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin nonroot
COPY --from=build /out/server /server
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/server"]
