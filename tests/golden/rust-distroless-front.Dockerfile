# syntax=docker/dockerfile:1

# Builds the front end. Node.js stays out of the final image.
FROM node:26-trixie-slim AS frontend
WORKDIR /src/web
# Skips the download of browsers for tests: they are large and could not run here.
ENV CYPRESS_INSTALL_BINARY=0 \
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
    PUPPETEER_SKIP_DOWNLOAD=1
# The image does not include it.
RUN npm install --global bun@1
# Dependencies first: they change less often than the sources.
COPY web/package.json web/bun.lock* ./
RUN --mount=type=cache,target=/root/.bun/install/cache \
    npm pkg delete scripts.preinstall scripts.install scripts.postinstall scripts.prepare \
 && bun install --frozen-lockfile
COPY web/ ./
# Builds the front end, and stops if that makes no files.
RUN npm run --if-present postinstall \
 && touch /tmp/before \
 && bun run build \
 && if [ -z "$(find /src/web/dist -type f -newer /tmp/before -print -quit 2>/dev/null)" ]; then echo "the front end’s build wrote no file to web/dist: change the setting 'Front-end output'" >&2; exit 1; fi

# Built on the release that runs it: the binary is linked to its glibc.
FROM rust:1-trixie AS build
WORKDIR /src
# Manifests refer to files in the sources, so both are copied together.
COPY . .
# The built front end, in the folder where the service expects it.
COPY --from=frontend /src/web/dist /src/web/dist
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
WORKDIR /app
# Files that the program reads at run time, owned by root.
COPY --from=build /src/web/dist /app/web/dist
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/server"]
