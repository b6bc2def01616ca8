# syntax=docker/dockerfile:1

# Built on Alpine: static, linked to musl.
FROM alpine:3.24 AS build
# Build tools come before the sources, so they stay cached between builds.
RUN apk add --no-cache "build-base>=0.5" "cmake>=3.20" "ninja-build>=1"
WORKDIR /src
COPY . .
# Static, because the base has no C library.
RUN cmake -G Ninja -S . -B /build -D CMAKE_BUILD_TYPE=Release -D CMAKE_EXE_LINKER_FLAGS=-static \
 && cmake --build /build --target server \
 && found="$(find /build -name server -type f -perm -100 ! -path '*/CMakeFiles/*')" \
 && if [ ! -f "$found" ]; then echo "no single program named server: $found; enter target:program in the setting 'Target, or target:program'" >&2; exit 1; fi \
 && mkdir /out \
 && cp "$found" /out/server

FROM alpine:3.24
# The base has no time zones.
RUN apk add --no-cache "tzdata>=2025"
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN addgroup -g 65532 nonroot \
 && adduser -D -H -u 65532 -G nonroot -h /nonexistent -s /sbin/nologin nonroot
COPY --from=build /out/server /server
# Checks that its libraries exist; otherwise the build stops and names the missing ones.
RUN libraries="$(ldd /server 2>&1 || true)" \
 && case "$libraries" in *'not found'*|*'Error loading'*) echo "$libraries" >&2; echo "A library is missing: add the package that has it to the setting 'Packages to add'" >&2; exit 1;; esac
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/server"]
