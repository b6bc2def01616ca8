# syntax=docker/dockerfile:1

# Built on Alpine: static, linked to musl.
FROM alpine:3.24 AS build
# Build tools come before the sources, so they stay cached between builds.
RUN apk add --no-cache "build-base>=0.5" "cmake>=3.20" "ninja-build>=1" "tzdata>=2025"
WORKDIR /src
COPY . .
# Static, because the base has no C library.
RUN cmake -G Ninja -S . -B /build -D CMAKE_BUILD_TYPE=Release -D CMAKE_EXE_LINKER_FLAGS=-static \
 && cmake --build /build --target server \
 && found="$(find /build -name server -type f -perm -100 ! -path '*/CMakeFiles/*')" \
 && if [ ! -f "$found" ]; then echo "no single program named server: $found; enter target:program in the setting 'Target, or target:program'" >&2; exit 1; fi \
 && mkdir /out \
 && cp "$found" /out/server
# This base can start only a program that needs no loader.
RUN readelf -lW /out/server > /tmp/elf \
 && listed="$(sed -n 's/.*interpreter: \(.*\)\].*/\1/p' /tmp/elf)" \
 && for found in $listed; do echo "$found loads the program, and scratch has none: link it statically, or answer 'Yes, linked to glibc' to 'Does the binary need C libraries?'" >&2; exit 1; done
# scratch has no /tmp and no users, so both are created here.
RUN mkdir -p /rootfs/etc /rootfs/tmp \
 && chmod 1777 /rootfs/tmp \
 && echo 'nonroot:x:65532:65532:nonroot:/nonexistent:/sbin/nologin' > /rootfs/etc/passwd \
 && echo 'nonroot:x:65532:' > /rootfs/etc/group

FROM scratch
COPY --from=build /rootfs/ /
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=build /out/server /server
EXPOSE 8080
# By number: Kubernetes cannot check a name against runAsNonRoot.
USER 65532:65532
ENTRYPOINT ["/server"]
