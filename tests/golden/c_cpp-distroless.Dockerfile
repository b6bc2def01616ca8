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
RUN cmake -G Ninja -S . -B /build -D CMAKE_BUILD_TYPE=Release \
 && cmake --build /build --target server \
 && found="$(find /build -name server -type f -perm -100 ! -path '*/CMakeFiles/*')" \
 && if [ ! -f "$found" ]; then echo "no single program named server: $found; enter target:program in the setting 'Target, or target:program'" >&2; exit 1; fi \
 && mkdir /out \
 && cp "$found" /out/server
# Checks that its libraries exist; otherwise the build stops and names the missing ones.
RUN readelf -dW /out/server > /tmp/elf \
 && listed="$(sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' /tmp/elf)" \
 && for found in $listed; do case "$found" in ld-linux*|ld64*|libc.so.6|libcrypto.so.3|libdl.so.2|libgcc_s.so.1|libgomp.so.1|libm.so.6|libmvec.so.1|libpthread.so.0|libresolv.so.2|librt.so.1|libssl.so.3|libstdc++.so.6|libutil.so.1|libz.so.1|libzstd.so.1) ;; *) echo "gcr.io/distroless/cc-debian13:nonroot has no $found: link it statically, or answer 'Yes, plus apt or apk packages' to 'Does it need native packages?'" >&2; exit 1;; esac; done

# A moving tag: pin it by digest and let a bot update the digest.
FROM gcr.io/distroless/cc-debian13:nonroot
COPY --from=build /out/server /server
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/server"]
