# syntax=docker/dockerfile:1

# Built on the release that runs it: the same glibc and libstdc++.
FROM debian:13 AS build
# Build tools come before the sources, so they stay cached between builds.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends "build-essential=12.*" "cmake=3.*" "ninja-build=1.*" "ca-certificates=20*" \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
# Linked to the C and C++ libraries of the base.
RUN cmake -G Ninja -S . -B /build -D CMAKE_BUILD_TYPE=Release -D WITH_TLS=ON -D WITH_DOCS=ON \
 && cmake --build /build --target server \
 && found="$(find /build -name server -type f -perm -100 ! -path '*/CMakeFiles/*')" \
 && if [ ! -f "$found" ]; then echo "no single program named server: $found; enter target:program in the setting 'Target, or target:program'" >&2; exit 1; fi \
 && mkdir /out \
 && cp "$found" /out/server

FROM debian:13-slim
# TLS needs a CA bundle, which this base lacks.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN groupadd --gid 65532 nonroot \
 && useradd --no-log-init --uid 65532 --gid 65532 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin nonroot
COPY --from=build /out/server /server
# Checks that its libraries exist; otherwise the build stops and names the missing ones.
RUN libraries="$(ldd /server 2>&1 || true)" \
 && case "$libraries" in *'not found'*|*'Error loading'*) echo "$libraries" >&2; echo "A library is missing: add the package that has it to the setting 'Packages to add'" >&2; exit 1;; esac
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/server"]
