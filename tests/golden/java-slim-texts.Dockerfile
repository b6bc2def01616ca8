# syntax=registry.example.com/hub/docker/dockerfile:1

# The same Java as below: newer bytecode would not load there.
FROM registry.example.com/hub/library/eclipse-temurin:25-jdk-noble AS build
# Your company’s certificate, before the first download.
COPY certs/company.pem /usr/local/share/ca-certificates/company.crt
RUN if ! grep -q 'BEGIN CERTIFICATE' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem is not PEM: convert it with openssl x509 -inform der" >&2; exit 1; fi \
 && if grep -q 'PRIVATE KEY' /usr/local/share/ca-certificates/company.crt; then echo "certs/company.pem holds a private key: leave it out" >&2; exit 1; fi \
 && mkdir -p /etc/ssl/certs \
 && cat /usr/local/share/ca-certificates/company.crt >> /etc/ssl/certs/ca-certificates.crt \
 && keytool -importcert -noprompt -cacerts -storepass changeit -alias company -file /usr/local/share/ca-certificates/company.crt \
 && mkdir -p /etc/ssl/java \
 && cp "$JAVA_HOME/lib/security/cacerts" /etc/ssl/java/cacerts
# Yours, for the build alone: what runs has none of it.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libpq-dev, protobuf-compiler" \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY mvnw pom.xml ./
COPY .mvn/ .mvn/
RUN --mount=type=cache,target=/root/.m2 \
    sed -i 's/\r$//' mvnw \
 && sh mvnw --batch-mode dependency:go-offline
COPY . .
ARG API_URL
ARG MODE="a \"b\" \$HOME"
# Else it would be built with nothing in their place.
RUN if [ -z "${API_URL}" ]; then echo "API_URL is empty: build with --build-arg API_URL=value" >&2; exit 1; fi
# Yours. What they are given as variables stays out of the image.
RUN --mount=type=cache,target=/root/.m2 \
    npm run generate \
 && SECRET_KEY='a b' node scripts/collect.js --all 'x && y'
# Without tests: they belong before the image, where their databases are and a failure is read.
RUN --mount=type=cache,target=/root/.m2 \
    sed -i 's/\r$//' mvnw \
 && sh mvnw --batch-mode package -DskipTests \
 && mkdir /out \
 && set -- target/shop-api.jar \
 && if [ "$#" != 1 ]; then echo "more than one JAR: $*; name one in the setting 'JAR or folder of the module that starts'" >&2; exit 1; fi \
 && cp "$1" /out/app.jar
RUN jar --extract --file /out/app.jar META-INF/MANIFEST.MF \
 && if ! grep -q '^Main-Class:' META-INF/MANIFEST.MF; then echo "the JAR names no Main-Class, so java -jar cannot start it: name another in the setting 'JAR or folder of the module that starts'" >&2; exit 1; fi

FROM registry.example.com/hub/library/eclipse-temurin:25-jre-noble
# The public certificates and your company’s, merged above: no command has to run here.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /etc/ssl/java/cacerts /etc/ssl/java/cacerts
# Yours. Any version will do: within a release they stay compatible.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libpq5, libstdc++6" \
 && rm -rf /var/lib/apt/lists/*
# Three quarters of the container’s memory limit for the heap; alone, Java takes a quarter.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75.0 -Djavax.net.ssl.trustStore=/etc/ssl/java/cacerts"
# Where Spring Boot looks for the port to listen on; other frameworks have names of their own.
ENV SERVER_PORT=3000
WORKDIR /app
COPY --from=build /out/app.jar /app/app.jar
# What the program writes to belongs to its user; a new volume of Docker takes that over.
RUN mkdir -p /data /var/lib/shop /app/cache \
 && chown -R 1000:1000 /data /var/lib/shop /app/cache
# Yours. Whoever starts the container may give others.
ENV LOG_LEVEL=info \
    GREETING="good \"day\" \$HOME"
EXPOSE 3000
EXPOSE 9090
EXPOSE 9100
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1000:1000
# What registries and scanners show. Without them a base’s own labels would say what this is.
LABEL org.opencontainers.image.source=https://example.com/shop \
    team="a \"b\" \$HOME"
CMD ["java", "-jar", "app.jar", "serve", "--name", "a \"b\"", "$HOME"]
