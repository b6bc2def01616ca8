# The same Java as below: newer bytecode would not load there.
FROM eclipse-temurin:21-jdk-noble AS build
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY mvnw pom.xml ./
COPY .mvn/ .mvn/
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw --batch-mode dependency:go-offline
COPY . .
# Without tests: they belong before the image, where their databases are and a failure is read.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw --batch-mode package -DskipTests \
 && mkdir /out \
 && set -- target/shop-api.jar \
 && if [ "$#" != 1 ]; then echo "more than one JAR: $*; name one in the setting 'JAR that the build makes'" >&2; exit 1; fi \
 && cp "$1" /out/app.jar

FROM eclipse-temurin:21-jre-noble
# Yours. Any version will do: within a release they stay compatible.
RUN apt-get update \
 && apt-get satisfy --yes --no-install-recommends "libpq5, libstdc++6" \
 && rm -rf /var/lib/apt/lists/*
# Three quarters of the container’s memory limit for the heap; alone, Java takes a quarter.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75.0"
# Where Spring Boot looks for the port to listen on; other frameworks have names of their own.
ENV SERVER_PORT=3000
WORKDIR /app
COPY --from=build /out/app.jar /app/app.jar
EXPOSE 3000
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 1000:1000
CMD ["java", "-jar", "app.jar"]
