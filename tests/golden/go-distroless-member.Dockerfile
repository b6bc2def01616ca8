# syntax=docker/dockerfile:1

# The go.mod of every module, wherever it is. Dependencies stay cached until one of them changes.
FROM golang:1.27-trixie AS manifests
WORKDIR /src
COPY . .
RUN if [ ! -e apps/api/go.mod ]; then echo "apps/api has no go.mod: change the setting 'Workspace member'" >&2; exit 1; fi \
 && find . ! -type d ! -name 'go.mod' ! -name 'go.sum' ! -name 'go.work' ! -name 'go.work.sum' ! -path '*/vendor/modules.txt' -delete \
 && find . -type d -empty -delete \
 && find . -exec touch -d @0 {} +

# Builds one static binary.
FROM golang:1.27-trixie AS build
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY --from=manifests /src ./
# The module’s folder; Go finds go.work above it.
WORKDIR /src/apps/api
RUN --mount=type=cache,target=/go/pkg/mod \
    test -f vendor/modules.txt || test -f /src/vendor/modules.txt || go mod download
COPY . /src
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
WORKDIR /app
# Files that the program reads at run time, owned by root.
COPY --from=build /src/apps/api/templates /app/templates
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/server"]
