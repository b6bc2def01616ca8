# syntax=registry.example.com/hub/docker/dockerfile:1

# Builds the front end. Node.js stays out of the final image.
FROM registry.example.com/hub/library/node:22-trixie-slim AS frontend
# Your company’s CA certificate, before the first download.
COPY certs/company.pem /usr/local/share/ca-certificates/company.crt
RUN if ! grep -q 'BEGIN CERTIFICATE' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem is not a PEM file: convert it with openssl x509 -inform der" >&2; exit 1; fi \
 && if grep -q 'PRIVATE KEY' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem contains a private key: remove the key" >&2; exit 1; fi \
 && mkdir -p /etc/ssl/certs \
 && cat /usr/local/share/ca-certificates/company.crt >> /etc/ssl/certs/ca-certificates.crt
ENV NODE_EXTRA_CA_CERTS=/usr/local/share/ca-certificates/company.crt
WORKDIR /src/web
# Skips the download of browsers for tests: they are large and could not run here.
ENV CYPRESS_INSTALL_BINARY=0 \
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
    PUPPETEER_SKIP_DOWNLOAD=1
# Copied in one step, because the front end uses its workspace’s packages.
COPY . /src/
WORKDIR /src
# The version that you set.
RUN npm install --global npm@10
RUN --mount=type=cache,target=/root/.npm \
    npm pkg delete scripts.prepare \
 && npm ci --workspace=web --include-workspace-root
WORKDIR /src/web
ARG API_URL
ARG MODE="a \"b\" \$HOME"
# Stops the build if a required argument is empty.
RUN if [ -z "${API_URL}" ]; then echo "API_URL is empty: build with --build-arg API_URL=value" >&2; exit 1; fi
# Builds the front end, and stops if that makes no files.
RUN touch /tmp/before \
 && node -e "const fs = require('fs'), path = require('path'), seen = new Set(); \
    const run = (script, at) => { \
      const { status } = require('child_process').spawnSync('npm run ' + script, { cwd: at, stdio: 'inherit', shell: true }); \
      if (status !== 0) process.exit(1); }; \
    const read = (at) => ({ scripts: {}, ...JSON.parse(fs.readFileSync(at + '/package.json')) }); \
    const visit = (at) => { \
      if (seen.has(at) || at.includes('/node_modules/')) return; \
      seen.add(at); \
      const of = read(at); \
      for (const name of Object.keys({ ...of.dependencies, ...of.devDependencies, ...of.peerDependencies, ...of.optionalDependencies })) { \
        let from = at; \
        while (from !== '/' && !fs.existsSync(from + '/node_modules/' + name)) from = path.dirname(from); \
        if (from !== '/') visit(fs.realpathSync(from + '/node_modules/' + name)); } \
      if (of.scripts.postinstall) run('postinstall', at); \
      if (of.scripts.build || at === process.cwd()) for (const script of at === process.cwd() ? ['build:css', 'build:js'] : ['build']) run(script, at); }; \
    if (read('/src').scripts.postinstall) run('postinstall', '/src'); \
    visit(process.cwd());" \
 && if [ -z "$(find /src/web/build -type f -newer /tmp/before -print -quit 2>/dev/null)" ]; then echo "the front end’s build wrote no file to web/build: change the setting 'Front-end output'" >&2; exit 1; fi

# Built on the release that runs it: the program is linked to its glibc and zlib.
FROM registry.example.com/hub/library/debian:13 AS build
# GraalVM’s compiler. Only this folder is copied, so that the program is linked to the libraries of the release that runs it.
COPY --from=mirror.example.com:5000/quay.io/quarkus/ubi9-quarkus-mandrel-builder-image:jdk-25 /opt/mandrel /opt/mandrel
ENV JAVA_HOME=/opt/mandrel \
    GRAALVM_HOME=/opt/mandrel \
    PATH=/opt/mandrel/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# With this, the program prints its threads on SIGQUIT and dumps its heap to that file on SIGUSR1.
ENV NATIVE_IMAGE_OPTIONS="--enable-monitoring=heapdump,threaddump -R:HeapDumpPath=/dumps/heap.hprof"
# Your company’s CA certificate, before the first download.
COPY certs/company.pem /usr/local/share/ca-certificates/company.crt
RUN if ! grep -q 'BEGIN CERTIFICATE' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem is not a PEM file: convert it with openssl x509 -inform der" >&2; exit 1; fi \
 && if grep -q 'PRIVATE KEY' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem contains a private key: remove the key" >&2; exit 1; fi \
 && mkdir -p /etc/ssl/certs \
 && cat /usr/local/share/ca-certificates/company.crt >> /etc/ssl/certs/ca-certificates.crt \
 && keytool -importcert -noprompt -cacerts -storepass changeit -alias company -file /usr/local/share/ca-certificates/company.crt
# Your packages for the build. The final image does not contain them.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libssl-dev, protobuf-compiler" \
 && apt-get install --yes --no-install-recommends "build-essential=12.*" "zlib1g-dev=1:1.*" \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY mvnw pom.xml ./
# Your files that the installation needs, at their paths.
COPY patches patches
COPY requirements/base.txt requirements/base.txt
COPY .mvn/ .mvn/
RUN --mount=type=cache,target=/root/.m2 \
    sed -i 's/\r$//' mvnw \
 && { sh ./mvnw --batch-mode dependency:go-offline -P native,sqlite,tls || echo 'not everything was fetched; the build below fetches the rest'; }
COPY . .
# The built front end, in the folder where the service expects it.
COPY --from=frontend /src/web/build /src/src/static/web
ARG API_URL
ARG MODE="a \"b\" \$HOME"
# Stops the build if a required argument is empty.
RUN if [ -z "${API_URL}" ]; then echo "API_URL is empty: build with --build-arg API_URL=value" >&2; exit 1; fi
# Your commands. The variables in front of them stay out of the image.
RUN --mount=type=cache,target=/root/.m2 \
    npm run generate \
 && SECRET_KEY='a b' node scripts/collect.js --all 'x && y'
# Without tests: run them before the image build. The certificates that the program trusts are compiled in.
RUN --mount=type=cache,target=/root/.m2 \
    sed -i 's/\r$//' mvnw \
 && sh ./mvnw --batch-mode native:compile -DskipTests -P native,sqlite,tls \
 && for library in target/*.so; do if [ -e "$library" ]; then echo "$library is a library that the program loads to draw with AWT: this Dockerfile copies only the program" >&2; exit 1; fi; done \
 && found=target/shop-api \
 && if [ ! -f "$found" ]; then echo "no single program in target/shop-api: $found; enter its name in the setting 'Program, or folder of the module to start', or change the setting 'Project type'" >&2; exit 1; fi \
 && mkdir /out \
 && cp "$found" /out/server

FROM registry.example.com/hub/library/debian:13-slim
# Your packages, without versions: within a release they stay compatible.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libpq5, libstdc++6" \
 && rm -rf /var/lib/apt/lists/*
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN groupadd --gid 65532 nonroot \
 && useradd --no-log-init --uid 65532 --gid 65532 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin nonroot
COPY --from=build /out/server /server
# Checks that its libraries exist; otherwise the build stops and names the missing ones.
RUN libraries="$(ldd /server 2>&1 || true)" \
 && case "$libraries" in *'not found'*|*'Error loading'*) echo "$libraries" >&2; echo "A library is missing: add the package that has it to the setting 'Packages to add'" >&2; exit 1;; esac
# The program starts here, so that it also finds this folder by a relative path.
WORKDIR /app
# The program reads its port from here.
ENV SERVER_PORT=3000
# The user owns the folders that the program writes to. A new Docker volume inherits the owner.
RUN mkdir -p /data /var/lib/shop /app/cache /dumps \
 && chown -R 65532:65532 /data /var/lib/shop /app/cache /dumps
# Your variables. Other values can be set when the container starts.
ENV LOG_LEVEL=info \
    GREETING="good \"day\" \$HOME"
EXPOSE 3000
EXPOSE 9090
EXPOSE 9100
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# Registries and scanners show these labels. Without them, they would show the base’s labels.
LABEL org.opencontainers.image.source=https://example.com/shop \
    team="a \"b\" \$HOME"
# Exec form: signals reach the program. Its heap may use 80% of the memory limit; change that with an argument such as -Xmx512m.
ENTRYPOINT ["/server"]
CMD ["serve", "--name", "a \"b\"", "$HOME"]
