# Builds one static binary.
FROM golang:1.27-trixie AS build
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY go.mod go.sum* vendor/modules.txt* ./
RUN test -f modules.txt || go mod download
COPY . .
ARG WITHOUT_CGO
# Packages that need C may compile without cgo and then fail at their first call.
RUN needs="$(CGO_ENABLED=1 go list -deps -f '{{if and .CgoFiles (not .Standard)}}{{.ImportPath}}{{end}}' ./cmd/server)" \
 && if [ -n "$needs" ] && [ -z "$WITHOUT_CGO" ]; then echo "cgo is needed by $needs: answer 'Yes, linked to glibc' to 'Does the binary need C libraries?', or build with --build-arg WITHOUT_CGO=yes if it also works without C" >&2; exit 1; fi
# Without cgo the binary needs no C library.
RUN if [ "$(go list -f '{{.Name}}' ./cmd/server)" != main ]; then echo "./cmd/server is not a main package: change the setting 'Main package'" >&2; exit 1; fi \
 && CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/server ./cmd/server

# A moving tag: pin it by digest and let a bot update the digest.
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/server /server
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/server"]
