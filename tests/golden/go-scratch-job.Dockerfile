# syntax=docker/dockerfile:1

# Builds one static binary.
FROM golang:1.27-trixie AS build
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY go.mod go.sum* vendor/modules.txt* ./
RUN --mount=type=cache,target=/go/pkg/mod \
    test -f modules.txt || go mod download
COPY . .
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
RUN mkdir -p /folders/data \
 && chmod 755 /folders/data
# scratch has no /tmp and no users, so both are created here.
RUN mkdir -p /rootfs/etc /rootfs/tmp \
 && chmod 1777 /rootfs/tmp \
 && echo 'nonroot:x:65532:65532:nonroot:/nonexistent:/sbin/nologin' > /rootfs/etc/passwd \
 && echo 'nonroot:x:65532:' > /rootfs/etc/group

FROM scratch
COPY --from=build /rootfs/ /
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=build /out/server /server
# The same folder on every base, so that relative paths lead to the folders below.
WORKDIR /
# The user owns the folders that the program writes to. A new Docker volume inherits the owner.
COPY --from=build --chown=65532:65532 /folders/data /data
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/server"]
CMD ["import", "--from", "/data/in box"]
