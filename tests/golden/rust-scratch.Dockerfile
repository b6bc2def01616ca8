# syntax=docker/dockerfile:1

# Built on Alpine: static, because it is linked to musl.
FROM rust:1-alpine3.24 AS build
WORKDIR /src
# The time zones, copied to scratch below.
RUN apk add --no-cache "tzdata>=2025"
# Manifests refer to files in the sources, so both are copied together.
COPY . .
# Builds exactly what the lock file says. Compiled dependencies are cached between builds; your files are always compiled.
RUN --mount=type=cache,target=/src/target,sharing=locked \
    --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/usr/local/cargo/git \
    find . -path ./target -prune -o -type f -exec touch {} + \
 && cargo build --release --locked --bin server \
 && mkdir /out \
 && cp target/release/server /out/server
# This base can start only a program that needs no loader.
RUN readelf -lW /out/server > /tmp/elf \
 && listed="$(sed -n 's/.*interpreter: \(.*\)\].*/\1/p' /tmp/elf)" \
 && for found in $listed; do echo "$found loads the program, and scratch has none: link it statically, or answer 'Yes, linked to glibc' to 'Does the binary need C libraries?'" >&2; exit 1; done
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
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/server"]
