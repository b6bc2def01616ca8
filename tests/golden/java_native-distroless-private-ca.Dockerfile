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
# Your company’s CA certificate, before the first download.
COPY company.pem /usr/local/share/ca-certificates/company.crt
RUN if ! grep -q 'BEGIN CERTIFICATE' /usr/local/share/ca-certificates/company.crt; then echo "company.pem is not a PEM file: convert it with openssl x509 -inform der" >&2; exit 1; fi \
 && if grep -q 'PRIVATE KEY' /usr/local/share/ca-certificates/company.crt; then echo "company.pem contains a private key: remove the key" >&2; exit 1; fi \
 && mkdir -p /etc/ssl/certs \
 && cat /usr/local/share/ca-certificates/company.crt >> /etc/ssl/certs/ca-certificates.crt \
 && keytool -importcert -noprompt -cacerts -storepass changeit -alias company -file /usr/local/share/ca-certificates/company.crt
# The linker and the library that GraalVM’s compiler needs. They come before the sources, so they stay cached.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends "build-essential=12.*" "zlib1g-dev=1:1.*" \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY mvnw pom.xml ./
COPY .mvn/ .mvn/
RUN --mount=type=cache,target=/root/.m2/repository \
    --mount=type=cache,target=/root/.m2/wrapper \
    --mount=type=secret,id=maven,target=/root/.m2/settings.xml,required=true \
    sed -i 's/\r$//' mvnw \
 && { sh ./mvnw --batch-mode dependency:go-offline -P native || echo 'not everything was fetched; the build below fetches the rest'; }
COPY . .
# Without tests: run them before the image build. The certificates that the program trusts are compiled in.
RUN --mount=type=cache,target=/root/.m2/repository \
    --mount=type=cache,target=/root/.m2/wrapper \
    --mount=type=secret,id=maven,target=/root/.m2/settings.xml,required=true \
    sed -i 's/\r$//' mvnw \
 && sh ./mvnw --batch-mode native:compile -DskipTests -P native \
 && for library in target/*.so; do if [ -e "$library" ]; then echo "$library is a library that the program loads to draw with AWT: this Dockerfile copies only the program" >&2; exit 1; fi; done \
 && found="$(find target -maxdepth 1 -type f -perm -100 ! -name '*.jar' ! -name '*.so')" \
 && if [ ! -f "$found" ]; then echo "no single program in target: $found; enter its name in the setting 'Program, or folder of the module to start', or change the setting 'Project type'" >&2; exit 1; fi \
 && mkdir /out \
 && cp "$found" /out/server
# Checks that its libraries exist; otherwise the build stops and names the missing ones.
RUN readelf -dW /out/server > /tmp/elf \
 && listed="$(sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' /tmp/elf)" \
 && for found in $listed; do case "$found" in ld-linux*|ld64*|libc.so.6|libcrypto.so.3|libdl.so.2|libgcc_s.so.1|libgomp.so.1|libm.so.6|libmvec.so.1|libpthread.so.0|libresolv.so.2|librt.so.1|libssl.so.3|libstdc++.so.6|libutil.so.1|libz.so.1|libzstd.so.1) ;; *) echo "gcr.io/distroless/cc-debian13:nonroot has no $found: link it statically, or answer 'Yes, plus apt or apk packages' to 'Does it need native packages?'" >&2; exit 1;; esac; done
RUN mkdir -p /folders/dumps \
 && chmod 755 /folders/dumps

# A moving tag: pin it by digest and let a bot update the digest.
FROM gcr.io/distroless/cc-debian13:nonroot
COPY --from=build /out/server /server
# For heap dumps. The user owns this folder, and a new Docker volume inherits the owner.
COPY --from=build --chown=65532:65532 /folders/dumps /dumps
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# Exec form: signals reach the program. Its heap may use 80% of the memory limit; change that with an argument such as -Xmx512m.
ENTRYPOINT ["/server"]
