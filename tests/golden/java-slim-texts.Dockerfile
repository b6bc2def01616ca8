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

# The same Java version as below, because newer bytecode would not load there.
FROM registry.example.com/hub/library/eclipse-temurin:25-jdk-noble AS build
# Your company’s CA certificate, before the first download.
COPY certs/company.pem /usr/local/share/ca-certificates/company.crt
RUN if ! grep -q 'BEGIN CERTIFICATE' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem is not a PEM file: convert it with openssl x509 -inform der" >&2; exit 1; fi \
 && if grep -q 'PRIVATE KEY' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem contains a private key: remove the key" >&2; exit 1; fi \
 && mkdir -p /etc/ssl/certs \
 && cat /usr/local/share/ca-certificates/company.crt >> /etc/ssl/certs/ca-certificates.crt \
 && keytool -importcert -noprompt -cacerts -storepass changeit -alias company -file /usr/local/share/ca-certificates/company.crt \
 && mkdir -p /etc/ssl/java \
 && cp "$JAVA_HOME/lib/security/cacerts" /etc/ssl/java/cacerts
# Your packages for the build. The final image does not contain them.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libssl-dev, protobuf-compiler" \
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
 && { sh ./mvnw --batch-mode dependency:go-offline -P sqlite,tls || echo 'not everything was fetched; the build below fetches the rest'; }
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
# Without tests: run them before the image build, where databases are available and failures are visible.
RUN --mount=type=cache,target=/root/.m2 \
    sed -i 's/\r$//' mvnw \
 && sh ./mvnw --batch-mode package -DskipTests -P sqlite,tls \
 && mkdir /out \
 && set -- target/shop-api.jar \
 && if [ "$#" != 1 ]; then echo "more than one JAR: $*; enter one in the setting 'JAR, or folder of the module to start'" >&2; exit 1; fi \
 && if [ ! -e "$1" ]; then echo "the build did not create $1: change the setting 'JAR, or folder of the module to start'" >&2; exit 1; fi \
 && cp "$1" /out/app.jar
RUN jar --extract --file /out/app.jar META-INF/MANIFEST.MF \
 && if ! grep -q '^Main-Class:' META-INF/MANIFEST.MF; then echo "the JAR has no Main-Class, so java -jar cannot start it: enter another in the setting 'JAR, or folder of the module to start'" >&2; exit 1; fi
# Extracts a JAR of Spring Boot 3.3 or newer, so that its libraries become a layer that seldom changes. Other JARs stay whole.
RUN mkdir /out/libraries/ /out/application/ \
 && jar --list --file /out/app.jar > /tmp/names \
 && if grep -q '^Main-Class: org.springframework.boot.loader.launch.JarLauncher' META-INF/MANIFEST.MF && grep -q '^BOOT-INF/layers.idx' /tmp/names && grep -q '^BOOT-INF/lib/spring-boot-jarmode-tools-' /tmp/names; then java -Djarmode=tools -jar /out/app.jar extract --layers --destination /out/apart && for layer in /out/apart/*; do if [ "$layer" = /out/apart/dependencies ]; then set -- /out/libraries/; else set -- /out/application/; fi; cp -R "$layer/." "$1" || exit 1; done; else cp /out/app.jar /out/application/; fi

FROM registry.example.com/hub/library/eclipse-temurin:25-jre-noble
# The public certificates and your company’s, merged in the build stage.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /etc/ssl/java/cacerts /etc/ssl/java/cacerts
# Your packages, without versions: within a release they stay compatible.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libpq5, libstdc++6" \
 && rm -rf /var/lib/apt/lists/*
# The heap may use three quarters of the container’s memory limit; Java’s default is a quarter.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75.0 -Djavax.net.ssl.trustStore=/etc/ssl/java/cacerts"
# Spring Boot reads its port from here; other frameworks use other names.
ENV SERVER_PORT=3000
WORKDIR /app
COPY --from=build /out/libraries/ /app/
COPY --from=build /out/application/ /app/
# The user owns the folders that the program writes to. A new Docker volume inherits the owner.
RUN mkdir -p /data /var/lib/shop /app/cache /dumps \
 && chown -R 1000:1000 /data /var/lib/shop /app/cache /dumps
# Your variables. Other values can be set when the container starts.
ENV LOG_LEVEL=info \
    GREETING="good \"day\" \$HOME"
EXPOSE 3000
EXPOSE 9090
EXPOSE 9100
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1000:1000
# Registries and scanners show these labels. Without them, they would show the base’s labels.
LABEL org.opencontainers.image.source=https://example.com/shop \
    team="a \"b\" \$HOME"
CMD ["java", "-jar", "app.jar", "serve", "--name", "a \"b\"", "$HOME"]
