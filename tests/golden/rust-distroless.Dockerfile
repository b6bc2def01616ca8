# syntax=docker/dockerfile:1

# Built on the release that runs it: the binary is linked to its glibc.
FROM rust:1-trixie AS build
WORKDIR /src
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
