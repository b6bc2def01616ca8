# syntax=docker/dockerfile:1

# Built on the release that runs it: the program is linked to its glibc and zlib.
FROM debian:13 AS build
# GraalVM’s compiler. Only this folder is copied, so that the program is linked to the libraries of the release that runs it.
COPY --from=quay.io/quarkus/ubi9-quarkus-mandrel-builder-image:jdk-25 /opt/mandrel /opt/mandrel
ENV JAVA_HOME=/opt/mandrel \
    GRAALVM_HOME=/opt/mandrel \
    PATH=/opt/mandrel/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# With this, the program prints its threads on SIGQUIT and dumps its heap to that file on SIGUSR1.
ENV NATIVE_IMAGE_OPTIONS="--enable-monitoring=heapdump,threaddump -R:HeapDumpPath=/dumps/heap.hprof"
# The linker and the library that GraalVM’s compiler needs. They come before the sources, so they stay cached.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends "build-essential=12.*" "zlib1g-dev=1:1.*" \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# Copied in one step: a module is built with the modules that it depends on.
COPY . .
# Without tests: run them before the image build. The certificates that the program trusts are compiled in.
RUN --mount=type=cache,target=/root/.m2 \
    sed -i 's/\r$//' mvnw \
 && sh ./mvnw --batch-mode package -DskipTests --projects shop --also-make -P native,prod \
 && for library in shop/target/*.so; do if [ -e "$library" ]; then echo "$library is a library that the program loads to draw with AWT: this Dockerfile copies only the program" >&2; exit 1; fi; done \
 && found=shop/target/shop \
 && if [ ! -f "$found" ]; then echo "no single program in shop/target/shop: $found; enter its name in the setting 'Program, or folder of the module to start', or change the setting 'Project type'" >&2; exit 1; fi \
 && mkdir /out \
 && cp "$found" /out/server

FROM debian:13-slim
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN groupadd --gid 65532 nonroot \
 && useradd --no-log-init --uid 65532 --gid 65532 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin nonroot
COPY --from=build /out/server /server
# Checks that its libraries exist; otherwise the build stops and names the missing ones.
RUN libraries="$(ldd /server 2>&1 || true)" \
 && case "$libraries" in *'not found'*|*'Error loading'*) echo "$libraries" >&2; echo "A library is missing: add the package that has it to the setting 'Packages to add'" >&2; exit 1;; esac
# The program reads its port from here.
ENV PORT=8080
# For heap dumps. The user owns this folder, and a new Docker volume inherits the owner.
RUN mkdir -p /dumps \
 && chown -R 65532:65532 /dumps
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# Exec form: signals reach the program. Its heap may use 80% of the memory limit; change that with an argument such as -Xmx512m.
ENTRYPOINT ["/server"]
