# syntax=docker/dockerfile:1

# The same Java version as below, because newer bytecode would not load there.
FROM eclipse-temurin:25-jdk-noble AS build
RUN apt-get update \
 && apt-get install --yes --no-install-recommends "git=1:2.*" \
 && rm -rf /var/lib/apt/lists/*
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
 && rm -f target/original-*.jar target/*-plain.jar target/*-sources.jar target/*-javadoc.jar target/*-tests.jar \
 && mkdir /out \
 && set -- target/*.jar \
 && for jar in target/*-exec.jar target/*-all.jar target/*-runner.jar target/*-shaded.jar target/*-fat.jar target/*-jar-with-dependencies.jar; do if [ -f "$jar" ]; then set -- "$jar"; fi; done \
 && if [ "$#" != 1 ]; then echo "more than one JAR: $*; enter one in the setting 'JAR, or folder of the module to start'" >&2; exit 1; fi \
 && if [ ! -e "$1" ]; then echo "the build did not create $1: change the setting 'JAR, or folder of the module to start'" >&2; exit 1; fi \
 && cp "$1" /out/app.jar

# For development: the build stage itself, with compilers, git and a shell.
FROM build
# The heap may use three quarters of the container’s memory limit; Java’s default is a quarter.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75.0"
# The user may change and rebuild the sources.
RUN chown -R 1000:1000 /src /out
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1000:1000
# The result of the build stage. The JDK, the wrapper and the sources are also there, for rebuilding.
CMD ["java", "-jar", "/out/app.jar"]
