# syntax=docker/dockerfile:1

# The same Java version as below, because newer bytecode would not load there.
FROM eclipse-temurin:25-jdk-noble AS build
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY mvnw pom.xml ./
COPY .mvn/ .mvn/
RUN --mount=type=cache,target=/root/.m2 \
    sed -i 's/\r$//' mvnw \
 && { sh ./mvnw --batch-mode dependency:go-offline || echo 'not everything was fetched; the build below fetches the rest'; }
COPY . .
# Without tests: run them before the image build, where databases are available and failures are visible.
RUN --mount=type=cache,target=/root/.m2 \
    sed -i 's/\r$//' mvnw \
 && sh ./mvnw --batch-mode package -DskipTests \
 && if [ ! -f target/quarkus-app/quarkus-run.jar ]; then echo "target/quarkus-app does not exist: change the setting 'Folder of the module to start', or build a Quarkus fast-jar" >&2; exit 1; fi \
 && mkdir /out \
 && cp -R target/quarkus-app /out/app
RUN mkdir -p /folders/dumps \
 && chmod 755 /folders/dumps

# A moving tag: pin it by digest and let a bot update the digest.
FROM gcr.io/distroless/java25-debian13:nonroot
# The heap may use three quarters of the container’s memory limit; Java’s default is a quarter.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75.0"
WORKDIR /app
COPY --from=build /out/app /app
# For heap dumps. The user owns this folder, and a new Docker volume inherits the owner.
COPY --from=build --chown=65532:65532 /folders/dumps /dumps
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
# The image’s entrypoint is java -jar already, so the command names only the JAR.
CMD ["quarkus-run.jar"]
