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
 && rm -f target/original-*.jar target/*-plain.jar target/*-sources.jar target/*-javadoc.jar target/*-tests.jar \
 && mkdir /out \
 && set -- target/*.jar \
 && for jar in target/*-exec.jar target/*-all.jar target/*-runner.jar target/*-shaded.jar target/*-fat.jar target/*-jar-with-dependencies.jar; do if [ -f "$jar" ]; then set -- "$jar"; fi; done \
 && if [ "$#" != 1 ]; then echo "more than one JAR: $*; enter one in the setting 'JAR, or folder of the module to start'" >&2; exit 1; fi \
 && if [ ! -e "$1" ]; then echo "the build did not create $1: change the setting 'JAR, or folder of the module to start'" >&2; exit 1; fi \
 && cp "$1" /out/app.jar
RUN jar --extract --file /out/app.jar META-INF/MANIFEST.MF \
 && if ! grep -q '^Main-Class:' META-INF/MANIFEST.MF; then echo "the JAR has no Main-Class, so java -jar cannot start it: enter another in the setting 'JAR, or folder of the module to start'" >&2; exit 1; fi
# Extracts a JAR of Spring Boot 3.3 or newer, so that its libraries become a layer that seldom changes. Other JARs stay whole.
RUN mkdir /out/libraries/ /out/application/ \
 && jar --list --file /out/app.jar > /tmp/names \
 && if grep -q '^Main-Class: org.springframework.boot.loader.launch.JarLauncher' META-INF/MANIFEST.MF && grep -q '^BOOT-INF/layers.idx' /tmp/names && grep -q '^BOOT-INF/lib/spring-boot-jarmode-tools-' /tmp/names; then java -Djarmode=tools -jar /out/app.jar extract --layers --destination /out/apart && for layer in /out/apart/*; do if [ "$layer" = /out/apart/dependencies ]; then set -- /out/libraries/; else set -- /out/application/; fi; cp -R "$layer/." "$1" || exit 1; done; else cp /out/app.jar /out/application/; fi

FROM eclipse-temurin:25-jre-alpine-3.24
# The image has no non-root user. 65532 is the number of nonroot in distroless.
RUN addgroup -g 65532 nonroot \
 && adduser -D -H -u 65532 -G nonroot -h /nonexistent -s /sbin/nologin nonroot
# The heap may use three quarters of the container’s memory limit; Java’s default is a quarter.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75.0"
WORKDIR /app
COPY --from=build /out/libraries/ /app/
COPY --from=build /out/application/ /app/
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
CMD ["java", "-jar", "app.jar"]
