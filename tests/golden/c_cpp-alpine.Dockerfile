# syntax=docker/dockerfile:1

# Built on Alpine: linked to musl, and static.
FROM alpine:3.24 AS build
# What builds, before the sources, so that it is kept between builds.
RUN apk add --no-cache "build-base>=0.5" "cmake>=3.20" "ninja-build>=1"
WORKDIR /src
COPY . .
# Static, as the base has no C library of its own to rely on.
RUN cmake -G Ninja -S . -B /build -D CMAKE_BUILD_TYPE=Release -D CMAKE_EXE_LINKER_FLAGS=-static \
 && cmake --build /build --target server \
 && mkdir /out \
 && cp /build/server /out/server

FROM alpine:3.24
# The base has no time zones.
RUN apk add --no-cache "tzdata>=2025"
# The image has no ordinary user; the number is that of distroless’s nonroot.
RUN addgroup -g 65532 nonroot \
 && adduser -D -H -u 65532 -G nonroot -h /nonexistent -s /sbin/nologin nonroot
COPY --from=build /out/server /server
# What it asks the loader for is there; else the build stops and names it.
RUN libraries="$(ldd /server 2>&1 || true)" \
 && case "$libraries" in *'not found'*|*'Error loading'*) echo "$libraries" >&2; echo "A library is missing: name the package that has it in the setting 'Packages to add'" >&2; exit 1;; esac
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/server"]
