# syntax=docker/dockerfile:1

FROM golang:1.27-trixie AS build
WORKDIR /src
COPY go.mod go.sum* vendor/modules.txt* ./
RUN --mount=type=cache,target=/go/pkg/mod \
    test -f modules.txt || go mod download
COPY . .
ARG WITHOUT_CGO
RUN --mount=type=cache,target=/go/pkg/mod \
    needs="$(CGO_ENABLED=1 go list -deps -f '{{if and .CgoFiles (not .Standard)}}{{.ImportPath}}{{end}}' ./cmd/server)" \
 && if [ -n "$needs" ] && [ -z "$WITHOUT_CGO" ]; then echo "cgo is needed by $needs: answer 'Yes, linked to glibc' to 'Does the binary need C libraries?', or build with --build-arg WITHOUT_CGO=yes if it also works without C" >&2; exit 1; fi
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    if [ "$(go list -f '{{.Name}}' ./cmd/server)" != main ]; then echo "./cmd/server is not a main package: change the setting 'Main package'" >&2; exit 1; fi \
 && CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/server ./cmd/server

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/server /server
EXPOSE 8080
USER 65532:65532
ENTRYPOINT ["/server"]
