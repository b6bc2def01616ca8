# syntax=docker/dockerfile:1

# Built on the release that runs it: the program is linked to its glibc and zlib.
FROM debian:13 AS build
# GraalVM’s compiler. Only this folder is copied, so that the program is linked to the libraries of the release that runs it.
COPY --from=quay.io/quarkus/ubi9-quarkus-mandrel-builder-image:jdk-25 /opt/mandrel /opt/mandrel
ENV JAVA_HOME=/opt/mandrel \
    GRAALVM_HOME=/opt/mandrel \
    PATH=/opt/mandrel/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# With this, the program prints its threads on SIGQUIT and dumps its heap to that file on SIGUSR1.
ENV NATIVE_IMAGE_OPTIONS="--enable-monitoring=heapdump,threaddump -R:HeapDumpPath=/tmp/heap.out"
# The linker and the library that GraalVM’s compiler needs. They come before the sources, so they stay cached.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends "build-essential=12.*" "zlib1g-dev=1:1.*" "git=1:2.*" \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY mvnw pom.xml ./
COPY .mvn/ .mvn/
RUN --mount=type=cache,target=/root/.m2 \
    sed -i 's/\r$//' mvnw \
 && { sh ./mvnw --batch-mode dependency:go-offline -P native || echo 'not everything was fetched; the build below fetches the rest'; }
COPY . .
# Without tests: run them before the image build. The certificates that the program trusts are compiled in.
RUN --mount=type=cache,target=/root/.m2 \
    sed -i 's/\r$//' mvnw \
 && sh ./mvnw --batch-mode native:compile -DskipTests -P native \
 && for library in target/*.so; do if [ -e "$library" ]; then echo "$library is a library that the program loads to draw with AWT: this Dockerfile copies only the program" >&2; exit 1; fi; done \
 && found="$(find target -maxdepth 1 -type f -perm -100 ! -name '*.jar' ! -name '*.so')" \
 && if [ ! -f "$found" ]; then echo "no single program in target: $found; enter its name in the setting 'Program, or folder of the module to start', or change the setting 'Project type'" >&2; exit 1; fi \
 && mkdir /out \
 && cp "$found" /out/server

# For development: the build stage itself, with compilers, git and a shell.
FROM build
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN groupadd --gid 65532 nonroot \
 && useradd --no-log-init --uid 65532 --gid 65532 --create-home --shell /bin/bash nonroot
# The user may change and rebuild the sources.
RUN chown -R 65532:65532 /src /out
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# Exec form: signals reach the program. Its heap may use 80% of the memory limit; change that with an argument such as -Xmx512m.
ENTRYPOINT ["/out/server"]
